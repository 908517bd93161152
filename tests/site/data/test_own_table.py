"""Test tables of the visitor's own: pasted, chosen or dropped, viewed, learned from."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.site.conftest import snapshot
from tests.site.data.test_task import menu, settled
from tests.site.loading.test_start import CRASHES
from tests.site.support.watching import Watch

TABLE = "long;wide;kind\n" + "".join(
    f"{n % 7 + 9 * (n % 2)},5;{n % 5},25;{'ab'[n % 2]}\n" for n in range(40)
)
FAULTY = TABLE + "1,5;;a\nlong;2;b\n"

DROP = """([text, name]) => {
  const dropped = new DataTransfer();
  dropped.items.add(new File([text], name, {type: 'text/csv'}));
  for (const type of ['dragover', 'drop']) {
    document.body.dispatchEvent(
      new DragEvent(type, {dataTransfer: dropped, bubbles: true, cancelable: true}));
  }
}"""


@pytest.fixture
def dialog(app: Page) -> Iterator[Locator]:
    """Open the dialog for a table of one's own."""
    menu(app).select_option("table")
    opened = app.get_by_role("dialog", name="A table of your own")
    expect(opened).to_be_visible()
    yield opened
    if opened.is_visible():
        app.keyboard.press("Escape")


def paste(dialog: Locator, text: str) -> None:
    dialog.get_by_label("table as text").fill(text)
    dialog.get_by_role("button", name="Use this text").click()


def test_a_pasted_table_is_shown_as_it_was_understood_and_learned(
    app: Page, dialog: Locator
) -> None:
    paste(dialog, TABLE)
    expect(dialog).to_contain_text("40 rows, 3 columns")
    expect(dialog.get_by_label("columns parted by")).to_have_value("semicolon")
    expect(dialog.get_by_label("decimal sign")).to_have_value("comma")
    expect(dialog.get_by_label("the first row has names")).to_be_checked()
    expect(dialog.get_by_label("column to predict")).to_have_value("kind")
    expect(dialog).to_contain_text("by 2 inputs (long, wide).")
    dialog.get_by_role("checkbox", name="wide").uncheck()
    expect(dialog).to_contain_text("by 1 input (long).")
    dialog.get_by_role("button", name="Learn this").click()
    expect(dialog).to_be_hidden()
    task = settled(app)["task"]
    assert (task["name"], task["features"], task["classes"]) == ("own", ["long"], ["a", "b"])
    expect(menu(app)).to_have_value("own")
    app.evaluate("learnscope.request({op: 'train', steps: 50})")
    expect(app.locator("#example .about")).to_have_text("a")
    app.evaluate("learnscope.request({op: 'load_task', name: 'xor'})")
    app.get_by_role("button", name="undo").click()
    assert settled(app)["task"]["name"] == "own"
    assert snapshot(app)["step"] == 50


def test_another_reading_can_be_asked_for(dialog: Locator) -> None:
    paste(dialog, "1;2\n3;4\n5;6\n")
    expect(dialog).to_contain_text("3 rows, 2 columns")
    dialog.get_by_label("the first row has names").check()
    expect(dialog).to_contain_text("2 rows, 2 columns")
    expect(dialog.locator("th").first).to_have_text("1numbers")
    dialog.get_by_label("columns parted by").select_option("comma")
    expect(dialog).to_contain_text("2 rows, 1 column;")
    expect(dialog.get_by_role("alert")).to_contain_text("There must be a column to learn from")
    learn = dialog.get_by_role("button", name="Learn this")
    expect(learn).to_have_attribute("aria-disabled", "true")


def test_faults_are_told_by_line_and_left_out_only_if_one_says_so(
    app: Page, dialog: Locator, tmp_path: Path
) -> None:
    file = tmp_path / "länge.csv"
    file.write_bytes(FAULTY.replace("b\n", "ß\n").encode("cp1252"))
    dialog.get_by_label("choose a file").set_input_files(file)
    expect(dialog).to_contain_text("länge.csv, 0.")
    expect(dialog).to_contain_text("Western European")
    expect(dialog).to_contain_text("line 42: “wide” is missing")
    expect(dialog).to_contain_text("line 43: “long” should be a number, not “long”")
    learn = dialog.get_by_role("button", name="Learn this")
    expect(learn).to_have_attribute("aria-disabled", "true")
    dialog.get_by_label(re.compile("2 rows can’t be used")).check()
    learn.click()
    expect(dialog).to_be_hidden()
    task = settled(app)["task"]
    assert (task["count"], task["classes"]) == (40, ["a", "ß"])


def price(value: float) -> str:
    """Write a price as the page does."""
    text = f"{value:,.1f}".removesuffix(".0") if abs(value) >= 1000 else f"{value:.5g}"
    return text.replace("-", "−")


