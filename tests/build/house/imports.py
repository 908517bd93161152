"""Check imports: they run one way, without rings, and reach every module."""

import ast
import functools
import itertools
import json
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from buildtools.common.paths import ROOT
from buildtools.fetch.esbuild import run_esbuild
from tests.build.house.sources import files, relative, tree_of

type Edges = set[tuple[str, str]]

PYTHON_ORDER = {
    "learnscope": (
        *("common", "nn", "datasets", "figure", "training", "usercode", "diagnoses", "explain"),
        *("matrices", "exercises", "demos", "protocol", "session", "api"),
    ),
    "buildtools": ("common", "setup", "fetch", "pyodide", "page", "cli"),
}
"""Folders of each package; each imports only from those before it.

The tools may import the core.
"""
BESIDE = ("learnscope.selftest",)
"""Modules at the root of a package, which may import from all its folders."""
SCRIPT_ORDER = (
    *("lib", "store", "boot", "host", "python", "ui", "views", "control", "offline", "entry"),
)
ENTRIES = ("entry/app.js", "entry/shell.js", "python/worker.js", "sw.js")


def python_backwards() -> dict[str, str]:
    """Find Python imports that run against the order of folders."""
    found = {}
    for importer, imported in python_edges():
        package, _, path = importer.partition(".")
        if not path or importer in BESIDE:
            continue
        other, _, target = imported.partition(".")
        if other != package:
            if (package, other) != ("buildtools", "learnscope"):
                found[f"{importer} imports {imported}"] = f"{other} is not below {package}"
            continue
        order = PYTHON_ORDER[package]
        here, there = path.split(".")[0], target.split(".")[0]
        if here not in order or there not in order or order.index(there) > order.index(here):
            found[f"{importer} imports {imported}"] = " ← ".join(order)
    return found


@functools.cache
def python_edges() -> Edges:
    """List the imports among modules in `py/`, wherever in a module they are."""
    modules = {module_name(path): path for path in files("py/**/*.py")}
    return {
        (name, known(imported, modules))
        for name, path in modules.items()
        for imported in imports_of(path)
        if imported.split(".")[0] in PYTHON_ORDER
    }


def module_name(path: Path) -> str:
    """Convert a file's path to its module name."""
    return ".".join(path.relative_to(ROOT / "py").with_suffix("").parts).removesuffix(".__init__")


def imports_of(path: Path) -> Iterator[str]:
    """Yield everything a file imports, including names inside modules."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path} has a relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def known(imported: str, modules: dict[str, Path]) -> str:
    """Cut a dotted name down to the module it belongs to."""
    while imported not in modules and "." in imported:
        imported = imported.rpartition(".")[0]
    return imported


def script_backwards() -> dict[str, str]:
    """Find imports in scripts that run against the order of folders."""
    found = {}
    for importer, imported in script_edges():
        here, there = importer.split("/")[0], imported.split("/")[0]
        if here == importer:
            continue  # sw.js, which nothing imports
        if {here, there} - {*SCRIPT_ORDER} or SCRIPT_ORDER.index(there) > SCRIPT_ORDER.index(here):
            found[f"{importer} imports {imported}"] = " ← ".join(SCRIPT_ORDER)
    return found


def views_that_reach_into_others() -> dict[str, str]:
    """Find views that import from another view's folder."""
    found = {}
    for importer, imported in script_edges():
        here, there = PurePosixPath(importer).parent, PurePosixPath(imported).parent
        if here.parts[0] != "views" or there.parts[0] != "views":
            continue
        is_inside = here.is_relative_to(there) or there.is_relative_to(here)
        if not is_inside or len({here.parts[1:2], there.parts[1:2]}) > 1:
            found[f"{importer} imports {imported}"] = "take what both need into their folder or ui/"
    return found


def unreached() -> dict[str, str]:
    """Find modules of the page that no entry imports."""
    reached = {*ENTRIES, *itertools.chain(*script_edges())}
    modules = {path.relative_to(ROOT / "site").as_posix() for path in files("site/**/*.js")}
    return dict.fromkeys(modules - reached, "no entry imports it")


@functools.cache
def script_edges() -> Edges:
    """List the imports among the page's modules, as esbuild resolves them."""
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder, "meta.json")
        options = ("--bundle", "--splitting", "--format=esm", f"--outdir={folder}/out")
        arguments = (*ENTRIES, *options, f"--metafile={told}", "--log-level=error")
        run_esbuild(*arguments, cwd=ROOT / "site")
        inputs = json.loads(told.read_text("utf-8"))["inputs"]
    return {
        (importer, imported["path"])
        for importer, made in inputs.items()
        for imported in made["imports"]
    }


def cycles() -> dict[str, str]:
    """Find modules that import each other in a ring, in either language."""
    found = {}
    for edges in (python_edges(), script_edges()):
        for ring in rings(edges):
            found[" → ".join(ring)] = "no order of reading makes sense of a ring"
    return found


def rings(edges: Edges) -> list[tuple[str, ...]]:
    """Find one ring for each module in a ring, without repeats."""
    following = defaultdict(set)
    for start, end in edges:
        following[start].add(end)
    rings: dict[frozenset[str], tuple[str, ...]] = {}
    for start in sorted(following):
        ways: list[tuple[str, ...]] = [(start,)]
        seen = {start}
        while ways:
            way = ways.pop(0)
            if start in following[way[-1]]:
                rings.setdefault(frozenset(way), (*way, start))
                break
            for step in sorted(following[way[-1]] - seen):
                seen.add(step)
                ways.append((*way, step))
    return list(rings.values())


def shared_names() -> dict[str, str]:
    """Find files of one language that share a name."""
    found = {}
    for top, kinds in (("py", ("py",)), ("site", ("js",)), ("py", ("mjs",)), ("site", ("css",))):
        named = defaultdict(list)
        for path in files(*(f"{top}/**/*.{kind}" for kind in kinds)):
            named[path.name].append(relative(path))
        for name, paths in named.items():
            if len(paths) > 1 and name != "__init__.py":
                found[" and ".join(paths)] = f"both are called {name}"
    return found
