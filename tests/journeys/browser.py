"""A real browser for tests: Debian's chromium at the two sizes that people have, and axe to judge every page.

    @pytest.mark.browser
    def test_the_home_page_reads_well(visit):
        visit("/")                                         # both sizes, axe, nothing cut off, large targets, no error

    @pytest.mark.browser
    def test_a_touch_takes_a_month(open_page, fund):
        page = open_page(user=factories.user(fund, "collector"))
        page.goto("/f/mae-raem/sheets/")

Without chromium these tests are skipped and say so; with CHUMCHON_CI set they fail instead.
`open_page(script=False)` is a browser that runs no script. The database is cleaned after each test (tests/clean.py).

What a page says is asked with `expect`, which waits, never with `assert locator.is_visible()`, `inner_text()` or
`count()`: after a touch the next page is still on its way, on a busy machine for many seconds. `scripts/check` refuses them.
A look into the database comes after the page has said that it is done; `look` waits by itself for a page that is loading.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from importlib.metadata import version

import pytest

from tests.journeys.signal import Signal

PATIENCE = 60_000  # milliseconds: the first page of a busy machine compiles every template
PHONE, DESK = (390, 844), (1280, 900)
SIZES = (PHONE, DESK)
LEAST_TARGET = 44  # CSS pixels, of everything one presses; links inside a sentence or a table row are as high as text
TARGETS = (
    "button, summary, select, textarea, input:not([type=hidden]):not([type=checkbox]):not([type=radio]), .button, nav a"
)

_SMALL = """([selector, least]) => [...document.querySelectorAll(selector)].filter(e => {
    const box = e.getBoundingClientRect(), style = getComputedStyle(e);
    const seen = box.width > 1 && box.height > 1 && style.visibility !== "hidden" && !e.closest(".seen, .skip");
    return seen && e.checkVisibility() && box.height < least - 0.5;
}).map(e => `${e.outerHTML.slice(0, 90)} is ${Math.round(e.getBoundingClientRect().height)} px high`)"""

_CUT = """() => document.documentElement.scrollWidth <= innerWidth + 1 ? [] :
    [...document.querySelectorAll("main *")].filter(e => e.getBoundingClientRect().right > innerWidth + 1
        && !e.closest(".table-box")).slice(0, 5).map(e => e.outerHTML.slice(0, 90))
    .concat(`the page is ${document.documentElement.scrollWidth} px wide`)"""


@pytest.fixture(scope="session")
def chrome() -> Iterator[object]:
    """The browser, started once a session."""
    path = os.environ.get("CHUMCHON_CHROMIUM") or shutil.which("chromium")
    if path is None:
        words = "chromium is not installed: this page was NOT looked at in a browser"
        pytest.fail(words + ", and in CI it must be") if os.environ.get("CHUMCHON_CI") else pytest.skip(words)
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)

    # Playwright's sync API runs an event loop in this thread, which Django would take for asynchronous code.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def open_page(chrome, live_server, transactional_db) -> Iterator[Callable[..., object]]:
    """open_page(size=PHONE, user=None, script=True) gives a page with the house as its base; `page.problems` gathers
    every error of the console, of a script and of the server."""
    signals: dict[object, Signal] = {}

    def open_one(size=PHONE, user=None, script=True, **more):
        context = chrome.new_context(
            viewport={"width": size[0], "height": size[1]}, base_url=live_server.url, java_script_enabled=script,
            locale="th-TH", timezone_id="Asia/Bangkok", **more,
        )  # fmt: skip
        context.set_default_timeout(PATIENCE)
        if user is not None:
            sign_in(context, user, live_server.url)
        page = context.new_page()
        page.problems = []
        page.signal = signals[context] = Signal(context, live_server)
        page.on(
            "console",
            lambda said: (
                page.problems.append(said.text)
                if said.type == "error" and not page.signal.explains(said.text)
                else None
            ),
        )
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on("response", lambda r: page.problems.append(f"{r.status} {r.url}") if r.status >= 500 else None)
        return page

    yield open_one
    for context, signal in signals.items():
        signal.restore()
        context.close()


def sign_in(context, user, address: str) -> None:
    """Put the person's session into the browser, as the sign-in page would."""
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(user)
    context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": client.cookies["sessionid"].value, "url": address}]
    )


@pytest.fixture
def visit(open_page) -> Callable[..., None]:
    """visit(path, user=None, status=200): the page at both sizes, looked at with `look`."""

    def visit_both(path: str, user=None, status: int = 200) -> None:
        page = open_page(user=user)
        answer = page.goto(path)
        assert answer.status == status, f"{path} answered {answer.status}"
        if status != 200:
            page.problems.clear()  # the browser's console says "404" of a page that is meant to be one
        look_at_both(page)
        page.close()

    return visit_both


def press(page, touched) -> None:
    """A touch that leads to another page, or to the same one anew: that page is here when this returns.

    For what comes next and cannot itself wait: another person's turn, a look into the database, the next `goto`."""
    with page.expect_navigation():
        touched.click()


def look(page) -> None:
    """Everything that a machine can see of a page: axe, nothing cut off, large targets, no error."""
    page.wait_for_load_state()
    where = f"{page.url} at {page.viewport_size['width']} px"
    axe_clean(page)
    assert not (cut := page.evaluate(_CUT)), f"{where}: cut off at the right:\n" + "\n".join(cut)
    small = page.evaluate(_SMALL, [TARGETS, LEAST_TARGET])
    assert not small, f"{where}: too small to press:\n" + "\n".join(small)
    assert not page.problems, f"{where}: " + "\n".join(page.problems)


def look_at_both(page) -> None:
    """`look` at the page on a phone and on a desk, as one turns a tablet: it is asked for once."""
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        look(page)


def lies(page) -> str:
    """Everything that the house's scripts left in this browser's two stores, as text; of a seal nothing, since it may spell
    any short word."""
    said = page.evaluate(
        """async () => {
            const asked = r => new Promise((done, failed) => { r.onsuccess = () => done(r.result); r.onerror = () => failed(r.error); });
            const found = [JSON.stringify(localStorage)];
            for (const { name } of await indexedDB.databases()) {
                const base = await asked(indexedDB.open(name));
                for (const store of base.objectStoreNames)
                    for (const row of await asked(base.transaction(store).objectStore(store).getAll()))
                        found.push(row instanceof CryptoKey ? `key ${row.extractable}` : JSON.stringify(row));
                base.close();
            }
            return found.join(" ");
        }"""
    )
    return re.sub(r"[A-Za-z0-9+/=]{60,}", "…", said)


def axe_clean(page) -> None:
    """axe finds nothing on the page as it stands now. Only what it found travels: the whole answer takes four times as
    long as the judging."""
    from axe_playwright_python.sync_playwright import Axe

    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(Axe().axe_script)
    found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']}).then(answer => answer.violations)")
    said = [
        f"{v['id']} ({v['impact']}): {v['help']}\n"
        + "\n".join(
            f"    {n['html'][:160]}\n      {n['failureSummary'].splitlines()[-1].strip()}" for n in v["nodes"][:4]
        )
        for v in found
    ]
    assert not said, f"axe {version('axe-playwright-python')} on {page.url}:\n" + "\n".join(said)
