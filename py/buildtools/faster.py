"""Pyodide's own script, in a form that takes browsers less time."""

from buildtools.errors import BuildError

FUNCTION = "async function _createPyodideModule("
EXPORT = "export default _createPyodideModule;"

# It does not know where it lies, since it is compared with its checksum and imported from memory.
# Asking nevertheless ends in an error, and for an error's place V8 reads the whole script once more.
PLACE = 'try{scriptDirectory=new URL(".",_scriptName).href}catch{}'

# What gives functions of JavaScript to WebAssembly would try each as it is, and then compile a
# module for it alone. One module that takes them all in and gives them all out does for all.
ADD = "try{setWasmTableEntry(ret,func)}"
ADD_WRAPPED = "try{setWasmTableEntry(ret,wrappedFunctions.get(func)??func)}"
REPORT = "var reportUndefinedSymbols=()=>{"
WRAP = """
var wrappedFunctions=new Map;
var wrapFunctions=functions=>{
  const leb=n=>[n%128|128,n>>7];
  const section=(id,items)=>[id,...uleb128EncodeWithLen([...leb(items.length),...items.flat()])];
  const name=n=>String(n).padStart(4,"0");
  const nameBytes=n=>[4,...Array.from(name(n),c=>c.charCodeAt())];
  const sigs=[...new Set(functions.map(({sig})=>sig))];
  const types=sigs.map(([result,...given])=>[96,...generateTypePack(given),...generateTypePack(result==="v"?"":result)]);
  const taken=functions.map(({sig},n)=>[1,101,...nameBytes(n),0,...leb(sigs.indexOf(sig))]);
  const given=functions.map((_,n)=>[...nameBytes(n),0,...leb(n)]);
  const bytes=[0,97,115,109,1,0,0,0,...section(1,types),...section(2,taken),...section(7,given)];
  const module=new WebAssembly.Module(Uint8Array.from(bytes));
  const {exports}=new WebAssembly.Instance(module,{e:Object.fromEntries(functions.map((func,n)=>[name(n),func]))});
  functions.forEach((func,n)=>wrappedFunctions.set(func,exports[name(n)]));
};
"""
WRAP_ALL = (
    "wrapFunctions([...new Set(Object.keys(GOT).filter(symbol=>GOT[symbol].value==-1)"
    ".map(symbol=>resolveGlobalSymbol(symbol,true).sym).filter(func=>func?.sig&&!wrappedFunctions.has(func)))]);"
)

CHANGES = {PLACE: "", ADD: ADD_WRAPPED, REPORT: WRAP + REPORT + WRAP_ALL}


def faster(script: str) -> str:
    """The script `pyodide.asm.mjs`, doing the same with less.

    All of it is one function. A browser passes over a function until it is called, and then reads
    it again, a megabyte each time; one in parentheses it takes to be called soon, and compiles it
    at once. What else is changed is above.

    Raises:
        BuildError: it is not made as expected.
    """
    end = script.rfind(EXPORT)
    function = script[:end].rstrip().removesuffix(";")
    if not function.startswith(FUNCTION) or not function.endswith("}") or end < 0:
        raise BuildError("Pyodide's own script is not one function any more: see faster.py.")
    for before, after in CHANGES.items():
        if function.count(before) != 1:
            raise BuildError(f"Pyodide's own script has no {before} any more, or several: see faster.py.")
        function = function.replace(before, after)
    return f"const _createPyodideModule=({function});\n{EXPORT}\n"
