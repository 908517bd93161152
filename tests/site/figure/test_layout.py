"""Check that nothing overlaps, is cut off or jumps, from 320 px to a projector."""

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.site.support.figure import SETTLED
from tests.site.support.font_sets import DEFAULT, FONT_SETS

TEXTS = """() => {
  const boxes = [];
  const measure = document.createElement('canvas').getContext('2d');
  const add = (name, element) => {
    const {x, y, width, height} = element.getBoundingClientRect();
    if (!width || !height) return;
    if (!element.matches('text')) return boxes.push({name, x, y, w: width, h: height});
    // Measure the ink: the empty space above and below it differs from font to font.
    const style = getComputedStyle(element);
    measure.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const ink = measure.measureText(element.textContent);
    const matrix = element.getScreenCTM();
    const base = new DOMPoint(0, Number(element.getAttribute('y'))).matrixTransform(matrix).y;
    const above = ink.actualBoundingBoxAscent * matrix.d;
    const below = ink.actualBoundingBoxDescent * matrix.d;
    boxes.push({name, x, y: base - above, w: width, h: above + below});
  };
  for (const text of document.querySelectorAll('.network text')) {
    if (text.textContent && !text.closest('[data-kind=neuron]')) add(text.textContent, text);
  }
  for (const field of document.querySelectorAll('.network .field')) {
    const style = getComputedStyle(field);
    measure.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const {x, y, width, height} = field.getBoundingClientRect();
    const scale = width / field.offsetWidth;
    const w = measure.measureText(field.value).width * scale;
    const h = parseFloat(style.fontSize) * scale;
    boxes.push({
      name: field.ariaLabel + ' ' + field.value,
      x: x + (width - w) / 2, y: y + (height - h) / 2, w, h,
      room: width, scroll: field.scrollWidth - field.clientWidth,
    });
  }
  for (const neuron of document.querySelectorAll('.neuron:not(.input)')) {
    const name = neuron.ariaLabel.split(':')[0];
    for (const part of neuron.querySelectorAll('.body, .activation, .delta, .name')) {
      if (part.textContent || part.matches('.body')) add(name + ' ' + part.classList, part);
    }
  }
  for (const circle of document.querySelectorAll('.input .body')) add('input circle', circle);
  return boxes;
}"""


WIDE = ("dejavu", "wide")
ROW = 48
"""Height in pixels of one more row of controls, which a wide font may need."""


def with_fonts(usual: Iterable[Any], others: Iterable[Any]) -> list[tuple[str, Any]]:
    """Pair the usual fonts with all values, each other set with fewer."""
    more = [name for name in FONT_SETS if name != DEFAULT]
    return [(DEFAULT, value) for value in usual] + [(n, value) for n in more for value in others]


