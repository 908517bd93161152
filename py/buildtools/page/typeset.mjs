// node typeset.mjs TEMML.mjs < formulas.json > results.json
// [{latex, display}] in, [{mathml} or {error}] out, in the same order.
import {readFileSync} from 'node:fs';
import {pathToFileURL} from 'node:url';

const {default: temml} = await import(pathToFileURL(process.argv[2]).href);

/** @param {{latex: string, display: boolean}} formula */
const render = ({latex, display}) => {
  // The formulas are our own, so \class and \data may mark parts of them.
  const options = {displayMode: display, throwOnError: true, trust: true};
  try {
    return {mathml: temml.renderToString(latex, options)};
  } catch (error) {
    return {error: error.message.split('\n')[0].trim()};
  }
};

console.log(JSON.stringify(JSON.parse(readFileSync(0, 'utf8')).map(render)));
