"""The configurations in PUBLISHING.md work: real servers send the headers with the right files, and the site works."""

import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from fnmatch import fnmatchcase
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import ROOT, asset
from tests.support.reader import Reader
from tests.support.server import Answer, serve
from tests.support.web_servers import APACHE, NGINX, apache, free_port, nginx

Open = Callable[..., Reader]
PAGE = (ROOT / "PUBLISHING.md").read_text("utf-8")
FRAME = (ROOT / "generator/competence_standards/web/theme/base.html").read_text("utf-8")
HOLDS = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]+)"')
NO_FRAME = "frame-ancestors 'none'"
SAME = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""What is sent with every file."""
SVG = """<svg xmlns="http://www.w3.org/2000/svg">
<script>document.documentElement.setAttribute("ran", "")</script>
</svg>"""


def block(kind: str) -> str:
    """Return the one block of that kind on the page."""
    (found,) = re.findall(rf"^```{kind}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    return str(found)


def policy() -> str:
    """Return the policy that each page has in its HTML."""
    (found,) = HOLDS.findall(FRAME)
    return str(found)


def replaced(text: str, old: str, new: str) -> str:
    """Put something in the place of what stands once in a text."""
    assert text.count(old) == 1
    return text.replace(old, new)


# --- what the page says ---


@pytest.mark.parametrize("kind", ["nginx", "apache"])
def test_the_policy_to_send_is_that_of_the_pages(kind: str) -> None:
    assert block(kind).count(f'"{policy()}; {NO_FRAME}"') == 1


def test_the_file_for_netlify_is_well_formed() -> None:
    rules = read_headers(block("text"))

    assert list(rules) == ["/*", "/service-worker.js"]
    assert rules["/*"] == {"Content-Security-Policy": NO_FRAME, **SAME}
    assert rules["/service-worker.js"] == {"Cache-Control": "no-cache"}


@pytest.mark.parametrize(
    "wrong",
    [
        "  X: y\n",
        "/*.js\n  X: y\n",
        "/*\nX: y\n",
        "/*\n  X y\n",
        "/*\n",
        "https://example.org/*\n  X: y\n",
        "/*\n  Location: /\n",
    ],
)
def test_a_file_for_netlify_that_is_not_well_formed_is_noticed(wrong: str) -> None:
    with pytest.raises(AssertionError):
        read_headers(wrong)


IGNORED = {"accept-ranges", "age", "allow", "alt-svc", "connection", "content-encoding", "content-length"}
IGNORED |= {"content-range", "date", "location", "server", "set-cookie", "trailer", "transfer-encoding", "upgrade"}
"""The headers that Netlify sets itself, by its documentation."""


def read_headers(text: str) -> Mapping[str, Mapping[str, str]]:
    """Read a ``_headers`` file: paths at the margin, and below each its headers, indented. A ``*`` ends its path."""
    rules: dict[str, dict[str, str]] = {}
    path = ""
    for line in text.splitlines():
        if line.lstrip().startswith("#") or not line.strip():
            continue
        if line.startswith("/"):
            path = line
            assert re.fullmatch(r"/[\w./-]*\*?", path), line
            rules[path] = {}
        else:
            header = re.fullmatch(r"  ([A-Za-z-]+): (\S.*)", line)
            assert header, line
            assert path, line
            assert header[1].lower() not in IGNORED, line
            rules[path][header[1]] = header[2]
    assert all(rules.values())
    return rules


# --- real servers ---


@contextmanager
def nginx_of_the_page(folder: Path, room: Path) -> Iterator[str]:
    port = free_port()
    text = replaced(block("nginx"), "listen 80;", f"listen 127.0.0.1:{port};")
    with nginx(replaced(text, "root /var/www/standards;", f"root {folder};"), port, room) as address:
        yield address


@contextmanager
def apache_of_the_page(folder: Path, room: Path) -> Iterator[str]:
    with apache(block("apache"), folder, free_port(), room) as address:
        yield address


@contextmanager
def apache_with_htaccess(folder: Path, room: Path) -> Iterator[str]:
    (folder / ".htaccess").write_text(block("apache"), "utf-8")
    with apache("", folder, free_port(), room, override="FileInfo") as address:
        yield address


@contextmanager
def like_netlify(folder: Path, room: Path) -> Iterator[str]:  # noqa: ARG001 - as the others
    rules = read_headers(block("text"))

    def with_headers(path: str, _: str) -> Answer:
        matching = [own for rule, own in rules.items() if fnmatchcase(f"/{path}", rule)]
        return Answer(None, headers={name: value for own in matching for name, value in own.items()})

    with serve(folder, "/", not_found=folder / "404.html", instead=with_headers) as address:
        yield address


SERVERS = [
    pytest.param(nginx_of_the_page, id="nginx", marks=pytest.mark.skipif(not NGINX, reason="needs nginx")),
    pytest.param(apache_of_the_page, id="apache", marks=pytest.mark.skipif(not APACHE, reason="needs Apache")),
    pytest.param(apache_with_htaccess, id="htaccess", marks=pytest.mark.skipif(not APACHE, reason="needs Apache")),
    pytest.param(like_netlify, id="netlify"),
]


@pytest.fixture
def published(request: pytest.FixtureRequest, site: Path) -> Iterator[str]:
    """The address of the site, and of a picture with a script, on a server with the page's configuration."""
    # Not below pytest's own folder, which only its owner may read: Apache answers as somebody else.
    with tempfile.TemporaryDirectory() as place, ExitStack() as stack:
        room, folder = Path(place), Path(place) / "site"
        room.chmod(0o755)
        shutil.copytree(site, folder)
        (folder / "picture.svg").write_text(SVG, "utf-8")
        yield stack.enter_context(request.param(folder, room))