def overlaps(boxes: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """List pairs of labels that overlap."""
    found = []
    for n, a in enumerate(boxes):
        for b in boxes[:n]:
            if "circle" in a["name"] + b["name"]:
                fits = "input" in a["name"] and "input" in b["name"]  # an input's own number
            else:
                fits = False
            dx = min(a["x"] + a["w"], b["x"] + b["w"]) - max(a["x"], b["x"])
            dy = min(a["y"] + a["h"], b["y"] + b["h"]) - max(a["y"], b["y"])
            if dx > 0.5 and dy > 0.5 and not fits:
                found.append((a["name"], b["name"]))
    return found


def assert_tidy(page: Page) -> None:
    boxes = page.evaluate(TEXTS)
    assert len(boxes) > 10
    assert overlaps(boxes) == []
    width = page.evaluate("innerWidth")
    for box in boxes:
        assert box["x"] >= 0 and box["x"] + box["w"] <= width, box
        assert box["w"] <= box.get("room", 1e9) and box.get("scroll", 0) <= 0, box
    assert page.evaluate("document.documentElement.scrollWidth") <= width


WIDTHS = [320, 360, 600, 768, 1024, 1280, 1440, 1920]


@pytest.mark.parametrize(("fonts", "width"), with_fonts(WIDTHS, [320, 360, 1024]))
def test_no_label_stands_on_another_or_is_cut_off(app: Page, width: int) -> None:
    app.set_viewport_size({"width": width, "height": 900})
    app.wait_for_function("document.querySelector('.network').clientWidth <= innerWidth")
    assert_tidy(app)
    for op in ("forward", "backprop"):
        app.evaluate("op => learnscope.request({op})", op)
        assert_tidy(app)
    app.evaluate("learnscope.request({op: 'set_live', value: true})")
    assert_tidy(app)  # everything at once: values, deltas and changes


SLOW_DOWN = """menu => new Promise(done => {
  const look = () => {
    if (![...document.querySelectorAll('.old')].some(e => e.textContent)) {
      return requestAnimationFrame(look);
    }
    menu.value = '0.25';
    menu.dispatchEvent(new Event('change', {bubbles: true}));
    done();
  };
  look();
})"""
"""Make the animation slow in the first frame that shows an old value."""


@pytest.mark.parametrize(("fonts", "width"), with_fonts([360, 1440], [360]))
def test_in_the_middle_of_backprop_old_and_new_have_room(app: Page, width: int) -> None:
    app.set_viewport_size({"width": width, "height": 900})
    app.evaluate("learnscope.request({op: 'forward'})")
    app.get_by_label("animation").select_option("4")
    app.get_by_role("button", name="Backprop").click()
    app.get_by_label("animation").evaluate(SLOW_DOWN)
    assert app.evaluate("[...document.querySelectorAll('.old')].some(e => e.textContent)")
    assert_tidy(app)


@pytest.mark.parametrize(("fonts", "width"), with_fonts([360, 1440], [360, 1440]))
def test_long_numbers_have_room(app: Page, width: int) -> None:
    app.set_viewport_size({"width": width, "height": 900})
    values = [-1234567.891, 1e-9, -1e-300, -999.99994, -12.3456, 123.456]
    for n, value in enumerate(values):
        where = {"layer": 1, "to": n // 3, "from": n % 3, "value": value}
        app.evaluate("place => learnscope.request({op: 'set_weight', ...place})", where)
    for index, value in enumerate([-1234.5678, -0.12345, -3.3e-7]):
        app.evaluate(
            "([index, value]) => learnscope.request({op: 'set_input', index, value})",
            [index, value],
        )
    assert_tidy(app)


@pytest.mark.parametrize("fonts", FONT_SETS)
def test_nothing_jumps_when_numbers_change(app: Page) -> None:
    spots = """() => ['.forward', '[data-place=live]', '.network', '[data-kind=cost]']
      .map(selector => document.querySelector(selector).getBoundingClientRect().top)"""
    before = app.evaluate(spots)
    for name in ("Forward", "Backprop", "Forward", "Backprop", "Step back", "Reset"):
        app.get_by_role("button", name=name, exact=True).click()
        app.evaluate(SETTLED)
        assert app.evaluate(spots) == before


SHAPES = [(1, 1), (2, 4, 1), (4, 5, 3, 2), (3, 6, 6, 3), (1, 8, 8, 1), (8, 8)]


@pytest.mark.parametrize(
    ("fonts", "size"),
    with_fonts(
        [(shape, width) for shape in SHAPES for width in (768, 1440)],
        [(shape, 768) for shape in SHAPES if 1 < max(shape) < 8],
    ),
    ids=str,
)
def test_other_shapes_are_drawn_as_tidily(app: Page, size: tuple[tuple[int, ...], int]) -> None:
    shape, width = size
    app.set_viewport_size({"width": width, "height": 900})
    network = {
        "layers": [
            {
                "weights": [[-0.1234 * (i + j + 1) for i in range(n_in)] for j in range(n_out)],
                "biases": [-0.5678] * n_out,
                "activation": "sigmoid",
            }
            for n_in, n_out in pairwise(shape)
        ],
        "inputs": [0.5] * shape[0],
    }
    app.evaluate("network => learnscope.request({op: 'load', network})", network)
    app.evaluate("learnscope.request({op: 'backprop'})")
    app.evaluate("learnscope.request({op: 'forward'})")
    if app.locator(".network.large").count():
        assert max(shape) > 4
        assert app.locator("[data-kind=neuron]").count() == sum(shape[1:])
    else:
        assert_tidy(app)
        sizes = app.locator("[data-kind=weight]").count()
        assert sizes == sum(a * b for a, b in pairwise(shape))


@pytest.mark.parametrize(("fonts", "width"), with_fonts([1280, 360], [360]))
def test_what_a_finger_or_a_mouse_must_hit_is_large_enough(app: Page, width: int) -> None:
    app.set_viewport_size({"width": width, "height": 900})
    small = app.evaluate(
        """[...document.querySelectorAll('button, select, input, a.skip')].map(e => {
          const {width, height} = (e.closest('label') ?? e).getBoundingClientRect();
          return [e.ariaLabel ?? e.textContent, Math.round(width), Math.round(height)];
        }).filter(([, width, height]) => width && (width < 24 || height < 23))"""
    )
    assert small == []
    app.evaluate("learnscope.request({op: 'load_task', name: 'iris'})")
    app.locator(".network.large").wait_for()
    for neuron in app.locator(".network .neuron").all():
        box = neuron.bounding_box()
        assert box and box["width"] >= 24 and box["height"] >= 24


HIGHEST = {1440: 300, 768: 440, 360: 600}
"""Most pixels allowed above the figure, by the window's width."""


@pytest.mark.parametrize(("fonts", "width"), with_fonts(HIGHEST, [768, 360]))
def test_of_a_task_the_figure_is_in_sight_at_once(app: Page, fonts: str, width: int) -> None:
    most = HIGHEST[width] + (ROW if fonts in WIDE else 0)
    app.set_viewport_size({"width": width, "height": 900})
    app.evaluate("learnscope.request({op: 'load_task', name: 'spirals'})")
    app.evaluate("learnscope.request({op: 'train', steps: 3})")
    top = "document.querySelector('#figure').getBoundingClientRect().top + scrollY"
    assert app.evaluate(top) < most
    app.evaluate("learnscope.request({op: 'load_task', name: 'digits'})")
    assert app.evaluate(top) < most


LINES = """visibility => {
  for (const {style} of document.querySelectorAll('.network .line')) style.visibility = visibility;
}"""
CHANGED = """async ([before, after, boxes]) => {
  const [one, other] = await Promise.all([before, after].map(async png => {
    const bytes = Uint8Array.from(atob(png), byte => byte.charCodeAt(0));
    const picture = await createImageBitmap(new Blob([bytes]));
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    const context = canvas.getContext('2d', {willReadFrequently: true});
    context.drawImage(picture, 0, 0);
    return context;
  }));
  return boxes.filter(({x, y, w, h}) => {
    const [left, top] = [Math.floor(x), Math.floor(y)];
    const area = [left, top, Math.ceil(x + w) - left, Math.ceil(y + h) - top];
    const [a, b] = [one, other].map(context => context.getImageData(...area).data);
    return a.some((value, n) => value !== b[n]);
  }).map(({name}) => name);
}"""
"""List the boxes in which two screenshots differ, even by a single bit."""


@pytest.fixture(scope="module")
def blank(browser: Browser) -> Iterator[Page]:
    """Open an empty page in which screenshots are compared."""
    page = browser.new_page()
    yield page
    page.close()


@pytest.mark.parametrize(
    ("fonts", "look"),
    with_fonts(
        [(width, scheme) for width in (360, 1440) for scheme in ("light", "dark")],
        [(360, "light"), (1440, "light")],
    ),
    ids=str,
)
def test_no_line_runs_through_a_number(
    app: Page, blank: Page, look: tuple[int, Literal["light", "dark"]]
) -> None:
    width, scheme = look
    app.set_viewport_size({"width": width, "height": 1600})  # tall enough for the whole figure
    app.emulate_media(color_scheme=scheme)
    for verb in ("Forward", "Backprop"):
        app.get_by_role("button", name=verb, exact=True).click()
        app.evaluate(SETTLED)
    app.mouse.move(1, 1)
    numbers = [
        # Look at the digits only: lines may cross the empty space above and below them.
        box | {"x": box["x"] + 1, "y": box["y"] + 2, "w": box["w"] - 2, "h": box["h"] - 4}
        for box in app.evaluate(TEXTS)
        if box["h"] > 6 and not re.search("body|circle", box["name"])  # a dash is no number
    ]
    assert sum("0." in box["name"] or "delta" in box["name"] for box in numbers) >= 25
    with_lines = b64encode(app.screenshot()).decode()
    app.evaluate(LINES, "hidden")
    without = b64encode(app.screenshot()).decode()
    app.evaluate(LINES, "")
    app.emulate_media(color_scheme="light")
    whole = {"name": "the page", "x": 0, "y": 0, "w": width, "h": 1600}
    assert blank.evaluate(CHANGED, [with_lines, without, [whole, *numbers]]) == ["the page"]
