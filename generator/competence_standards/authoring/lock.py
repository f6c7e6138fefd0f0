"""Say how a project installs this program: the wheel, and the version and hash of each package that it needs."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from competence_standards.authoring.revision import Refused
from competence_standards.problem import shown
from competence_standards.translation import gettext as _

NAME = "competence-standards-publisher"
WHEELS = "wheels"
"""The folder of a project with the wheel of the program."""
_PACKAGED = Path(__file__).parents[1] / "requirements.txt"
_LOCK = _PACKAGED if _PACKAGED.is_file() else Path(__file__).parents[3] / "requirements.txt"
"""In an installed package the locked dependencies are inside it, and in a checkout at the top."""
_WHEEL = re.compile(r"competence_standards_publisher-[\w.]+-py3-none-any\.whl")
_HASH = re.compile(r"sha256=([0-9a-f]{64})")
_ENTRY = re.compile(r"(?m)^(?=[a-z0-9])")
_VIA = re.compile(r"#(?: via)? +([^\n]+)")
_COMMENT = re.compile(r"(?m)^ +#.*\n")
_TO_BUILD = f"{NAME} (pyproject.toml:build)"


@dataclass(frozen=True)
class Program:
    """Where a project gets the program from."""

    requirement: str
    """Its line in ``requirements.txt``, with its hash."""
    file: str = ""
    """The name of the wheel in the project's folder of wheels. Empty if the wheel is fetched from an address."""
    content: bytes = b""
    """The content of that wheel."""


def program(wheel: str | None) -> Program:
    """Return where a new project gets the program from.

    Args:
        wheel: A wheel's path, or its address with ``#sha256=`` and its hash. None for the wheel that the running
            program was installed from.

    Raises:
        Refused: if there is no such wheel, or if the address lacks the hash.
    """
    if wheel is None:
        wheel = _installed_from()
    address = urlsplit(wheel)
    name = Path(address.path if "://" in wheel else wheel).name
    if not _WHEEL.fullmatch(name):
        raise Refused(
            _("{wheel} is not a wheel of this program.", wheel=shown(wheel)),
            _("Its name starts with {begin} and ends with {end}.", begin="competence_standards_publisher-", end=".whl"),
        )
    if "://" in wheel:
        found = _HASH.fullmatch(address.fragment)
        if address.scheme != "https" or not found:
            raise Refused(
                _("The address of the wheel needs https:// and a hash."),
                _("Write {example} at its end.", example="#sha256=…"),
            )
        return Program(f"{NAME} @ {address._replace(fragment='').geturl()} \\\n    --hash=sha256:{found[1]}\n")
    try:
        content = Path(wheel).read_bytes()
    except OSError as error:
        raise Refused(_("{file} cannot be read: {reason}.", file=wheel, reason=error.strerror)) from None
    digest = hashlib.sha256(content).hexdigest()
    return Program(f"./{WHEELS}/{name} \\\n    --hash=sha256:{digest}\n", name, content)


def dependencies() -> str:
    """Return the locked dependencies of the program, without those that only build a wheel of it."""
    __, *entries = _ENTRY.split(_LOCK.read_text("utf-8"))
    needed_by = {entry.partition("==")[0]: {one.strip() for one in _VIA.findall(entry)} for entry in entries}
    left_out = {_TO_BUILD}
    while more := {name for name, by in needed_by.items() if by <= left_out} - left_out:
        left_out |= more
    kept = [entry for entry in entries if entry.partition("==")[0] not in left_out]
    # The comments say what needs a package, and some of them name those that are left out.
    return _COMMENT.sub("", "".join(kept))


def _installed_from() -> str:
    """Return the path or address of the wheel that pip installed this program from, as pip noted it (PEP 610)."""
    try:
        noted = json.loads(distribution(NAME).read_text("direct_url.json") or "{}")
    except PackageNotFoundError:
        noted = {}
    address = str(noted.get("url", ""))
    digest = noted.get("archive_info", {}).get("hashes", {}).get("sha256", "")
    if digest and address.startswith("https://"):
        return f"{address}#sha256={digest}"
    path = Path(url2pathname(urlsplit(address).path))
    if address.startswith("file://") and path.is_file():
        if digest and hashlib.sha256(path.read_bytes()).hexdigest() == digest:
            return str(path)
        reason = _("{file} is not the wheel that this program was installed from.", file=path)
    else:
        reason = _("The wheel that this program was installed from is not known.")
    raise Refused(reason, _("Name it with --wheel, so that the new project can install the program too."))
