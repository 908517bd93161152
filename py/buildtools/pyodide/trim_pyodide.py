"""Pyodide without what nothing here asks for, and its script so that browsers compile it once.

Pyodide can be linked against by any package, so that it exports all of CPython and of the C and
C++ libraries, some 8,500 names, and brings along all that Emscripten can do for C: sound, windows,
WebGL. A browser reads all of that, and makes an object for each name, whenever Python starts. Who
asks is NumPy's side modules, which import what they need, and scripts, in which a name then stands.
Of the WebAssembly the functions and data themselves stay where they are.
"""

import re
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

from buildtools.common.build_error import BuildError
from buildtools.common.paths import SITE
from buildtools.fetch.esbuild import esbuild_in, run_esbuild
from buildtools.pyodide.wasm import imports_of, with_exports

WASM, SCRIPT, LOADER = "pyodide.asm.wasm", "pyodide.asm.mjs", "pyodide.mjs"

# All of the script is one function.
FUNCTION = "async function _createPyodideModule(moduleArg={}){"
END = ";return moduleRtn}"
EXPORT = "export default _createPyodideModule;"

LIBRARY = re.compile(r"var wasmImports=\{([\w$,:]+)\};")  # what WebAssembly may import, by name
SIGNATURE = re.compile(r'(?<![\w$.])([\w$]+)\.sig="\w*";')
HANDED_OUT = re.compile(r'Module\["([\w$]+)"\]=\1;')
TAKEN_OVER = re.compile(r'([\w$]+)=Module\["\1"\]=wasmExports\d*\["([\w$]+)"\];')
DECLARED = re.compile(r"var ([\w$]+);")
WORD = re.compile(r"[\w$]+")
MEMBER = re.compile(r'(?:\.|\[")([\w$]+)')

# C can ask for the address of each function of WebGL, which nobody calls. One stands for all.
WEBGL = re.compile(r"emscripten_gl[A-Z]\w*")
ABSENT = 'function absent(){throw new Error("This Python has no WebGL.")}absent.sig="v";'

# What happens at every start, and is of no use in a worker.
WINDOWS = tuple(
    re.compile(pattern)
    for pattern in (
        r'Module\["(?:GL|GLctx|createContext|getUserMedia|request\w+|setCanvasSize)"\]=[\w.]+;',
        r'Module\["\w+"\]=MainLoop\.\w+;',
        r"MainLoop\.init\(\);",
        r"registerPostMainLoop\(\(\)=>SDL[^;]*;",
        r"var \w+=Browser\.\w+;",
        r'if\(typeof Browser!="undefined"\)Browser\.init\(\);',
        r"var miniTempWebGL\w+=new \w+\(288\);",
        r"for\([^;]*;i<=288;\+\+i\)\{miniTempWebGL\w+\[i\]=[^}]*\}",
    )
)

# The script does not know where it lies, since it is compared with its checksum and imported from
# memory. It would ask, in vain, and for an error's place V8 reads the whole script once more.
PLACE = re.compile(re.escape('try{scriptDirectory=new URL(".",_scriptName).href}catch{}'))
# To wait in, which it does in Node. A browser notes from where a page asks for shared memory.
SHARED = re.compile(r"new Int32Array\(new WebAssembly\.Memory\(\{shared:[^}]*\}\)\.buffer\)")
# The page's Content-Security-Policy forbids it, and where it might be used nothing can be left out.
EVAL = re.compile(r"(?<![\w$.])eval\(")

AS_A_MODULE = (
    *("--bundle", "--format=esm", "--minify-whitespace", "--log-level=error"),
    *("--external:node:*", "--external:ws"),
)

EXPECTED = (LIBRARY, SIGNATURE, HANDED_OUT, TAKEN_OVER, *WINDOWS, PLACE, SHARED, EVAL)


