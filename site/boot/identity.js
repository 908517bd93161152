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
  for (const item of Object.values(exports)) if (typeof item === 'function') byName[item.name] ??= item;
  const differs = Array.from({length}, (_, place) => get(place)).some(
    found => found && found.name in byName && byName[found.name] !== found,
  );
  if (!differs) return;
  table.get = place => {
    const found = get(place);
    return (found && place < length && byName[found.name]) || found;
  };
}
