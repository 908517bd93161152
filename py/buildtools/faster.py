"""Pyodide's own script, in a form that takes browsers less time."""

from buildtools.errors import BuildError

FUNCTION = "async function _createPyodideModule("
EXPORT = "export default _createPyodideModule;"
WRAPPER = "var module=new WebAssembly.Module(bytes);"
SHARED = "var module=(convertJsFunctionToWasm.made??={})[sig]??=new WebAssembly.Module(bytes);"


def faster(script: str) -> str:
    """The script `pyodide.asm.mjs`, doing the same with less.

    All of it is one function. A browser passes over a function until it is called, and then reads
    it again, a megabyte each time; one in parentheses it takes to be called soon, and compiles it
    at once. And what makes a function of JavaScript one of WebAssembly compiles a module for each,
    though those of one signature are the same: some thirty do for over 250.

    Raises:
        BuildError: it is not made as expected.
    """
    end = script.rfind(EXPORT)
    function = script[:end].rstrip().removesuffix(";")
    if not function.startswith(FUNCTION) or not function.endswith("}") or end < 0:
        raise BuildError("Pyodide's own script is not one function any more: see faster.py.")
    if function.count(WRAPPER) != 1:
        raise BuildError("Pyodide's own script wraps functions otherwise now: see faster.py.")
    return f"const _createPyodideModule=({function.replace(WRAPPER, SHARED)});\n{EXPORT}\n"
