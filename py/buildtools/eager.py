"""Pyodide's own script, in a form that browsers read only once.

All of it is one function. A browser passes over a function until it is called, and then reads it
again, a megabyte each time; one in parentheses it takes to be called soon, and compiles it at once.
"""

from buildtools.errors import BuildError

FUNCTION = "async function _createPyodideModule("
EXPORT = "export default _createPyodideModule;"


def eager(script: str) -> str:
    """The script `pyodide.asm.mjs` with its one function in parentheses.

    Raises:
        BuildError: it is not made as expected.
    """
    end = script.rfind(EXPORT)
    function = script[:end].rstrip().removesuffix(";")
    if not function.startswith(FUNCTION) or not function.endswith("}") or end < 0:
        raise BuildError("Pyodide's own script is not one function any more: see eager.py.")
    return f"const _createPyodideModule=({function});\n{EXPORT}\n"
