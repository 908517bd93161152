// Give each WebAssembly function one identity in WebKit. There the function table returns a different
// object than the module's exports, so Emscripten would lay the table out differently than in V8 and
// SpiderMonkey, and a snapshot's function pointers would be wrong.

/** @param {WebAssembly.Exports} exports of Pyodide's main module, just instantiated */
export function oneIdentity(exports) {
  const table = /** @type {WebAssembly.Table} */ (exports.__indirect_function_table);
  const {length} = table;
  const get = table.get.bind(table);
  /** @type {Record<string, unknown>} */
  const byName = {};
  for (const item of Object.values(exports))
    if (typeof item === 'function') byName[item.name] ??= item;
  // Compare one function that is in both. All of them behave alike.
  let shared = 1;
  while (shared < length && !(get(shared)?.name in byName)) shared++;
  if (shared === length || byName[get(shared).name] === get(shared)) return;
  table.get = place => {
    const found = get(place);
    return (found && place < length && byName[found.name]) || found;
  };
}
