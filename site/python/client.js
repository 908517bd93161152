// Carry requests to Python and answers back, one at a time. Start the worker, and another after a crash.
// The states are in client-states.js; this class does what follows from each event.

import {PythonProcess} from '../boot/start.js';
import {ORIGINAL_RUNS} from '../store/saved-page.js';
import {createAnswerTimers} from './answer-timers.js';
import {createBootStatus} from './boot-status.js';
import {nextState} from './client-states.js';
import * as recovery from './recovery.js';
import {createRequestLine, settle} from './request-line.js';
import {createRestorePoint} from './restore-point.js';

/** @typedef {import('./client-states.js').ClientEvent} ClientEvent */
/** @typedef {import('./request-line.js').Asked} Asked */
/** @typedef {import('../types/protocol').Snapshot} Snapshot */
/** @typedef {import('../types/client').Message} Message */

export class Client {
  /** @type {import('./client-states.js').ClientState} */
  #state = 'starting';
  /** @type {PythonProcess | null} */
  #python = null;
  #line = createRequestLine();
  #id = 0; // of the request under way
  #starts = 0; // of Python
  #failedHandOvers = 0; // in a row
  #isComplete = false; // whether Python has all its files, some of which only typed Python may need
  #isTyped = false; // whether Python that the visitor typed is in force
  #isOnTrial = false; // whether it ran in a worker that crashed, and has not worked since
  /** @type {() => void} */
  #becomeComplete = () => {};

  #given;
  #boot;
  #timers;
  #restorePoint;
  #handsOver; // whether the worker that starts is given the work of the last one

  /**
   * @param {import('../types/host').Host} host
   * @param {import('../types/host').Manifest} manifest
   * @param {Snapshot} first
   * @param {import('../types/client').ClientEvents} events
   * @param {import('./restore-point.js').RestorePoint | null} [kept] from before the page was reloaded
   */
  constructor(host, manifest, first, events, kept = null) {
    this.#given = {host, manifest, events};
    this.#boot = createBootStatus(kept ? 'Your network comes along.' : '', boot =>
      events.onBoot(boot, this.#line.length),
    );
    this.#timers = createAnswerTimers(events.onSlow);
    this.#restorePoint = createRestorePoint(first, kept);
    this.#handsOver = kept !== null;
    /** Resolves when Python has all its files, or will not get them. @type {Promise<void>} */
    this.complete = new Promise(resolve => {
      this.#becomeComplete = resolve;
    });
    this.#start();
  }

