"""The page's policy lets no text become HTML or a script, and Material's search works under it all the same."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import plant
from tests.support.hostile import MADE_BY_TEXT, PAYLOADS
from tests.support.reader import Reader

Open = Callable[..., Reader]
LISTEN = """
window.violations = [];
addEventListener("securitypolicyviolation", (event) => window.violations.push(event.violatedDirective));
"""


def search(page: Page, word: str) -> None:
    query = page.get_by_role("textbox", name="Search")
    query.click()
    query.press("ControlOrMeta+A")
    query.press_sequentially(word)
    page.wait_for_timeout(300)
    expect(page.locator(".md-search-result__meta")).to_contain_text("found")


def test_searching_breaks_no_policy(reader: Open) -> None:
    window = reader()
    window.page.add_init_script(LISTEN)
    page = window.goto("contact-centre/")
    for word in ("rapport", "customer", "customer zebra", "yaml", "P16"):
        search(page, word)
        assert page.locator(".md-search-result__item").count()
        page.locator(".md-search__scrollwrap").evaluate("pane => pane.scrollTo(0, pane.scrollHeight)")

    assert page.locator(".md-search-result mark").count()
    assert page.evaluate("window.violations") == []


def test_a_page_demands_trusted_types_before_anything_else(reader: Open) -> None:
    window = reader()
    page = window.goto("")

    assert page.evaluate("trustedTypes.defaultPolicy !== null")
    assert page.evaluate(
        "(() => { try { trustedTypes.createPolicy('more', {}); return 'made' } catch { return 'refused' } })()"
    ) == ("refused")
    window.faults.clear()


MARKUP = [
    "<img src=x onerror=window.__pwned=1>",
    "<svg/onload=window.__pwned=1>",
    "<iframe srcdoc='<script>parent.__pwned=1</script>'></iframe>",
    "<a href=javascript:window.__pwned=1>a</a>",
    "<mark onmouseover=window.__pwned=1>a",
    "<mark\nid=x>a",
    "<p style=color:red>a",
    "<!-- a --><b>",
    "<MARK ONCLICK=a>",
]


def test_text_that_becomes_html_stays_text(reader: Open) -> None:
    page = reader().goto("about/")
    for text in MARKUP:
        page.evaluate("text => { document.querySelector('h1').innerHTML = text }", text)

        assert page.locator("h1 *").count() == 0, text
        assert page.locator("h1").inner_text().startswith(text.partition("\n")[0])
        assert page.evaluate("window.__pwned") is None, text


@pytest.mark.parametrize(
    "attempt",
    [
        "new Worker('assets/site.js')",
        "new Worker('https://host.invalid/worker.js')",
        "document.createElement('script').src = 'https://host.invalid/a.js'",
        "document.createElement('script').text = 'window.__pwned = 1'",
        "setTimeout('window.__pwned = 1')",
    ],
)
def test_no_text_becomes_a_script(reader: Open, attempt: str) -> None:
    window = reader()
    plant(
        window,
        "about/",
        lambda page: page.replace("</body>", '<script type="module" src="attempt.js"></script></body>'),
    )
    window.page.route(
        "**/attempt.js",
        lambda route: route.fulfill(
            content_type="text/javascript",
            body=f"try {{ await ({attempt}); window.__outcome = 'done'; }} catch (e) {{ window.__outcome = e.name; }}",
        ),
    )
    page = window.goto("about/")
    page.wait_for_function("window.__outcome")

    assert page.evaluate("window.__outcome") == "TypeError"
    assert page.evaluate("window.__pwned") is None
    window.faults.clear()


def hostile_search(window: Reader) -> Page:
    """Search an index whose entries were not escaped and lead to a script, and select the first of them."""
    window.page.add_init_script(LISTEN)

    def spoilt(index: str) -> str:
        texts = [f"zebra {payload}" for payload in PAYLOADS]
        docs = [{"location": "javascript:void(window.__pwned=1)//", "title": text, "text": text} for text in texts]
        return json.dumps({**json.loads(index), "docs": docs})

    plant(window, "search/search_index.json", spoilt)
    page = window.goto("contact-centre/")
    search(page, "zebra")
    links = page.locator(".md-search-result__link")
    assert str(links.first.get_attribute("href")).startswith("javascript:")
    assert page.locator(f".md-search :is({MADE_BY_TEXT}, [onerror], [onload])").count() == 0
    links.first.click()
    page.wait_for_timeout(300)
    window.faults.clear()
    return page


def test_a_search_index_of_markup_and_scripts_runs_nothing(reader: Open) -> None:
    page = hostile_search(reader())
    assert page.evaluate("window.__pwned") is None
    assert page.evaluate("window.violations") == ["script-src-elem"]


@pytest.mark.slow
def test_a_script_that_the_search_leads_to_would_run_without_the_policy(reader: Open) -> None:
    window = reader()
    plant(window, "contact-centre/", lambda page: page.replace("Content-Security-Policy", "Nothing"))
    page = hostile_search(window)
    assert page.evaluate("window.__pwned") == 1
