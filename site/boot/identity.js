// In WebKit the function table gives out another object for a function than its export has, so
// that Emscripten lays the table out otherwise than in V8 and SpiderMonkey, and the function
// pointers of a snapshot would be wrong. This gives each function one identity there too.

/** @param {WebAssembly.Exports} exports of Pyodide's main module, just instantiated */
export function oneIdentity(exports) {
  const table = /** @type {WebAssembly.Table} */ (exports.__indirect_function_table);
  const {length} = table;
  const get = table.get.bind(table);
  /** @type {Record<string, unknown>} */
  const byName = {};
  for (const item of Object.values(exports))
    if (typeof item === 'function') byName[item.name] ??= item;
  // One that both have tells: it is so with all of them or with none.
  let shared = 1;
  while (shared < length && !(get(shared)?.name in byName)) shared++;
  if (shared === length || byName[get(shared).name] === get(shared)) return;
  table.get = place => {
    const found = get(place);
    return (found && place < length && byName[found.name]) || found;
  };
}
