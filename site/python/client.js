// Carries requests to Python and answers back, one at a time. Starts the worker, and another when it
// breaks down. The states are in client-states.js; this class does what follows from each event.

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
  #isComplete = false; // whether Python has all its files, which only typed Python may need
  #isTyped = false; // whether Python that the visitor typed is among what runs
  #isOnTrial = false; // whether it ran in a worker that broke down, and nothing has come of it since
  /** @type {() => void} */
  #becomeComplete = () => {};

  #given;
  #boot;
  #timers;
  #restorePoint;
  #handsOver; // whether the worker that starts is to get what another had

  /**
   * @param {import('../types/host').Host} host
   * @param {import('../types/host').Manifest} manifest
   * @param {Snapshot} first
   * @param {import('../types/client').ClientEvents} events
   * @param {import('./restore-point.js').RestorePoint | null} [kept] from before the page was loaded anew
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

  /** Asks for a command or a query. @param {import('../types/protocol').Request} request @returns {Promise<import('./request-line.js').Answer>} */
  ask(request) {
    return new Promise((resolve, reject) => {
      if (this.#state === 'hopeless') return reject(new Error(this.#boot.now.message));
      this.#line.add({request, resolve, reject});
      this.#sendNext();
      if (this.#boot.now.stage !== 'ready') this.#boot.tell();
    });
  }

  /** Asks for a command. @param {import('../types/protocol').CommandRequest} request */
  async command(request) {
    const {snapshot} = await this.ask(request);
    return /** @type {Snapshot} */ (snapshot);
  }

  /**
   * Asks for something that changes nothing and has an answer of its own.
   * @template {import('../types/protocol').QueryRequest} R
   * @param {R} request
   * @returns {Promise<import('../types/protocol').AnswerTo<R>>}
   */
  async query(request) {
    return (await this.ask(request)).answer;
  }

  /** Reads all that another Python would be given. */
  restorePoint() {
    return this.#restorePoint.read();
  }

  /** Counts how often Python was started. A table in one Python is not in the next. */
  starts = () => this.#starts;

  /** Stops Python and starts it again; or gives up the request that waits for files. */
  stop() {
    if (this.#state === 'busy') return this.#interrupt('You pressed Stop');
    if (this.#state !== 'lacking') return;
    this.#line.withdraw()?.reject(new Error(recovery.SENTENCES.withdrawn));
    this.#endWaiting('withdrawn');
    this.#sendNext();
  }

  /** Starts Python once more. If it runs, it asks once more for missing files. */
  retry() {
    if (this.#boot.now.stage === 'ready') return this.#completeAgain();
    if (!this.#move('retried')) return;
    this.#python?.stop();
    this.#boot.note({message: ''});
    this.#start();
  }

  /** Moves to the state that follows. @param {ClientEvent} event @returns {boolean} whether there is one */
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

  /** Gives a new worker the work of the last one. @param {string} without see handOver */
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

  /** @param {string} missing why some files did not come, or empty */
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

  /** Whether Python has all files for a request. Those it misses are asked for once more. @param {Asked} asked */
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

  /** Settles the request under way. Answers to earlier ones mean nothing. @param {Message} message */
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

  /** Notes what a request has changed. @param {Asked} asked @param {Message} message */
  #note({request, isHandOver, isRepeat}, {snapshot, error}) {
    if (isRepeat || (snapshot && !isHandOver)) this.#isOnTrial = false;
    if (snapshot) {
      this.#isTyped = Object.keys(snapshot.python.typed).length > 0;
      if (!isHandOver) this.#restorePoint.note(request, snapshot);
    } else if (error === undefined) this.#restorePoint.noteAnswered(request);
  }

  /** @param {string} why the worker broke down, within a sentence */
  #breakDown(why) {
    if (!nextState(this.#state, 'broke')) return;
    const cut = this.#line.underWay;
    if (cut && recovery.isRepeatable(cut)) {
      cut.isRepeat = true;
      this.#line.finish();
      this.#line.addFirst(cut);
    }
    // Typed Python is given up only after two workers broke down with it.
    const {answer, status} = recovery.SENTENCES.broken;
    this.#startAgain('broke', answer, status(why), this.#isOnTrial);
  }

  /** Stops Python in the middle of its work. @param {string} why the beginning of a sentence */
  #interrupt(why) {
    const {underWay} = this.#line;
    const mayBeTyped = underWay !== null && recovery.mayRunTyped(underWay, this.#isTyped);
    const {answer, status} = recovery.SENTENCES.stopped;
    this.#startAgain('stopped', answer(why, mayBeTyped), status, true);
  }

  /**
   * Ends the worker and starts another one.
   * @param {'broke' | 'stopped'} event
   * @param {string} answer for the visitor who asked @param {string} status for everybody else
   * @param {boolean} isSuspect whether what was typed is not to run again
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

  /** Gives the network up when worker after worker breaks down over it. @param {Asked | null} failed */
  #decideHandOver(failed) {
    this.#failedHandOvers = failed?.isHandOver ? this.#failedHandOvers + 1 : 0;
    this.#handsOver = this.#failedHandOvers < recovery.MAX_HAND_OVERS;
    if (this.#handsOver) return;
    this.#boot.note({message: recovery.SENTENCES.lost.status});
    this.#given.events.onLost(recovery.SENTENCES.lost.why);
  }
}