  /** Send a command or a query. @param {import('../types/protocol').Request} request @returns {Promise<import('./request-line.js').Answer>} */
  ask(request) {
    return new Promise((resolve, reject) => {
      if (this.#state === 'hopeless') return reject(new Error(this.#boot.now.message));
      this.#line.add({request, resolve, reject});
      this.#sendNext();
      if (this.#boot.now.stage !== 'ready') this.#boot.tell();
    });
  }

  /** Send a command. @param {import('../types/protocol').CommandRequest} request */
  async command(request) {
    const {snapshot} = await this.ask(request);
    return /** @type {Snapshot} */ (snapshot);
  }

  /**
   * Send a query, which changes nothing and has an answer of its own.
   * @template {import('../types/protocol').QueryRequest} R
   * @param {R} request
   * @returns {Promise<import('../types/protocol').AnswerTo<R>>}
   */
  async query(request) {
    return (await this.ask(request)).answer;
  }

  /** Read everything that another Python would be given. */
  restorePoint() {
    return this.#restorePoint.read();
  }

  /** Count how often Python was started. A new Python lacks the last one's table. */
  starts = () => this.#starts;

  /** Stop Python and start it again, or give up the request that waits for files. */
  stop() {
    if (this.#state === 'busy') return this.#interrupt('You pressed Stop');
    if (this.#state !== 'lacking') return;
    this.#line.withdraw()?.reject(new Error(recovery.SENTENCES.withdrawn));
    this.#endWaiting('withdrawn');
    this.#sendNext();
  }

  /** Start Python again. If it runs already, request its missing files again. */
  retry() {
    if (this.#boot.now.stage === 'ready') return this.#completeAgain();
    if (!this.#move('retried')) return;
    this.#python?.stop();
    this.#boot.note({message: ''});
    this.#start();
  }

  /** Move to the state that follows an event. @param {ClientEvent} event @returns {boolean} whether there is one */
  #move(event) {
    const next = nextState(this.#state, event);
    if (next) this.#state = next;
    return next !== null;
  }

  #start() {
    this.#isComplete = false;
    this.#boot.note({missing: '', waits: false});
    this.#starts++;
    this.#python = new PythonProcess(this.#given.host, this.#given.manifest, {
      onProgress: progress => this.#boot.tell(progress),
      onReady: () => this.#begin(),
      onComplete: missing => this.#haveAllFiles(missing),
      onCompleting: progress => this.#boot.tellWaiting(progress),
      onFailed: (why, isHopeless) => this.#giveUpStarting(why, isHopeless),
      onBroken: why => this.#breakDown(why),
      onAnswer: message => this.#settle(message),
    });
  }

  #begin() {
    if (!this.#move('ready')) return;
    if (this.#handsOver) this.#giveWork('');
    this.#handsOver = false;
    this.#boot.tell({stage: 'ready'});
    this.#sendNext();
  }

  /** Hand the last worker's work to a new one. @param {string} without see handOver */
  #giveWork(without) {
    const events = {
      onLost: this.#given.events.onLost,
      onWithoutTyped: (/** @type {string} */ why) => this.#giveWork(why),
      onRestored: (/** @type {Snapshot} */ snapshot, /** @type {string} */ why) => {
        this.#failedHandOvers = 0;
        this.#given.events.onRestored(snapshot, why);
      },
    };
    this.#line.addFirst(...recovery.handOver(this.#restorePoint, events, without));
  }

  /** @param {string} missing why some files are missing, or empty */
  #haveAllFiles(missing) {
    this.#isComplete = true;
    this.#becomeComplete();
    if (this.#boot.now.missing || missing) this.#boot.tell({missing});
    const waiting = this.#state === 'lacking' && this.#line.next;
    if (waiting && this.#hasFilesFor(waiting)) this.#endWaiting('filesComplete');
    this.#sendNext();
  }

  /** @param {string} why @param {boolean} [isHopeless] */
  #giveUpStarting(why, isHopeless = false) {
    this.#move(isHopeless ? 'neverStarts' : 'notStarted');
    const refused = isHopeless ? this.#line.withdrawAll() : [];
    this.#boot.tell({stage: 'failed', message: why, isHopeless});
    this.#becomeComplete();
    for (const {reject} of refused) reject(new Error(why));
  }

  /** Check whether Python has all files for a request; if not, request them once more. @param {Asked} asked */
  #hasFilesFor(asked) {
    if (!recovery.mayRunTyped(asked, this.#isTyped)) return true;
    if (this.#isComplete && this.#boot.now.missing && !asked.hasInsisted) {
      asked.hasInsisted = true;
      this.#completeAgain();
    }
    return this.#isComplete;
  }

  #completeAgain() {
    this.#isComplete = false;
    this.#python?.complete();
  }

  /** @param {'filesComplete' | 'withdrawn'} event */
  #endWaiting(event) {
    this.#timers.end();
    this.#move(event);
    this.#boot.tell({waits: false});
  }

  #sendNext() {
    const {next} = this.#line;
    if (this.#state !== 'idle' || !next) return;
    if (this.#hasFilesFor(next)) return this.#send();
    this.#move('filesLacking');
    this.#boot.tell({waits: true});
    this.#timers.begin();
  }

  #send() {
    this.#move('sent');
    const asked = this.#line.send();
    const {typed, other} = recovery.LIMITS;
    if (recovery.mayRunTyped(asked, this.#isTyped))
      this.#timers.begin(typed, () => this.#interrupt(`It did not answer for ${typed} seconds`));
    else this.#timers.begin(other, () => this.#breakDown('it did not answer any more'));
    this.#id++;
    try {
      this.#python?.post({id: this.#id, request: asked.request});
    } catch {
      this.#settle({id: this.#id, error: 'A request can hold plain data only.'});
    }
  }

  /** Settle the request under way. Answers to earlier ones are ignored. @param {Message} message */
  #settle(message) {
    if (message.id !== this.#id || !this.#move('answered')) return;
    this.#timers.end();
    const asked = /** @type {Asked} */ (this.#line.finish());
    try {
      this.#note(asked, message);
      settle(asked, message);
    } catch (error) {
      if (asked.isHandOver) throw error;
      asked.reject(/** @type {Error} */ (error));
    } finally {
      this.#sendNext();
    }
  }

  /** Record what a request has changed. @param {Asked} asked @param {Message} message */
  #note({request, isHandOver, isRepeat}, {snapshot, error}) {
    if (isRepeat || (snapshot && !isHandOver)) this.#isOnTrial = false;
    if (snapshot) {
      this.#isTyped = Object.keys(snapshot.python.typed).length > 0;
      if (!isHandOver) this.#restorePoint.note(request, snapshot);
    } else if (error === undefined) this.#restorePoint.noteAnswered(request);
  }

  /** @param {string} why the worker crashed, within a sentence */
  #breakDown(why) {
    if (!nextState(this.#state, 'broke')) return;
    const cut = this.#line.underWay;
    if (cut && recovery.isRepeatable(cut)) {
      cut.isRepeat = true;
      this.#line.finish();
      this.#line.addFirst(cut);
    }
    // Give up typed Python only after two workers have crashed with it.
    const {answer, status} = recovery.SENTENCES.broken;
    this.#startAgain('broke', answer, status(why), this.#isOnTrial);
  }

  /** Stop Python in the middle of its work. @param {string} why the beginning of a sentence */
  #interrupt(why) {
    const {underWay} = this.#line;
    const mayBeTyped = underWay !== null && recovery.mayRunTyped(underWay, this.#isTyped);
    const {answer, status} = recovery.SENTENCES.stopped;
    this.#startAgain('stopped', answer(why, mayBeTyped), status, true);
  }

  /**
   * Terminate the worker, and start another one.
   * @param {'broke' | 'stopped'} event
   * @param {string} answer the error of the request under way @param {string} status shown as Python's status
   * @param {boolean} isSuspect whether typed Python must not run again
   */
  #startAgain(event, answer, status, isSuspect) {
    this.#timers.end();
    this.#python?.stop();
    this.#move(event);
    const losses = this.#restorePoint.losses();
    const isForgotten = isSuspect && this.#restorePoint.forgetTyped();
    this.#boot.note({message: status + (isForgotten ? ORIGINAL_RUNS : '') + losses});
    this.#isTyped = false;
    this.#isOnTrial = this.#restorePoint.typed() !== null;
    const failed = this.#line.finish();
    this.#line.dropHandOver();
    this.#decideHandOver(failed);
    this.#start();
    const error = Object.assign(new Error(answer + losses), {isBroken: true});
    if (!failed?.isHandOver) failed?.reject(error);
  }

  /** Give up the network after several workers in a row crashed over it. @param {Asked | null} failed */
  #decideHandOver(failed) {
    this.#failedHandOvers = failed?.isHandOver ? this.#failedHandOvers + 1 : 0;
    this.#handsOver = this.#failedHandOvers < recovery.MAX_HAND_OVERS;
    if (this.#handsOver) return;
    this.#boot.note({message: recovery.SENTENCES.lost.status});
    this.#given.events.onLost(recovery.SENTENCES.lost.why);
  }
}
