"""Read the size of a PNG or WebP picture from its first bytes. Nothing else of a picture is decoded."""

from collections.abc import Callable, Mapping

_PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"


def _little(data: bytes, at: int, count: int) -> int:
    return int.from_bytes(data[at : at + count], "little")


_WEBP: Mapping[bytes, Callable[[bytes], tuple[int, int]]] = {
    b"VP8X": lambda data: (_little(data, 24, 3) + 1, _little(data, 27, 3) + 1),
    b"VP8L": lambda data: ((_little(data, 21, 4) & 0x3FFF) + 1, (_little(data, 21, 4) >> 14 & 0x3FFF) + 1),
    b"VP8 ": lambda data: (_little(data, 26, 2) & 0x3FFF, _little(data, 28, 2) & 0x3FFF),
}


def picture_size(data: bytes) -> tuple[int, int] | None:
    """Return the width and height of a picture in pixels; None for anything but a PNG or WebP picture."""
    if len(data) < 30:
        return None
    if data.startswith(_PNG):
        return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP" and (size := _WEBP.get(data[12:16])):
        return size(data)
    return None