def test_numbers_are_predicted_and_told_in_their_own_units(app: Page, dialog: Locator) -> None:
    rows = "".join(f"{n % 9},{n % 4},{1000 * (n % 9) + 250.5}\n" for n in range(60))
    paste(dialog, "rooms,floor,price\n" + rows)
    expect(dialog).to_contain_text("a number (price)")
    dialog.get_by_role("button", name="Learn this").click()
    expect(dialog).to_be_hidden()
    app.evaluate("learnscope.request({op: 'train', steps: 20})")
    told = app.evaluate("learnscope.request({op: 'snapshot'})")
    guess, target = (told["task"][name][0] for name in ("own_guess", "own_targets"))
    figure = app.locator("#figure")
    expect(figure).to_contain_text(f"price {price(guess)}")
    expect(figure).to_contain_text(f"really {price(target)}")
    off = price(told["training"]["figures"]["train_error"])
    expect(app.locator("#training .readout")).to_contain_text(f"off by{off}")
    curves = app.locator("#results .curves")
    if not curves.evaluate("details => details.open"):
        curves.locator("summary").click()
    expect(app.locator("#results .legend .train")).to_contain_text(off)
    expect(app.locator("#results .legend thead")).to_have_text("mean costprice off by")
    missed = app.evaluate("learnscope.request({op: 'examples'})")["worst_off"][0]
    worst = app.get_by_role("button", name="The worst")
    expect(worst).to_have_attribute("title", re.compile(f"price off by {price(missed)}$"))
    told = app.evaluate("learnscope.request({op: 'examples'})")
    expect(app.locator("#example .about")).to_have_text(
        f"price 250.5, guessed {price(told['guesses'][0])}"
    )


def test_a_file_is_dropped_anywhere_and_rubbish_is_refused(app: Page) -> None:
    before = snapshot(app)["task"]
    app.evaluate(DROP, ["\x00\x01PNG", "picture.png"])
    dialog = app.get_by_role("dialog", name="A table of your own")
    expect(dialog.get_by_role("alert")).to_contain_text("This is no text")
    expect(dialog.get_by_role("button", name="Learn this")).to_be_hidden()
    app.evaluate(DROP, [TABLE, "mine.csv"])
    expect(dialog).to_contain_text("mine.csv, 0.5 kB")
    expect(dialog).to_contain_text("40 rows, 3 columns")
    app.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert snapshot(app)["task"] == before


ANSWERED_MEANWHILE = """async () => {
  const isRead = () => [...document.querySelectorAll('dialog button')]
    .some(button => button.textContent === 'Learn this' && button.checkVisibility());
  let count = 0;
  for (; !isRead(); count++) await learnscope.request({op: 'snapshot'});
  return count;
}"""
"""Count the requests answered until the table has been read (JavaScript)."""


def test_a_large_table_is_read_while_everything_else_is_answered_and_can_be_given_up(
    app: Page,
) -> None:
    text = "a,b,c\n" + "".join(f"{n}.5,{n % 7},{'xy'[n % 2]}\n" for n in range(100_000))
    dialog = app.get_by_role("dialog", name="A table of your own")
    app.evaluate(DROP, [text, "large.csv"])
    expect(dialog.get_by_role("progressbar")).to_be_visible()
    dialog.get_by_role("button", name="Cancel").click()
    expect(dialog.get_by_role("progressbar")).to_be_hidden()
    app.evaluate(DROP, [text, "large.csv"])
    assert app.evaluate(ANSWERED_MEANWHILE) >= 5
    expect(dialog).to_contain_text("100000 rows, 3 columns")
    dialog.get_by_role("button", name="Learn this").click()
    expect(dialog).to_be_hidden()
    now = settled(app)
    assert (now["task"]["count"], now["training"]["batch_size"]) == (100_000, 100)


def test_a_table_comes_back_when_python_has_broken_down(
    page: Page, watch: Watch, http_address: str
) -> None:
    watch.expect("")
    page.goto(http_address)
    page.evaluate("learnscope.ready")
    page.evaluate(
        """async table => {
          await learnscope.request({op: 'table_part', part: table.slice(0, 99), first: true});
          await learnscope.request({op: 'table_part', part: table.slice(99)});
          await learnscope.request({op: 'load_table', predict: 'kind'});
          await learnscope.request({op: 'train', steps: 20});
        }""",
        TABLE,
    )
    before = settled(page)
    [worker] = page.workers
    worker.evaluate(CRASHES["an error nobody caught"])
    page.evaluate("void learnscope.request({op: 'snapshot'}).catch(() => {})")
    expect(page.locator("#status p")).to_contain_text("Python broke down")
    page.wait_for_function("document.querySelector('#status').dataset.stage === 'ready'")
    now = settled(page)
    assert now["task"] == before["task"]
    assert now["layers"] == before["layers"]
    assert now["training"]["step"] == 20
