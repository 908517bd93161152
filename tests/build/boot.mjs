// node boot.mjs RUNTIME_FOLDER MODULE...: start Python from dist/, and print the results of a small
// session and the modules that cannot be imported.
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';

const [folder, ...wanted] = process.argv.slice(2);
const {loadPyodide} = await import(pathToFileURL(join(folder, 'pyodide.mjs')).href);
const pyodide = await loadPyodide({indexURL: folder, packageBaseUrl: folder});
await pyodide.loadPackage('learnscope', {messageCallback: () => {}});
pyodide.globals.set('wanted', pyodide.toPy(wanted));
console.log(
  pyodide.runPython(`
import importlib, inspect, json, numpy.linalg, numpy.random
from learnscope.api import bridge
from learnscope.datasets.tasks import TASKS
assert "first_snapshot" in inspect.getsource(bridge), "the core's sources are in the wheel"
def is_missing(name):
    try:
        importlib.import_module(name)
    except ImportError:
        return True
    return False
json.dumps({
    "missing": [name for name in wanted if is_missing(name)],
    "numpy": numpy.__version__,
    "solved": numpy.linalg.solve([[2.0, 0.0], [0.0, 4.0]], [1.0, 1.0]).tolist(),
    "drawn": numpy.random.default_rng(1).random(),
    "examples": {name: task.dataset().inputs.tolist() for name, task in TASKS.items()},
    "snapshot": bridge.first_snapshot(),
})
`),
);
