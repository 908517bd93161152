// Number the gestures of this page. Changes of one gesture, such as a drag, are undone as one.

let count = 0;

/** Make a number that no other gesture of this page has. */
export const nextGesture = () => ++count;
