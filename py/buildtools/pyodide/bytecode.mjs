// node bytecode.mjs PYODIDE_FOLDER PROGRAM.py SOURCE TARGET DROP EMPTY KEEP_SOURCES
// Runs compile_archive (the program) in Pyodide's own Python.
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';

const [folder, program, source, target, drop, empty, keepSources] = process.argv.slice(2);
const {loadPyodide} = await import(pathToFileURL(join(folder, 'pyodide.mjs')).href);
const {info} = JSON.parse(readFileSync(join(folder, 'pyodide-lock.json'), 'utf8'));
const pyodide = await loadPyodide({
  indexURL: folder,
  lockFileContents: {info, packages: {}},
  // Columns only underline part of a line in a traceback, and make snapshots 3 % larger.
  env: {HOME: '/home/pyodide', PYTHONHASHSEED: '0', PYTHONNODEBUGRANGES: '1'},
});
pyodide.FS.writeFile('/source.zip', readFileSync(source));
pyodide.runPython(readFileSync(program, 'utf8'));
pyodide.globals.get('compile_archive')(
  '/source.zip',
  '/target.zip',
  drop,
  empty,
  keepSources === 'true',
);
writeFileSync(target, pyodide.FS.readFile('/target.zip'));
