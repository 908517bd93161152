// Nothing is shown until all is in its place, so that nothing moves afterwards. Where the page's script
// is slow the text is there before it.

const [LONGEST_BLANK, NEXT_FRAME] = [2500, 20]; // ms

/** Hides the page; returns what shows it. */
export function drawCurtain() {
  const {classList} = document.documentElement;
  classList.add('early', 'wordless', 'unfinished');
  const show = () => {
    if (!classList.contains('early')) return;
    classList.remove('early');
    // Not in the same breath: the page is to answer meanwhile.
    setTimeout(showText, NEXT_FRAME);
  };
  const showText = () => {
    classList.remove('wordless');
    setTimeout(showRest, NEXT_FRAME);
  };
  const showRest = () => {
    classList.remove('unfinished');
    document.getElementById(location.hash.slice(1))?.scrollIntoView();
  };
  setTimeout(show, LONGEST_BLANK);
  return show;
}
