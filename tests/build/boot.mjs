// node boot.mjs RUNTIME_FOLDER: start Python as dist/ has it, and print what a small session gives.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [folder] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(join(folder, 'pyodide.mjs')).href);
const pyodide = await loadPyodide({ indexURL: folder, packageBaseUrl: folder });
await pyodide.loadPackage('learnscope', { messageCallback: () => {} });
console.log(pyodide.runPython(`
import inspect, json, numpy.linalg, numpy.random
from learnscope import bridge
from learnscope.tasks import TASKS
assert "first_snapshot" in inspect.getsource(bridge), "the core's sources are in the wheel"
json.dumps({
    "numpy": numpy.__version__,
    "solved": numpy.linalg.solve([[2.0, 0.0], [0.0, 4.0]], [1.0, 1.0]).tolist(),
    "drawn": numpy.random.default_rng(1).random(),
    "examples": {name: task.dataset().inputs.tolist() for name, task in TASKS.items()},
    "snapshot": bridge.first_snapshot(),
})
`));
