"""Use the page by keyboard alone."""

from playwright.sync_api import Page

LOOKS = """e => {
  const look = x => [getComputedStyle(x).outlineStyle, getComputedStyle(x).strokeWidth].join();
  return look(e) + look(e.querySelector('.body') ?? e);
}"""


def press_until(page: Page, key: str, name: str) -> None:
    """Press a key until the element of that name has the focus, visibly."""
    for _ in range(90):
        page.keyboard.press(key)
        focused = page.locator(":focus")
        if focused.evaluate("e => e.ariaLabel ?? e.textContent").startswith(name):
            looks = focused.evaluate(LOOKS)
            unlike = focused.evaluate(
                f"e => {{ e.blur(); const looks = ({LOOKS})(e); e.focus(); return looks; }}"
            )
            assert looks != unlike, f"{name} has the focus, but nothing shows it"
            return
    raise AssertionError(f"{name} cannot be reached by {key}")
