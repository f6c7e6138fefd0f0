"""A suite gives the site its colours, font and logo, and no colour in which text would be hard to read."""

import json
import re
import struct
import zlib
from pathlib import Path

import pytest

from competence_standards.build import load
from competence_standards.colours import LEAST, SCHEMES, contrast_of, nearest
from competence_standards.model import Logo, Look
from competence_standards.problem import Invalid
from competence_standards.publish.assets import PACKAGE, own_assets
from competence_standards.publish.offline import BRAND, manifest
from competence_standards.publish.styles import joined, styles_of
from competence_standards.read import picture_size
from tests.conftest import ROOT, build_site

SMALL = ROOT / "tests/suite"
LIGHT, DARK = SCHEMES
LINES = 'brand: "#8a1c4f"\nbrand_dark: "#f5a9c8"\nfont: Georgia, Liberation Serif, serif\nlogo: logo.png\n'


def png(width: int, height: int) -> bytes:
    """Return a white picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + b"\xff" * width * 3) * height
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def folder(tmp_path: Path, lines: str, logo: bytes | None = None) -> Path:
    """Return the small suite with some lines more in its own file, and with a logo."""
    for path in SMALL.glob("*.yml"):
        (tmp_path / path.name).write_text(path.read_text("utf-8"), "utf-8")
    own = tmp_path / "suite.yml"
    own.write_text(f"{own.read_text('utf-8')}\n{lines}", "utf-8")
    if logo is not None:
        (tmp_path / "logo.png").write_bytes(logo)
    return tmp_path


def said(tmp_path: Path, lines: str, logo: bytes | None = None) -> str:
    with pytest.raises(Invalid) as invalid:
        load(folder(tmp_path, lines, logo))
    return str(invalid.value)


def test_a_suite_may_have_a_look_of_its_own(tmp_path: Path) -> None:
    picture = png(232, 64)
    suite, _ = load(folder(tmp_path, LINES, picture))

    assert load(SMALL)[0].look == Look()
    assert suite.look == Look(
        "#8a1c4f", "#f5a9c8", "Georgia, Liberation Serif, serif", Logo("logo.png", 232, 64, picture)
    )
    own = ":root{--brand:#8a1c4f;--brand-dark:#f5a9c8;--font:Georgia,Liberation Serif,serif}"
    assert joined(PACKAGE, styles_of(suite))["site.css"].endswith(own)
    assets = own_assets(suite)
    app = json.loads(manifest(suite, assets))
    assert app["theme_color"] == "#8a1c4f"
    logo = {"src": f"{assets.base}/logo.png", "sizes": "232x64", "type": "image/png", "purpose": "any"}
    assert app["icons"][0] == logo
    assert assets.files[logo["src"]] == picture
    tokens = (PACKAGE / "web/styles/tokens.css").read_text("utf-8")
    assert f"--brand: {BRAND};" in tokens


def test_the_logo_is_on_every_page_in_the_place_of_our_mark(tmp_path: Path) -> None:
    standards = tmp_path / "standards"
    standards.mkdir()
    site = build_site(tmp_path / "site", folder(standards, LINES, png(232, 64)), strict=False)

    page = (site / "serve-tea/index.html").read_text("utf-8")
    address, size = re.findall(r'<img src="\.\./([^"]+)" alt="" (width="\d+" height="\d+")>', page)[0]
    assert size == 'width="116" height="32"'
    assert (site / address).read_bytes() == png(232, 64)
    assert "bar__logo" not in page
    assert address in (site / "service-worker.js").read_text("utf-8")


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: scheme.name)
def test_the_colours_that_we_have_and_the_nearest_ones_pass(scheme: object) -> None:
    assert scheme in SCHEMES
    index = SCHEMES.index(scheme)
    ours = re.findall(r"--brand(?:-dark)?: (#[0-9a-f]{6});", (PACKAGE / "web/styles/tokens.css").read_text("utf-8"))
    assert contrast_of(ours[index], SCHEMES[index]) >= LEAST
    for colour in ("#ffff00", "#e88ab0", "#000000", "#ffffff", "#0000ff", "#777777", "#00ff00", "#330000"):
        if contrast_of(colour, SCHEMES[index]) < LEAST:
            found = nearest(colour, SCHEMES[index])
            assert LEAST <= contrast_of(found, SCHEMES[index]) < LEAST + 0.1, (colour, found)


def test_contrast_is_what_wcag_defines() -> None:
    """The figures are those of the contrast checker of WebAIM, for the page itself and for the washed ground."""
    assert contrast_of("#767676", LIGHT._replace(wash=0)) == pytest.approx(4.54, abs=0.005)
    assert contrast_of("#767676", LIGHT) < LEAST
    assert contrast_of("#ffffff", DARK._replace(paper="#000000", wash=0)) == pytest.approx(21)


def test_the_grounds_of_the_check_are_those_of_the_style_sheet() -> None:
    tokens = (PACKAGE / "web/styles/tokens.css").read_text("utf-8")
    wash = re.findall(r"--wash: light-dark\((.*)\);", tokens)
    light, dark = (scheme.wash * 100 for scheme in SCHEMES)

    mix = "color-mix(in oklab, var(--{}) {:g}%, {})"
    assert wash == [f"{mix.format('brand', light, '#fff')}, {mix.format('brand-dark', dark, DARK.paper)}"]


@pytest.mark.parametrize(
    ("logo", "words"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "is not a PNG or WebP picture"),
        (b"", "is not a PNG or WebP picture"),
        (png(100, 20), "is 100 pixels wide and 20 pixels high"),
        (png(1000, 64), "is 1,000 pixels wide and 64 pixels high"),
        (png(3000, 3000), "Its width times its height can be up to 4,000,000"),
        (png(64, 64) + b"\0" * 100_000, "The limit is 100,000"),
    ],
    ids=["svg", "empty", "low", "wide", "large", "heavy"],
)
def test_a_logo_that_cannot_be_shown_is_refused(tmp_path: Path, logo: bytes, words: str) -> None:
    assert words in said(tmp_path, "logo: logo.png", logo)


def test_a_logo_from_outside_the_folder_is_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(png(64, 64))
    own = tmp_path / "standards"
    own.mkdir()
    (own / "logo.png").symlink_to(secret)

    assert "The file is a link to a place outside standards." in said(own, "logo: logo.png")


@pytest.mark.parametrize(
    ("head", "size"),
    [
        (b"RIFF\0\0\0\0WEBPVP8X" + bytes(8) + b"\x73\0\0\x1f\0\0", (116, 32)),
        (b"RIFF\0\0\0\0WEBPVP8L" + bytes(4) + b"\x2f" + (115 | 31 << 14).to_bytes(4, "little") + bytes(5), (116, 32)),
        (b"RIFF\0\0\0\0WEBPVP8 " + bytes(4) + bytes(3) + b"\x9d\x01\x2a" + b"\x74\0\x20\0", (116, 32)),
        (b"RIFF\0\0\0\0WAVEfmt " + bytes(20), None),
    ],
)
def test_the_size_of_a_picture_is_read_from_its_first_bytes(head: bytes, size: tuple[int, int] | None) -> None:
    assert picture_size(head) == size
