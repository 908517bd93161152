"""Trim Pyodide to what is used here, and let browsers compile its script once.

Any package can be linked against Pyodide. So it exports all of CPython and of the C and C++
libraries, some 8,500 names, and includes everything Emscripten can do for C: sound, windows, WebGL.
A browser reads all of that, and makes an object for each name, whenever Python starts. Only two
kinds of users remain here: NumPy's side modules, which list what they import, and scripts, which
contain the names they use. The functions and data of the WebAssembly stay unchanged.
"""

import re
import tempfile
import zipfile
from collections.abc import Collection
from pathlib import Path

from buildtools.common.build_error import BuildError
from buildtools.common.paths import CACHE, SITE
from buildtools.fetch.build_cache import cached_file
from buildtools.fetch.esbuild import run_esbuild
from buildtools.fetch.obtain import sha256_of
from buildtools.fetch.parts import ESBUILD
from buildtools.pyodide import wasm
from buildtools.pyodide.wasm import imports_of, with_exports

WASM, SCRIPT, LOADER = "pyodide.asm.wasm", "pyodide.asm.mjs", "pyodide.mjs"

# The whole script is one function.
FUNCTION = "async function _createPyodideModule(moduleArg={}){"
END = ";return moduleRtn}"
EXPORT = "export default _createPyodideModule;"

LIBRARY = re.compile(r"var wasmImports=\{([\w$,:]+)\};")  # functions for WebAssembly, by name
SIGNATURE = re.compile(r'(?<![\w$.])([\w$]+)\.sig="\w*";')
HANDED_OUT = re.compile(r'Module\["([\w$]+)"\]=\1;')
TAKEN_OVER = re.compile(r'([\w$]+)=Module\["\1"\]=wasmExports\d*\["([\w$]+)"\];')
DECLARED = re.compile(r"var ([\w$]+);")
WORD = re.compile(r"[\w$]+")
MEMBER = re.compile(r'(?:\.|\[")([\w$]+)')

# C may take the address of any WebGL function, but none is called. One stands in for all.
WEBGL = re.compile(r"emscripten_gl[A-Z]\w*")
ABSENT = 'function absent(){throw new Error("This Python has no WebGL.")}absent.sig="v";'

# These run at every start, but are useless in a worker.
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

# The script has no URL, since it is checked against its checksum and imported from memory. Looking
# for one fails, and to locate that error V8 reads the whole script once more.
PLACE = re.compile(re.escape('try{scriptDirectory=new URL(".",_scriptName).href}catch{}'))
# Memory to wait in, used only in Node. Browsers report pages that request shared memory.
SHARED = re.compile(r"new Int32Array\(new WebAssembly\.Memory\(\{shared:[^}]*\}\)\.buffer\)")
# The page's Content-Security-Policy forbids eval, and esbuild drops nothing that eval might use.
EVAL = re.compile(r"(?<![\w$.])eval\(")

AS_A_MODULE = (
    *("--bundle", "--format=esm", "--minify-whitespace", "--log-level=error"),
    *("--external:node:*", "--external:ws"),
)

EXPECTED = (LIBRARY, SIGNATURE, HANDED_OUT, TAKEN_OVER, *WINDOWS, PLACE, SHARED, EVAL)


