// Nothing is shown until all is in its place, so that nothing moves afterwards. Where the page's script
// is slow the text is there before it.

const [LONGEST_BLANK, LONGEST_BRIEF, NEXT_FRAME] = [2500, 1500, 20]; // ms

/** Hides the page; returns what shows it. */
export function drawCurtain() {
  const {classList} = document.documentElement;
  classList.add('scripted', 'early', 'brief');
  const show = () => {
    if (!classList.contains('early')) return;
    classList.remove('early');
    setTimeout(layOut, location.hash ? 0 : LONGEST_BRIEF, document.querySelectorAll('#explanation > section'));
  };
  setTimeout(show, LONGEST_BLANK);
  return show;
}

/**
 * Lays out the text section by section, not in one breath: the page is to answer meanwhile.
 * @param {Iterable<HTMLElement>} sections
 */
function layOut([section, ...others]) {
  section.style.contentVisibility = 'visible';
  if (others.length) return void setTimeout(layOut, NEXT_FRAME, others);
  document.documentElement.classList.remove('brief');
  document.getElementById(location.hash.slice(1))?.scrollIntoView({behavior: 'instant'});
}
