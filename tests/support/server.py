"""A folder in, a web server out that serves it below a path and compressed, as a host of many sites does."""

import gzip
import io
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import lru_cache
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import MappingProxyType
from typing import Any, BinaryIO
from urllib.parse import urlsplit

TEXT = {".css", ".html", ".js", ".json", ".svg"}


@dataclass(frozen=True)
class Answer:
    """An answer that a server gives in place of a file of its folder. Without a body, only the headers are its own."""

    body: str | None = ""
    status: int = HTTPStatus.OK
    headers: Mapping[str, str] = field(default_factory=dict)


Instead = Callable[[str, str], Answer | None]
"""Takes a path below the site's top, with its query, and the reader's cookies. Returns None to give the file."""


@lru_cache(maxsize=512)
def compressed(path: Path, changed: int) -> bytes:  # noqa: ARG001 - a file that has changed since is read again
    """Return the compressed contents of a file. Most files are asked for by many tests."""
    return gzip.compress(path.read_bytes(), compresslevel=1, mtime=0)


class Server(ThreadingHTTPServer):
    """A server that hangs up on everybody when it closes: a browser keeps its connections open for a long time."""

    daemon_threads = True

    def __init__(self, *arguments: Any) -> None:
        self.connections: set[socket.socket] = set()
        super().__init__(*arguments)

    def get_request(self) -> tuple[socket.socket, Any]:
        connection, address = super().get_request()
        self.connections.add(connection)
        return connection, address

    def handle_error(self, *_: Any) -> None:
        """A reader who leaves in the middle of an answer is no mistake."""

    def server_close(self) -> None:
        super().server_close()
        for connection in self.connections:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


class _Handler(SimpleHTTPRequestHandler):
    """Gives the files of a folder, and pages made up by a test."""

    protocol_version = "HTTP/1.1"
    added: Mapping[str, str] = MappingProxyType({})
    """The headers to send besides."""

    def page(self, status: int, body: bytes) -> io.BytesIO:
        """Send the head of a page. Returns what is to be sent after that."""
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)

    def end_headers(self) -> None:
        for name, value in self.added.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def serve(
    folder: Path,
    below: str,
    not_found: Path | None = None,
    answering: threading.Event | None = None,
    instead: Instead | None = None,
) -> Iterator[str]:
    """The address of the folder, ending in ``/``.

    What is missing is answered with the page ``not_found``; nothing is answered while ``answering`` is not set. Where
    ``instead`` gives an answer, the server gives that one.
    """

    class Handler(_Handler):
        def __init__(self, *arguments: Any) -> None:
            super().__init__(*arguments, directory=str(folder))

        def translate_path(self, path: str) -> str:
            inside = path.startswith(below)
            return super().translate_path(f"/{path.removeprefix(below)}" if inside else "/outside/of/the/site")

        def send_head(self) -> io.BytesIO | BinaryIO | None:
            if answering:
                answering.wait()
            other = instead(self.path.removeprefix(below), self.headers.get("Cookie", "")) if instead else None
            self.added = other.headers if other else {}
            if other and other.body is not None:
                return self.page(other.status, other.body.encode())
            named = urlsplit(self.path).path
            path = Path(self.translate_path(self.path)) / ("index.html" if named.endswith("/") else "")
            if path.suffix not in TEXT or not path.is_file() or "gzip" not in self.headers.get("Accept-Encoding", ""):
                return super().send_head()
            body = compressed(path, path.stat().st_mtime_ns)
            self.send_response(HTTPStatus.OK)
            self.send_header("Content-Type", self.guess_type(path))
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "max-age=600")
            self.end_headers()
            return io.BytesIO(body)

        def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
            if code != HTTPStatus.NOT_FOUND or not_found is None:
                super().send_error(code, message, explain)
                return
            rest = self.page(code, not_found.read_bytes())
            if self.command == "GET":
                self.wfile.write(rest.read())

    server = Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{below}"
    finally:
        server.shutdown()
        server.server_close()
