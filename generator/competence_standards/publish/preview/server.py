"""Serve the built site locally, with the state of the build for the script on each page.

Each page gets the preview's script and style sheet, under an address that no standard can have. The script requests
the state, and the response waits until the state changes (long polling). So the pages' security policy is the same as
on the published site.
"""

import json
import mimetypes
import os
import posixpath
import socket
import threading
from collections.abc import Sequence
from contextvars import copy_context
from dataclasses import asdict, dataclass
from html import escape
from http.server import BaseHTTPRequestHandler
from ipaddress import ip_address
from itertools import count
from pathlib import Path
from socketserver import TCPServer, ThreadingMixIn
from time import time_ns
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, quote, unquote, urlsplit

from competence_standards.publish.preview.grouped import GroupedProblem, Site, summary
from competence_standards.publish.preview.words import words
from competence_standards.translation import gettext as _
from competence_standards.translation import language

OWN = "/.preview/"
"""The folder of the preview's files and the state. Addresses of pages never start with a dot."""
_FILES = {name: Path(__file__).with_name(name) for name in ("preview.js", "preview.css")}
_NOTHING_YET = Path(__file__).with_name("nothing-yet.html")
_WAIT = 25
"""Maximum seconds to wait for a change before responding."""
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
}


class Refused(Exception):
    """Raised if the preview cannot start. The message has the reason and the fix."""


@dataclass(frozen=True)
class Address:
    """Where to serve."""

    host: str
    port: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``8001``, ``localhost:8001`` or ``[::1]:8001``.

        Raises:
            ValueError: if the text is not an address.
        """
        host, __, port = text.rpartition(":")
        if not port.isascii() or not port.isdigit() or int(port) > 65535:
            raise ValueError(_("must be a port, for example 8001, or a host and a port, for example 127.0.0.1:8001"))
        return cls(host.strip("[]") or "127.0.0.1", int(port))

    @property
    def in_url(self) -> str:
        """The host, as written in a URL."""
        return f"[{self.host}]" if ":" in self.host else self.host


class State:
    """The build that is shown. Server threads read it while the build thread changes it."""

    def __init__(self) -> None:
        self.site: Site | None = None
        self._changed = threading.Condition()
        # Use unique marks, because a browser may still show a page of an earlier preview.
        self._marks = (f"{time_ns():x}-{number}" for number in count())
        self._mark = ""
        self._site_mark = ""
        self._problems: tuple[GroupedProblem, ...] = ()
        self.context = copy_context()
        """The context with the language of the last build, for responses to browsers."""

    @property
    def summary(self) -> str:
        """The numbers of errors and notes, in words."""
        return summary(self._problems)

    def built(self, site: Site, notes: Sequence[GroupedProblem]) -> None:
        """Show a new build."""
        with self._changed:
            self.site = site
            self._mark = self._site_mark = next(self._marks)
            self._problems = tuple(notes)
            self.context = copy_context()
            self._changed.notify_all()

    def failed(self, problems: Sequence[GroupedProblem]) -> None:
        """Report what stopped a build. The site that is shown stays the same."""
        with self._changed:
            self._mark = next(self._marks)
            self._problems = tuple(problems)
            self.context = copy_context()
            self._changed.notify_all()

    def now(self) -> tuple[Site | None, str]:
        """Return the current site and its mark, after waiting for the first build."""
        with self._changed:
            self._changed.wait_for(lambda: self._mark, _WAIT)
            return self.site, self._site_mark

    def after(self, seen: str, seconds: float = _WAIT) -> bytes:
        """Return the state as JSON when it differs from the one already seen, or after some seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self._mark not in {"", seen}, seconds)
            told = [asdict(one) for one in self._problems]
            state = {"state": self._mark, "site": self._site_mark, "summary": self.summary, "told": told}
        return json.dumps(state).encode()