def make_leaner(runtime: Path, numpy: Path) -> None:
    """Leave out of Pyodide's two files what neither NumPy nor a script here asks for.

    Raises:
        BuildError: they are not made as expected.
    """
    main = (runtime / WASM).read_bytes()
    asked = {name for wasm in (main, *side_modules(numpy)) for name in imports_of(wasm)}
    others = [
        (runtime / LOADER).read_text("utf-8"),
        *scripts(SITE / "boot", Path(__file__).with_name("snapshot")),
    ]
    script = leaner((runtime / SCRIPT).read_text("utf-8"), asked, others)
    names = {name for text in (script, *others) for name in WORD.findall(text)}
    names |= {name.removeprefix("_") for name in names} | asked
    (runtime / WASM).write_bytes(with_exports(main, names.__contains__))
    (runtime / SCRIPT).write_text(script, "utf-8", newline="\n")


def side_modules(wheel: Path) -> list[bytes]:
    """The WebAssembly in a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return [archive.read(name) for name in archive.namelist() if name.endswith(".so")]


def scripts(*folders: Path) -> list[str]:
    """The scripts in some folders."""
    return [path.read_text("utf-8") for folder in folders for path in sorted(folder.glob("*.*js"))]


def leaner(script: str, asked: set[str], others: Iterable[str]) -> str:
    """The script `pyodide.asm.mjs`, without what nobody asks for.

    A browser passes over a function until it is called, and then reads it again; one in
    parentheses it takes to be called soon, and compiles it at once.

    Args:
        script: as Pyodide has it.
        asked: the names of what WebAssembly imports.
        others: the other scripts that may ask for something.

    Raises:
        BuildError: it is not made as expected.
    """
    beginning, _, rest = script.partition(FUNCTION)
    body, _, end = rest.rpartition(END)
    if beginning.strip() or end.removeprefix(";").strip() != EXPORT:
        raise BuildError("Pyodide's own script is not one function any more: see leaner.py.")
    for pattern in EXPECTED:
        if not pattern.search(body):
            raise BuildError(f"Pyodide's own script has no {pattern.pattern} now: see leaner.py.")
    elsewhere = WORD.findall(" ".join(others))
    body = without_library(body, asked)
    wanted = {*elsewhere, *MEMBER.findall(HANDED_OUT.sub("", body))}
    body = HANDED_OUT.sub(lambda found: found[0] * (found[1] in wanted), body)
    for pattern in (*WINDOWS, PLACE):
        body = pattern.sub("", body)
    body = SHARED.sub("null", body)
    body = without_unused(ABSENT + EVAL.sub("(0,eval)(", body))
    rest = TAKEN_OVER.sub("", body)
    words = {*elsewhere, *WORD.findall(DECLARED.sub("", rest))}
    body = TAKEN_OVER.sub(lambda found: found[0] * (found[1] in words), body)
    declared = {found[1] for found in TAKEN_OVER.finditer(body)} | words
    body = DECLARED.sub(lambda found: found[0] * (found[1] in declared), body)
    return f"const _createPyodideModule=({FUNCTION}{body}{END});\n{EXPORT}\n"


def without_library(body: str, asked: set[str]) -> str:
    """The body of the function without what it could give to WebAssembly and nobody imports."""
    given = LIBRARY.findall(body)[0].split(",")
    pairs = [(entry.split(":")[0], entry.split(":")[-1]) for entry in given]
    kept = {
        name: "absent" if WEBGL.fullmatch(name) else value for name, value in pairs if name in asked
    }
    library = ",".join(f"{name}:{value}" for name, value in kept.items())
    body = LIBRARY.sub(lambda _: f"var wasmImports={{{library}}};", body)
    values = set(kept.values())
    return SIGNATURE.sub(lambda found: found[0] * (found[1] in values), body)


def without_unused(body: str) -> str:
    """The body of a function without what is declared there and not used.

    To esbuild it is a module's.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source, made = folder / "body.mjs", folder / "made.mjs"
        source.write_text(f"let moduleArg=globalThis.given;{body};export{{moduleRtn}}", "utf-8")
        arguments = (source.name, *AS_A_MODULE, f"--outfile={made.name}")
        run_esbuild(esbuild_in(folder), *arguments, cwd=folder)
        text = made.read_text("utf-8").strip()
    start, end = "var moduleArg=globalThis.given;", "export{moduleRtn};"
    if start not in text or not text.endswith(end):
        raise BuildError("esbuild made something else of Pyodide's own script: see leaner.py.")
    return text.replace(start, "").removesuffix(end).removesuffix(";")
