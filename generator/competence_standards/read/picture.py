"""Read the size of a picture from its first bytes. Nothing else is decoded."""

import re
from collections.abc import Callable, Collection, Mapping
from typing import TypeAlias

Size: TypeAlias = "tuple[int, int] | None"
_PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
_MARKER = re.compile(rb"\xff([^\xff\0])", re.DOTALL)
"""The start of a part of a JPEG picture. Browsers skip other bytes before it."""
_JPEG_SIZE = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xCC}
"""The markers of the parts with the size."""
_JPEG_WITHOUT_LENGTH = frozenset({0x01, *range(0xD0, 0xD9)})
_JPEG_CONTENT = 0xDA
"""The marker of the pixels. The size comes before them."""
_MOST_PARTS = 10_000
"""Maximum parts to search. A JPEG picture has up to a few hundred before its pixels."""


def _little(data: bytes, at: int, count: int) -> int:
    return int.from_bytes(data[at : at + count], "little")


def _big(data: bytes, at: int, count: int) -> int:
    return int.from_bytes(data[at : at + count], "big")


_WEBP: Mapping[bytes, Callable[[bytes], tuple[int, int]]] = {
    b"VP8X": lambda data: (_little(data, 24, 3) + 1, _little(data, 27, 3) + 1),
    b"VP8L": lambda data: ((_little(data, 21, 4) & 0x3FFF) + 1, (_little(data, 21, 4) >> 14 & 0x3FFF) + 1),
    b"VP8 ": lambda data: (_little(data, 26, 2) & 0x3FFF, _little(data, 28, 2) & 0x3FFF),
}


def _size_of_png(data: bytes) -> Size:
    return (_big(data, 16, 4), _big(data, 20, 4)) if data.startswith(_PNG) and len(data) >= 24 else None


def _size_of_webp(data: bytes) -> Size:
    is_webp = data.startswith(b"RIFF") and data[8:12] == b"WEBP" and len(data) >= 30
    size = _WEBP.get(data[12:16]) if is_webp else None
    return size(data) if size else None


def _size_of_jpeg(data: bytes) -> Size:
    at = 0 if data.startswith(b"\xff\xd8\xff") else len(data)
    for _ in range(_MOST_PARTS):
        if (found := _MARKER.search(data, at)) is None:
            return None
        marker, at = found[1][0], found.end()
        if marker == _JPEG_CONTENT:
            return None
        if marker in _JPEG_SIZE:
            return (_big(data, at + 5, 2), _big(data, at + 3, 2)) if len(data) >= at + 7 else None
        if marker not in _JPEG_WITHOUT_LENGTH:
            at += max(2, _big(data, at, 2))
    return None


def _size_of_gif(data: bytes) -> Size:
    if not data.startswith((b"GIF87a", b"GIF89a")):
        return None
    try:
        at = 13 + _colours(data[10])
        while data[at] == ord("!"):
            # Each part of an extension starts with its length. An empty part ends the extension.
            at += 2
            while length := data[at]:
                at += length + 1
            at += 1
        if data[at] != ord(","):
            return None
    except IndexError:
        return None
    # A browser allocates the first picture's size if that is larger than the size in the header.
    width, height = (_little(data, at + 1 + x, 2) + _little(data, at + 5 + x, 2) for x in (0, 2))
    return max(width, _little(data, 6, 2)), max(height, _little(data, 8, 2))


def _colours(flags: int) -> int:
    """Return the length in bytes of the colour table that follows."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


_SIZES: Mapping[str, Callable[[bytes], Size]] = {
    "png": _size_of_png,
    "webp": _size_of_webp,
    "jpeg": _size_of_jpeg,
    "gif": _size_of_gif,
}


def picture_size(data: bytes, kinds: Collection[str] = ("png", "webp", "jpeg", "gif")) -> Size:
    """Return the width and height of a picture in pixels, or None for other kinds of file.

    Args:
        data: The content of the file.
        kinds: The kinds of pictures: ``png``, ``webp``, ``jpeg`` or ``gif``.
    """
    return next((size for kind in kinds if (size := _SIZES[kind](data))), None)