def sent(address: str) -> Mapping[str, str]:
    """Return the headers of an answer, also of one that says that nothing is there."""
    try:
        with urlopen(address, timeout=30) as answer:  # noqa: S310 - our own server
            return dict(answer.headers)
    except HTTPError as error:
        return dict(error.headers)


@pytest.mark.slow
@pytest.mark.parametrize("published", SERVERS, indirect=True)
def test_a_site_published_as_the_page_says_works_and_is_safe(
    reader: Open, published: str, request: pytest.FixtureRequest
) -> None:
    everything = request.node.callspec.id == "netlify"
    pages = ["", "contact-centre/", "no-such-page/", "picture.svg", "sitemap.xml"]
    others = ["service-worker.js", asset("web/scripts/site.js"), asset("site.css"), "my-progress/suite.json"]
    others += ["forms/candidate-forms.pdf", "contact-centre/forms/contact-centre-T5-observation-record.docx"]
    whole = None if everything else f"{policy()}; {NO_FRAME}"
    for address in [*pages, *others]:
        headers = sent(published + address)
        wanted = NO_FRAME if everything else (whole if address in pages else None)
        assert headers.get("Content-Security-Policy") == wanted, address
        assert {name: headers.get(name) for name in SAME} == SAME, address
        assert (headers.get("Cache-Control") == "no-cache") is (address == "service-worker.js"), address
        assert "Strict-Transport-Security" not in headers, address

    learner = reader(published, fresh=True, service_workers="allow")
    page = learner.goto("contact-centre/checklist/")
    page.get_by_role("group", name="P1 ").get_by_role("radio", name="On my own").first.check()
    expect(page.locator("[name=P1]:checked")).to_have_value("on-my-own")
    page.get_by_role("textbox", name="Search").click()
    page.keyboard.type("rapport")
    expect(page.locator(".md-search-result__meta")).to_contain_text("found")
    has_worker(page)

    if not everything:
        # The picture would run its script if nothing was said about it.
        learner.goto("picture.svg")
        assert page.evaluate("document.documentElement.getAttribute('ran')") is None
        learner.faults.clear()

    framed(page, published, refused=True)
    learner.faults.clear()


@pytest.mark.slow
def test_without_the_headers_the_picture_and_the_frame_are_noticed(reader: Open, site: Path, tmp_path: Path) -> None:
    shutil.copytree(site, tmp_path / "site", copy_function=os.link)
    (tmp_path / "site/picture.svg").write_text(SVG, "utf-8")
    with serve(tmp_path / "site", "/") as address:
        learner = reader(address, fresh=True)
        page = learner.goto("picture.svg")
        assert page.evaluate("document.documentElement.getAttribute('ran')") == ""
        framed(page, address, refused=False)
        learner.faults.clear()


def has_worker(page: Page) -> None:
    """Wait until the service worker looks after the page."""
    for _ in range(200):
        if page.evaluate("() => navigator.serviceWorker.controller !== null"):
            return
        page.wait_for_timeout(50)
    pytest.fail("no service worker after 10 s")


def framed(page: Page, address: str, *, refused: bool) -> None:
    """Open a page of another origin that shows the site in a frame."""
    with tempfile.TemporaryDirectory() as place:
        (Path(place) / "index.html").write_text(
            f'<!doctype html><title>Other</title><iframe src="{address}contact-centre/"></iframe>', "utf-8"
        )
        with serve(Path(place), "/") as other:
            # "localhost" is another site than 127.0.0.1, not only another origin.
            page.goto(f"http://localhost:{urlsplit(other).port}/")
            (frame,) = page.main_frame.child_frames
            frame.wait_for_load_state()
            assert (frame.locator("h1").count() == 0) is refused
            assert frame.url.startswith("chrome-error:") is refused
