"""Runs nginx and Apache on a free port, each with a configuration of its own and none of the machine's."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

# Debian has them where only root looks for programs.
_PLACES = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"])
NGINX = shutil.which("nginx", path=_PLACES)
APACHE = shutil.which("apache2", path=_PLACES) or shutil.which("httpd", path=_PLACES)
_MODULES = ("/usr/lib/apache2/modules", "/usr/lib64/httpd/modules", "/usr/lib/httpd/modules")
_NEEDED = ("mpm_event", "unixd", "authz_core", "mime", "dir", "headers")
_IS_ROOT = os.geteuid() == 0

NGINX_AROUND = """
daemon off;
pid {room}/nginx.pid;
error_log {room}/error.log;
{user}
events {{}}
http {{
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    access_log off;
    client_body_temp_path {room}/body;
    proxy_temp_path {room}/proxy;
    fastcgi_temp_path {room}/fastcgi;
    uwsgi_temp_path {room}/uwsgi;
    scgi_temp_path {room}/scgi;
{configuration}
}}
"""
APACHE_AROUND = """
ServerRoot {room}
DefaultRuntimeDir {room}
PidFile {room}/apache.pid
ErrorLog {room}/error.log
TypesConfig /etc/mime.types
{modules}
{user}
Listen 127.0.0.1:{port}
ServerName localhost
<VirtualHost *:{port}>
    DocumentRoot {folder}
    DirectoryIndex index.html
    <Directory {folder}>
        Require all granted
        AllowOverride {override}
    </Directory>
{configuration}
</VirtualHost>
"""


def free_port() -> int:
    """Return a port that no program uses now."""
    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def nginx(configuration: str, port: int, room: Path) -> Iterator[str]:
    """Run nginx with a configuration that listens at ``port``. Yields its address, ending in ``/``."""
    assert NGINX
    around = NGINX_AROUND.format(room=room, user="user root;" if _IS_ROOT else "", configuration=configuration)
    (room / "nginx.conf").write_text(around, "utf-8")
    with _running([NGINX, "-p", str(room), "-c", str(room / "nginx.conf")], port, room) as address:
        yield address


@contextmanager
def apache(configuration: str, folder: Path, port: int, room: Path, *, override: str = "None") -> Iterator[str]:
    """Run Apache for a folder, with lines for its virtual host. Yields its address, ending in ``/``."""
    assert APACHE
    modules = next(Path(place) for place in _MODULES if Path(place).is_dir())
    # Some builds have some of the modules in the program itself.
    load = "<IfModule !{name}_module>\nLoadModule {name}_module {modules}/mod_{name}.so\n</IfModule>"
    loaded = [load.format(name=name, modules=modules) for name in _NEEDED]
    around = APACHE_AROUND.format(
        room=room,
        modules="\n".join(loaded),
        # Apache refuses to answer as root.
        user="User nobody\nGroup nogroup" if _IS_ROOT else "",
        port=port,
        folder=folder,
        override=override,
        configuration=configuration,
    )
    (room / "apache.conf").write_text(around, "utf-8")
    with _running([APACHE, "-D", "FOREGROUND", "-f", str(room / "apache.conf")], port, room) as address:
        yield address


@contextmanager
def _running(command: Sequence[str], port: int, room: Path) -> Iterator[str]:
    with (room / "said.txt").open("w+", encoding="utf-8") as said:
        program = subprocess.Popen(command, stdout=said, stderr=said, stdin=subprocess.DEVNULL)
        try:
            for _ in range(200):
                ended = program.poll() is not None
                assert not ended, (room / "said.txt").read_text("utf-8") or (room / "error.log").read_text("utf-8")
                with closing(socket.socket()) as one:
                    if one.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.05)
            yield f"http://127.0.0.1:{port}/"
        finally:
            program.terminate()
            program.wait(timeout=30)