class Server(ThreadingMixIn, TCPServer):
    """Serves a state in a separate thread, until its context ends."""

    daemon_threads = True
    block_on_close = False
    # On Windows this would let two programs listen on one port.
    allow_reuse_address = os.name != "nt"
    request_queue_size = 32

    def __init__(self, address: Address, state: State) -> None:
        """Listen at the address.

        Raises:
            Refused: if that cannot be done.
        """
        self.state = state
        self.address_family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
        try:
            super().__init__((address.host, address.port), _Handler)
        except OSError as error:
            raise Refused(_why_not(address, error)) from None
        self._host = address.host
        self.url = f"http://{address.in_url}:{self.server_address[1]}/"

    def __enter__(self) -> Self:
        """Start to serve."""
        threading.Thread(target=self.serve_forever, args=(0.1,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        """Stop."""
        self.shutdown()
        self.server_close()

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Respond in the language of the last build, which a new thread does not inherit."""
        self.state.context.copy().run(super().process_request_thread, request, client_address)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore browsers that disconnect before the response."""

    def is_own_name(self, host: str) -> bool:
        """Check whether a request was meant for this server.

        With DNS rebinding, another website can point its own name at this machine and read the preview. This is
        impossible with an IP address or localhost.
        """
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        if name in {"localhost", self._host.lower()}:
            return True
        try:
            ip_address(name)
        except ValueError:
            return False
        return True


def _why_not(address: Address, error: OSError) -> str:
    place = f"{address.in_url}:{address.port}"
    other = "make serve ADDRESS=8001"
    if isinstance(error, socket.gaierror):
        return _("This computer has no host {host}. Use another address: {command}", host=address.host, command=other)
    if isinstance(error, PermissionError):
        return _("You cannot use port {port}. Use a port above 1023: {command}", port=address.port, command=other)
    if error.errno is not None and os.strerror(error.errno) == error.strerror and "in use" in error.strerror:
        return _(
            "Another program uses {address}. It may be another preview. Stop it, or use another port: {command}",
            address=place,
            command=other,
        )
    return _(
        "The preview cannot use {address}: {reason}. Use another address: {command}",
        address=place,
        reason=error.strerror or error,
        command=other,
    )


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        if not self.server.is_own_name(self.headers.get("Host", "")):
            said = _(
                "This preview does not answer to the name in this address. Open {address} instead.",
                address=self.server.url,
            )
            self._send(403, _TYPES[".html"], f"{said}\n".encode())
            return
        url = urlsplit(self.path)
        if url.path == f"{OWN}state":
            seen = parse_qs(url.query).get("seen", [""])[0]
            self._send(200, _TYPES[".json"], self.server.state.after(seen))
        elif url.path.startswith(OWN):
            self._send_file(_FILES.get(url.path.removeprefix(OWN)))
        else:
            self._send_page(url.path)

    def _send_page(self, path: str) -> None:
        site, mark = self.server.state.now()
        if site is None:
            self._send(503, _TYPES[".html"], _with_script(_nothing_yet(), mark, ""))
            return
        address = posixpath.normpath("/" + unquote(path)).lstrip("/")
        try:
            top = site.folder.resolve()
            file = (top / address).resolve()
            if not file.is_relative_to(top):
                file = top / "404.html"
            elif file.is_dir() and not path.endswith("/"):
                self._redirect(f"/{quote(address)}/")
                return
            elif file.is_dir():
                file = file / "index.html"
            found = file.is_file() and file.name != "404.html"
            content = (file if found else top / "404.html").read_bytes()
        except (OSError, ValueError):
            found, file, content = False, Path("404.html"), _nothing_here()
        kind = _type(file if found else Path("404.html"))
        if kind.startswith("text/html"):
            page = f"{address}/" if address else ""
            content = _with_script(content, mark, site.sources.get(page, ""))
        self._send(200 if found else 404, kind, content)

    def _send_file(self, file: Path | None) -> None:
        if file is None:
            self._send(404, _TYPES[".html"], _nothing_here())
        else:
            self._send(200, _type(file), file.read_bytes())

    def _redirect(self, to: str) -> None:
        self.send_response(302)
        self.send_header("Location", to)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, status: int, kind: str, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        # The content changes often.
        self.send_header("Cache-Control", "no-cache")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - as the library calls it
        """Do not log requests, to keep the terminal free for the build."""


def _type(file: Path) -> str:
    suffix = file.suffix.lower()
    return _TYPES.get(suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"


def _nothing_yet() -> bytes:
    title = _("There are no pages yet")
    text = _("The page you asked for opens here as soon as the pages can be built.")
    page = _NOTHING_YET.read_text(encoding="utf-8")
    return page.format(language=escape(language()), title=escape(title), text=escape(text)).encode()


def _nothing_here() -> bytes:
    return (_("There is nothing at this address.") + "\n").encode()


def _with_script(page: bytes, mark: str, source: str) -> bytes:
    data = {"site": mark, "source": source, "words": json.dumps(words())}
    attributes = " ".join(f'data-{name}="{escape(value)}"' for name, value in data.items())
    tags = (
        f'<link rel="stylesheet" href="{OWN}preview.css">\n<script src="{OWN}preview.js" {attributes} defer></script>\n'
    )
    before, head, after = page.partition(b"</head>")
    return before + tags.encode() + head + after
