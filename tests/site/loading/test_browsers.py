"""Check browsers that lack something: one clear sentence, with text and figure in place."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.site.support.watching import Watch

LACKING: dict[str, tuple[str, str]] = {
    "WebAssembly": ("delete globalThis.WebAssembly", "has no WebAssembly"),
    "workers": ("delete globalThis.Worker", "has no Worker"),
    "module workers": (
        "{const Own = Worker; globalThis.Worker = function (url) { return new Own(url); }}",
        "has no module workers",
    ),
}


@pytest.mark.parametrize(("without", "said"), LACKING.values(), ids=LACKING)
def test_what_a_browser_lacks_is_said_and_the_figure_and_the_text_are_there(
    page: Page, watch: Watch, http_address: str, without: str, said: str
) -> None:
    watch.expect("")
    page.add_init_script(without)
    page.goto(http_address)
    status = page.locator("#status p")
    expect(status).to_contain_text(said)
    expect(status).to_contain_text("needs a browser from 2023 or later")
    expect(page.locator("#figure [data-kind=weight]")).to_have_count(12)
    expect(page.locator("#explanation")).to_contain_text("What a network is")


def test_a_browser_of_2020_is_told_that_it_is_too_old(
    page: Page, watch: Watch, http_address: str
) -> None:
    """Replace the page's script by one that the browser can't parse."""
    watch.expect("")
    page.add_init_script("delete Array.prototype.findLast; delete Object.hasOwn")
    page.route(
        "**/app-*.js", lambda route: route.fulfill(body="a ??", content_type="text/javascript")
    )
    page.goto(http_address)
    expect(page.get_by_role("alert")).to_contain_text("This browser is too old for Learnscope")
    expect(page.locator("#figure [data-kind=weight]").first).to_be_visible()
    expect(page.locator("#explanation")).to_contain_text("What a network is")


IN_THE_WORKER = """patch => {
  const Own = Worker;
  globalThis.Worker = function (url, options) {
    const source = `${patch};
      const early = [];
      self.onmessage = event => early.push(event);
      await import('${url}');
      early.forEach(event => self.onmessage(event));`;
    return new Own(URL.createObjectURL(new Blob([source], {type: 'text/javascript'})), options);
  };
}"""


@pytest.fixture
def with_worker(browser: Browser, watch: Watch) -> Iterator[Page]:
    """Open a page without its policy, so that a test can patch the worker."""
    context = browser.new_context(bypass_csp=True, reduced_motion="reduce")
    page = context.new_page()
    watch.over(page)
    yield page
    context.close()


def patched(page: Page, patch: str) -> None:
    """Run a script in the worker before anything else."""
    page.add_init_script(f"({IN_THE_WORKER})({patch!r})")


NO_MEMORY = """const {instantiate} = WebAssembly;
WebAssembly.instantiate = async (source, imports) => {
  const isLarge =
    source instanceof WebAssembly.Module &&
    WebAssembly.Module.exports(source).some(({kind}) => kind === 'memory');
  if (isLarge) throw new RangeError('could not allocate memory');
  return instantiate(source, imports);
}"""


def test_where_memory_is_refused_it_says_so(
    with_worker: Page, watch: Watch, http_address: str
) -> None:
    watch.expect("wasm instantiation failed")
    watch.expect("could not allocate memory")
    patched(with_worker, NO_MEMORY)
    with_worker.goto(http_address)
    status = with_worker.locator("#status p")
    expect(status).to_contain_text("too little memory free")
    expect(with_worker.get_by_role("button", name="Try again")).to_be_visible()


def test_where_nothing_can_be_unpacked_python_starts_plainly(
    with_worker: Page, http_address: str
) -> None:
    patched(with_worker, "delete self.DecompressionStream")
    with_worker.goto(http_address)
    with_worker.evaluate("learnscope.ready")
    assert with_worker.evaluate("document.getElementById('status').dataset.way") == "plain"


def test_over_plain_http_checksums_are_worked_out_by_the_page_itself(
    with_worker: Page, http_address: str
) -> None:
    """Remove `crypto.subtle`, which browsers withhold over plain http."""
    patched(
        with_worker,
        "const getRandomValues = crypto.getRandomValues.bind(crypto);"
        "Object.defineProperty(self, 'crypto', {value: {getRandomValues}})",
    )
    with_worker.goto(http_address)
    with_worker.evaluate("learnscope.ready")
    assert with_worker.evaluate("document.getElementById('status').dataset.way") == "snapshot"


def test_without_javascript_the_figure_stands_there_with_real_numbers(
    browser: Browser, http_address: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(http_address)
    expect(page.locator("#status")).to_contain_text("needs JavaScript")
    expect(page.get_by_role("link", name="Load the page again")).to_be_visible()
    expect(page.locator("#explanation math").first).to_be_visible()
    weights = page.locator("#figure [data-kind=weight]")
    expect(weights).to_have_count(12)
    expect(weights.first).to_be_visible()
    expect(weights.first).to_have_attribute("value", "0.4536")
    expect(page.locator("#figure .cost")).to_contain_text("1.0863")
    expect(page.locator("#live-life")).to_contain_text("It needs the page’s script")
    context.close()
