// node biome.mjs NODE_MODULES CONFIGURATION [--write] FILE...: check the format and the style of
// scripts and styles, or mend what can be mended. Prints every complaint; exit code 1 if any.
import {readFileSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';

const [modules, configuration, ...rest] = process.argv.slice(2);
const isWriting = rest[0] === '--write';
const files = isWriting ? rest.slice(1) : rest;
const require = createRequire(pathToFileURL(join(modules, 'index.js')));
const {Biome, spanInBytesToSpanInCodeUnits} = require('@biomejs/js-api/nodejs');
const biome = new Biome();
const {projectKey} = biome.openProject('/');
biome.applyConfiguration(projectKey, JSON.parse(readFileSync(configuration, 'utf8')));

let complaints = 0;
for (const filePath of files) {
  const source = readFileSync(filePath, 'utf8');
  const fixed = isWriting ? lint(filePath, source, {fixFileMode: 'safeFixes'}).content : source;
  const formatted = biome.formatContent(projectKey, fixed, {filePath}).content;
  if (isWriting && formatted !== source) writeFileSync(filePath, formatted);
  const text = isWriting ? formatted : source;
  if (formatted !== text) complain(filePath, 1, 'format', 'is not formatted: use --write');
  for (const {location, category, severity, message} of lint(filePath, text).diagnostics) {
    if (severity === 'hint' || severity === 'information') continue;
    const [start] = spanInBytesToSpanInCodeUnits(location.span ?? [0, 0], text);
    const said = message.map(({content}) => content).join('');
    complain(filePath, text.slice(0, start).split('\n').length, category, said);
  }
}
process.exit(complaints ? 1 : 0);

/** @param {string} filePath @param {string} text @param {object} [options] */
function lint(filePath, text, options) {
  return biome.lintContent(projectKey, text, {filePath, ...options});
}

/** @param {string} path @param {number} line @param {string} rule @param {string} said */
function complain(path, line, rule, said) {
  console.log(`${path}:${line}: ${rule}: ${said}`);
  complaints += 1;
}
