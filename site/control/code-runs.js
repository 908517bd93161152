// Run Python that the visitor typed, and stop or start Python itself.

/** @typedef {import('../types/protocol').ModuleName} ModuleName */
/** @typedef {'code' | 'tab' | 'run' | 'restore_source' | 'stop' | 'retry'} CodeType */

/**
 * @param {import('../store/store.js').Store} store
 * @param {import('../python/client.js').Client} client
 * @param {import('./commands.js').Commands} commands
 * @returns {import('../types/actions').Handlers<CodeType>}
 */
export function createCodeRuns(store, client, commands) {
  /** @param {Partial<import('../types/state').Code>} news */
  const setCode = news => store.set({code: {...store.state.code, ...news}});

  /**
   * Run a text, or the original again. The pane shows any error.
   * @param {ModuleName} module @param {import('../types/protocol').CommandRequest} request
   */
  async function run(module, request) {
    const done = await commands.perform(async () => {
      setCode({busy: module, error: null});
      try {
        commands.show(await client.command(request));
        return true;
      } catch (error) {
        const {message, line = null} = /** @type {Error & {line?: number}} */ (error);
        setCode({error: {module, text: message, line}});
        return false;
      }
    });
    setCode({busy: null});
    return done;
  }

  return {
    code({open}) {
      setCode({open});
      return true;
    },
    tab({module}) {
      setCode({tab: module});
      return true;
    },
    run: ({module, text}) =>
      run(
        module,
        module === 'own' ? {op: 'set_own_activation', text} : {op: 'set_source', module, text},
      ),
    restore_source: ({module}) => run(module, {op: 'restore_source', module}),
    stop() {
      client.stop();
      return true;
    },
    retry() {
      client.retry();
      return true;
    },
  };
}
