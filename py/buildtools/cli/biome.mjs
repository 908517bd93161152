// node biome.mjs NODE_MODULES CONFIGURATION [--write | --only=RULE] FILE...: check the format and
// style of scripts and styles. Prints all complaints; exits with 1 if there are any.
//   --write: apply safe fixes, and report the rest
//   --only=RULE: lint by one rule, whatever its level
import {readFileSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';

const [modules, configuration, ...rest] = process.argv.slice(2);
const files = rest.filter(argument => !argument.startsWith('--'));
const isWriting = rest.includes('--write');
const only = rest.find(argument => argument.startsWith('--only='))?.slice('--only='.length);
const require = createRequire(pathToFileURL(join(modules, 'index.js')));
const {Biome} = require('@biomejs/js-api/nodejs');
const biome = new Biome();
const {projectKey} = biome.openProject('/');
biome.applyConfiguration(projectKey, JSON.parse(readFileSync(configuration, 'utf8')));

let complaints = 0;
for (const filePath of files) {
  let text = readFileSync(filePath, 'utf8');
  if (isWriting) text = mend(filePath, text);
  if (!only && format(filePath, text) !== text) {
    complain(filePath, 1, 'format', 'is not formatted: python3 build.py test --fix does it');
  }
  for (const diagnostic of lint(filePath, text).diagnostics) {
    if (!isWanted(diagnostic)) continue;
    const before = Buffer.from(text).subarray(0, diagnostic.location.span?.[0] ?? 0);
    const said = diagnostic.message.map(({content}) => content).join('');
    complain(filePath, before.toString().split('\n').length, diagnostic.category, said);
  }
}
process.exit(complaints ? 1 : 0);

/** Formats a file and applies safe fixes. @param {string} filePath @param {string} source */
function mend(filePath, source) {
  const mended = format(filePath, lint(filePath, source, {fixFileMode: 'safeFixes'}).content);
  if (mended !== source) writeFileSync(filePath, mended);
  return mended;
}

/** @param {string} filePath @param {string} text */
function format(filePath, text) {
  return biome.formatContent(projectKey, text, {filePath}).content;
}

/** @param {string} filePath @param {string} text @param {object} [options] */
function lint(filePath, text, options) {
  return biome.lintContent(projectKey, text, {filePath, ...options});
}

/** @param {{severity: string, category?: string}} diagnostic */
function isWanted({severity, category}) {
  return only ? category === only : severity !== 'hint' && severity !== 'information';
}

/** @param {string} path @param {number} line @param {string} rule @param {string} said */
function complain(path, line, rule, said) {
  console.log(`${path}:${line}: ${rule}: ${said}`);
  complaints += 1;
}
