// Select what to ask Python again: what is shown and does not belong to the latest snapshot.

/** @typedef {import('../types/state').State} State */

/** Tell whether Python can be asked, and the figure is at rest. @param {State} state */
const isQuiet = ({boot, motion}) => boot.stage === 'ready' && !motion;

/** Find the moment after the last one of a time line. @param {import('../types/protocol').Timeline} line */
export const timelineEnd = line => line.first + line.steps.length;

/** @param {State} state */
export function timelineNeeded(state) {
  const {timeline, snapshot} = state;
  if (!isQuiet(state)) return false;
  if (!timeline) return snapshot.moments > 0;
  return timeline.line !== snapshot.line || timelineEnd(timeline) !== snapshot.moments;
}

/** @param {State} state */
export const explanationNeeded = state => {
  const {snapshot, selected, explanation, unfolded} = state;
  if (!isQuiet(state) || selected === null) return false;
  return (
    explanation?.of !== snapshot ||
    explanation.place !== selected ||
    explanation.unfolded !== unfolded
  );
};

/** @param {State} state */
export const examplesNeeded = state => {
  const {task, training} = state.snapshot;
  return (
    isQuiet(state) && Boolean(training && task?.count) && state.examples?.of !== state.snapshot
  );
};

/** @param {State} state */
export const proofMapNeeded = state =>
  isQuiet(state) && state.mapping && state.proofMap?.of !== state.snapshot;

/** @param {State} state */
export const pointsNeeded = ({snapshot: {task}, points, boot}) =>
  boot.stage === 'ready' &&
  task !== null &&
  task.name !== 'own' &&
  task.features.length === 2 &&
  task.classes.length >= 2 &&
  task.classes.length <= 4 &&
  points?.edition !== task.edition;

/** @param {State} state */
export const choicesNeeded = ({snapshot, choices, boot}) =>
  boot.stage === 'ready' && choices?.id !== (snapshot.python.typed.own ?? 0);

/** @param {State} state */
export const sourceNeeded = ({snapshot, code, boot}) =>
  boot.stage === 'ready' &&
  code.open &&
  code.sources[code.tab]?.id !== (snapshot.python.typed[code.tab] ?? 0);

/** @param {State} state */
export const traceNeeded = ({snapshot, code, boot}) =>
  boot.stage === 'ready' && code.open && snapshot.walk !== null && code.traced !== snapshot;
