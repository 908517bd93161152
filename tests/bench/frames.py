"""Measure frames and answers while Play trains flat out, with everything on the page visible."""

from collections.abc import Callable
from functools import partial

from playwright.sync_api import Page

from buildtools.common.paths import DIST
from tests.bench.measuring import Measurement, Place, Section

SECONDS = 2.0

UNFOLD = """async () => {
  for (const fold of document.querySelectorAll('#results details')) fold.open = true;
  await new Promise(resolve => setTimeout(resolve, 300));
}"""

FRAMES = """async seconds => {
  let frames = 0;
  const begun = performance.now();
  while (performance.now() - begun < 1000 * seconds) {
    await new Promise(requestAnimationFrame);
    frames++;
  }
  return (1000 * frames) / (performance.now() - begun);
}"""

ANSWERS = """async seconds => {
  const times = [];
  const begun = performance.now();
  while (performance.now() - begun < 1000 * seconds) {
    const asked = performance.now();
    await learnscope.request({op: 'progress', start: 1e6});
    times.push(performance.now() - asked);
    await new Promise(resolve => setTimeout(resolve, 30));
  }
  return times;
}"""

LARGE = (
    {"op": "add_layer", "layer": 1, "neurons": 128},
    {"op": "add_layer", "layer": 2, "neurons": 128},
    {"op": "remove_layer", "layer": 3},
)
Sample = Callable[[Page, str], list[float]]
NETWORKS: dict[str, tuple[str, tuple[dict[str, object], ...]]] = {
    "circle, 2-4-2": ("circle", ()),
    "digits, 64-32-10": ("digits", ()),
    "digits, 64-128-128-10": ("digits", LARGE),
}


def sections(place: Place) -> list[Section]:
    """Both."""
    page = place.browser.new_context(viewport={"width": 1440, "height": 1000}).new_page()
    page.goto(place.serve(DIST))
    page.evaluate("learnscope.ready")
    return [
        Section(
            "Frames a second while training",
            "/s",
            [Measurement(name, "Learnscope", partial(frames, page, name)) for name in NETWORKS],
        ),
        Section(
            "A request's answer while training",
            "ms",
            [Measurement(name, "Learnscope", partial(answers, page, name)) for name in NETWORKS],
        ),
    ]


def frames(page: Page, name: str) -> list[float]:
    """Frames a second."""
    begin(page, name)
    found = float(page.evaluate(FRAMES, SECONDS))
    end(page)
    return [found]


def answers(page: Page, name: str) -> list[float]:
    """Milliseconds."""
    begin(page, name)
    found: list[float] = page.evaluate(ANSWERS, SECONDS)
    end(page)
    return found


def begin(page: Page, name: str) -> None:
    """Load the network, unfold all there is to see of its training, and press Play."""
    task, changes = NETWORKS[name]
    for request in ({"op": "load_task", "name": task}, *changes):
        page.evaluate("request => learnscope.request(request)", request)
    page.get_by_label("speed of Play").select_option("flat out")
    page.evaluate(UNFOLD)
    page.get_by_role("button", name="Play", exact=True).click()


def end(page: Page) -> None:
    """Stop training."""
    page.get_by_role("button", name="Pause", exact=True).click()
    page.evaluate("learnscope.request({op: 'snapshot'})")
