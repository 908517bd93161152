// node exports.mjs RUNTIME_FOLDER WHEEL: leaves out what Pyodide exports and nothing here asks for.
//
// Pyodide can be linked against by any package, so that it exports all of CPython and of the C and
// C++ libraries: some 8,500 names. A browser makes an object for each whenever Python starts, and
// the script gives each a variable. What asks for one is NumPy's side modules, which import it, or
// a script, in which its name then stands. The functions and data themselves stay where they are.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { unzip } from '../../site/boot/unzip.js';

const OURS = ['../../site/boot/', './snapshot/'].map(path => fileURLToPath(new URL(path, import.meta.url)));
const HEADER = 8; // bytes before the first section
const EXPORTS = 7; // that section's number
const GIVEN = /(_\w+)=Module\["\1"\]=wasmExports\["(\w+)"\];/g;
const DECLARED = /var ([\w$,]+);(?=function assignWasmExports)/;

const [folder, wheel] = process.argv.slice(2);
const paths = ['pyodide.asm.wasm', 'pyodide.asm.mjs'].map(name => join(folder, name));
const [main, script] = [readFileSync(paths[0]), readFileSync(paths[1], 'utf8')];
if (!DECLARED.test(script)) throw new Error('Pyodide\'s own script takes over its exports otherwise now: see exports.mjs');

const others = [join(folder, 'pyodide.mjs'), ...OURS.flatMap(path => readdirSync(path).map(name => join(path, name)))];
const asking = [script.replace(GIVEN, '').replace(DECLARED, ''), ...others.map(path => readFileSync(path, 'utf8'))];
const names = new Set(asking.flatMap(text => text.match(/[\w$]+/g) ?? []));
const sideModules = (await unzip(new Uint8Array(readFileSync(wheel)))).filter(({ path }) => path.endsWith('.so'));
const imported = new Set([main, ...sideModules.map(({ bytes }) => bytes)].flatMap(importsOf));
const isWanted = name => imported.has(name) || names.has(name) || names.has(`_${name}`);

const left = new Set();
writeFileSync(paths[0], withFewer(main, name => isWanted(name) || !left.add(name)));
writeFileSync(paths[1], script
  .replace(GIVEN, (whole, _, name) => (left.has(name) ? '' : whole))
  .replace(DECLARED, (_, all) => `var ${all.split(',').filter(name => !left.has(name.slice(1)))};`));

/** @param {Uint8Array} wasm @returns {string[]} */
function importsOf(wasm) {
  return WebAssembly.Module.imports(new WebAssembly.Module(wasm)).map(({ name }) => name);
}

/**
 * A module with those exports only that are wanted; all else stays as it is, byte by byte.
 * @param {Buffer} wasm @param {(name: string) => boolean} isKept
 */
function withFewer(wasm, isKept) {
  let [at, start, end] = [0, 0, HEADER];
  do {
    at = end;
    if (at === wasm.length) throw new Error('Pyodide exports nothing');
    const [length, from] = number(wasm, at + 1);
    [start, end] = [from, from + length];
  } while (wasm[at] !== EXPORTS);
  const kept = entries(wasm, start).filter(({ name }) => isKept(name)).map(({ bytes }) => bytes);
  const section = Buffer.concat([coded(kept.length), ...kept]);
  return Buffer.concat([wasm.subarray(0, at), Buffer.of(EXPORTS), coded(section.length), section, wasm.subarray(end)]);
}

/** What a section of exports lists: a name, a kind and an index each. @param {Buffer} wasm @param {number} at */
function entries(wasm, at) {
  let [left, from] = number(wasm, at);
  const found = [];
  for (; left > 0; left--) {
    const [length, start] = number(wasm, from);
    const [, end] = number(wasm, start + length + 1);
    found.push({ name: wasm.toString('utf8', start, start + length), bytes: wasm.subarray(from, end) });
    from = end;
  }
  return found;
}

/**
 * A number in LEB128, seven bits to the byte and the lowest first.
 * @param {Buffer} wasm @param {number} at @returns {[number, number]} it, and where it ends
 */
function number(wasm, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = wasm[at++];
    value |= (byte & 127) << shift;
    if (byte < 128) return [value, at];
  }
}

/** @param {number} value */
function coded(value) {
  const bytes = [];
  for (; value > 127; value >>>= 7) bytes.push((value & 127) | 128);
  return Buffer.of(...bytes, value);
}