def trim(runtime: Path, numpy: Path, cache: Path = CACHE) -> None:
    """Replace Pyodide's two large files in a folder by trimmed ones.

    Args:
        runtime: a folder with Pyodide's files.
        numpy: the wheel of NumPy, whose side modules import from Pyodide.

    Raises:
        BuildError: the files do not have the expected form.
    """
    others = [
        (runtime / LOADER).read_text("utf-8"),
        *scripts(SITE / "boot", Path(__file__).with_name("snapshot")),
    ]
    words = sorted({word for text in others for word in WORD.findall(text)})
    files = [runtime / WASM, runtime / SCRIPT, numpy, Path(__file__), Path(wasm.__file__)]
    inputs = [ESBUILD.version, *map(sha256_of, files), *words]

    def trimmed_files(folder: Path) -> Path:
        main = (runtime / WASM).read_bytes()
        imported = {name for each in (main, *side_modules(numpy)) for name in imports_of(each)}
        script = trimmed_script((runtime / SCRIPT).read_text("utf-8"), imported, words)
        names = {*WORD.findall(script), *words}
        names |= {name.removeprefix("_") for name in names} | imported
        archive = folder / "trimmed.zip"
        with zipfile.ZipFile(archive, "w") as out:
            out.writestr(WASM, with_exports(main, names.__contains__))
            out.writestr(SCRIPT, script)
        return archive

    with zipfile.ZipFile(cached_file("pyodide.zip", inputs, trimmed_files, cache)) as made:
        for name in (WASM, SCRIPT):
            (runtime / name).write_bytes(made.read(name))


def side_modules(wheel: Path) -> list[bytes]:
    """Read all WebAssembly files in a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return [archive.read(name) for name in archive.namelist() if name.endswith(".so")]


def scripts(*folders: Path) -> list[str]:
    """Read all scripts in some folders."""
    return [path.read_text("utf-8") for folder in folders for path in sorted(folder.glob("*.*js"))]


def trimmed_script(script: str, imported: set[str], elsewhere: Collection[str]) -> str:
    """Trim the script `pyodide.asm.mjs`.

    Browsers skip over a function's body and parse it again when it is called. So the function is
    put in parentheses: browsers expect to call such a function soon, and compile it at once.

    Args:
        script: Pyodide's original script.
        imported: the names that WebAssembly imports.
        elsewhere: the words in other scripts, any of which may be a name they use.

    Raises:
        BuildError: the script does not have the expected form.
    """
    beginning, _, rest = script.partition(FUNCTION)
    body, _, end = rest.rpartition(END)
    if beginning.strip() or end.removeprefix(";").strip() != EXPORT:
        raise BuildError("Pyodide's script is not one function any more: see trim_pyodide.py.")
    for pattern in EXPECTED:
        if not pattern.search(body):
            raise BuildError(f"Pyodide's script has no {pattern.pattern} now: see trim_pyodide.py.")
    body = without_library(body, imported)
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


def without_library(body: str, imported: set[str]) -> str:
    """Drop the functions for WebAssembly that nothing imports."""
    given = LIBRARY.findall(body)[0].split(",")
    pairs = [(entry.split(":")[0], entry.split(":")[-1]) for entry in given]
    kept = {
        name: "absent" if WEBGL.fullmatch(name) else value
        for name, value in pairs
        if name in imported
    }
    library = ",".join(f"{name}:{value}" for name, value in kept.items())
    body = LIBRARY.sub(lambda _: f"var wasmImports={{{library}}};", body)
    values = set(kept.values())
    return SIGNATURE.sub(lambda found: found[0] * (found[1] in values), body)


def without_unused(body: str) -> str:
    """Drop unused declarations from the function's body.

    esbuild does it, given the body as a module.

    Raises:
        BuildError: esbuild's output can't be turned back into a function's body.
    """
    with tempfile.TemporaryDirectory() as name:
        source, made = Path(name, "body.mjs"), Path(name, "made.mjs")
        source.write_text(f"let moduleArg=globalThis.given;{body};export{{moduleRtn}}", "utf-8")
        run_esbuild(source.name, *AS_A_MODULE, f"--outfile={made.name}", cwd=Path(name))
        text = made.read_text("utf-8").strip()
    start, end = "var moduleArg=globalThis.given;", "export{moduleRtn};"
    if start not in text or not text.endswith(end):
        raise BuildError("esbuild made something else of Pyodide's script: see trim_pyodide.py.")
    return text.replace(start, "").removesuffix(end).removesuffix(";")
