// node make.mjs RUNTIME_FOLDER PRELOAD.py ID TARGET STDLIB WHEEL...: writes a snapshot.
import './constant.mjs';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {checksum} from '../../../../site/boot/libraries.js';
import {unzip} from '../../../../site/boot/unzip.js';
import {before, packed} from './pack.mjs';
import {scrub} from './scrub.mjs';

const MOST_DATA = 5 << 20;
const OURS = /^learnscope\/(?!.*__pycache__)/; // without bytecode: modules are imported already

const [folder, program, id, target, stdlib, ...wheels] = process.argv.slice(2);
const runtime = name => import(pathToFileURL(join(folder, name)).href);
const {loadPyodide} = await runtime('pyodide.mjs');
const {default: createPyodideModule} = await runtime('pyodide.asm.mjs');
const {info} = JSON.parse(readFileSync(join(folder, 'pyodide-lock.json'), 'utf8'));

const files = [];
for (const wheel of wheels) files.push(...(await unzip(new Uint8Array(readFileSync(wheel)))));

let pristine;
const pyodide = await loadPyodide({
  indexURL: folder,
  stdLibURL: stdlib,
  lockFileContents: {info, packages: {}},
  env: {PYTHONHASHSEED: '0', TZ: 'UTC'},
  _makeSnapshot: true,
  _sysExecutable: '/lib/python',
  createPyodideModule(settings) {
    const instantiate = settings.instantiateWasm;
    settings.instantiateWasm = (imports, use) =>
      instantiate(imports, (instance, module) => {
        pristine = new Uint8Array(instance.exports.memory.buffer).slice(0, MOST_DATA);
        use(instance, module);
      });
    return createPyodideModule(settings);
  },
  async fsInit(fs, {sitePackages}) {
    for (const {path, bytes} of files) {
      const whole = `${sitePackages}/${path}`;
      fs.mkdirTree(whole.slice(0, whole.lastIndexOf('/')));
      fs.writeFile(whole, bytes);
      fs.utime(whole, 0, 0);
    }
  },
});
const module = pyodide._module;
const start = before(module, checksum(module), pristine);
const globals = pyodide.toPy({__name__: 'preload'}); // destroyed below
const digest = pyodide.runPython(readFileSync(program, 'utf8'), {globals});
globals.destroy();
pyodide.runPython('import gc; gc.collect(); del gc');
scrub(module);
const ours = files.filter(({path}) => OURS.test(path));
writeFileSync(target, await packed(pyodide, start, {id, digest, files: ours}));
process.exit(0); // Pyodide keeps Node running
