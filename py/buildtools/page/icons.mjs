// node icons.mjs RESVG_FOLDER < pictures.json > results.json
// [{svg, width}] in, [{png} in base64 or {error}] out, in the same order.
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join} from 'node:path';

const folder = process.argv[2];
const {initWasm, Resvg} = createRequire(import.meta.url)(join(folder, 'index.js'));
await initWasm(readFileSync(join(folder, 'index_bg.wasm')));

/** @param {{svg: string, width: number}} picture */
const render = ({svg, width}) => {
  try {
    const png = new Resvg(svg, {fitTo: {mode: 'width', value: width}}).render().asPng();
    return {png: Buffer.from(png).toString('base64')};
  } catch (error) {
    return {error: String(error.message ?? error).split('\n')[0]};
  }
};

console.log(JSON.stringify(JSON.parse(readFileSync(0, 'utf8')).map(render)));
