"""Our own assets lie below a folder named by all their contents, so that no page meets those of another version."""

import gzip
import posixpath
import re
from pathlib import Path

import pytest

from competence_standards.publish.assets import own_assets, published, sources
from competence_standards.publish.scripts import ScriptError
from tests.support import real


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A package with scripts, and with a component that has a sheet."""
    (tmp_path / "forms/scripts").mkdir(parents=True)
    (tmp_path / "forms/scripts/end.js").write_text("end();", "utf-8")
    (tmp_path / "forms/scripts/start.js").write_text("start();", "utf-8")
    (tmp_path / "forms/templates/macros").mkdir(parents=True)
    (tmp_path / "forms/templates/macros/form.css").write_text("p { color: red }", "utf-8")
    return tmp_path


def test_the_address_of_an_asset_holds_the_digest_of_all(folder: Path) -> None:
    assets = own_assets(package=folder)

    assert re.fullmatch("assets/[0-9a-f]{10}", assets.base)
    assert assets.files == {
        f"{assets.base}/forms.css": b"p{color:red}",
        f"{assets.base}/forms/scripts/end.js": b"end();",
        f"{assets.base}/forms/scripts/start.js": b"start();",
    }
    assert own_assets(package=folder) == assets


@pytest.mark.parametrize("change", ["content", "name", "new file", "moved letters", "component"])
def test_any_change_of_any_asset_gives_all_of_them_new_addresses(folder: Path, change: str) -> None:
    before = own_assets(package=folder)

    if change == "content":
        (folder / "forms/scripts/start.js").write_text("begin();", "utf-8")
    elif change == "name":
        (folder / "forms/scripts/end.js").rename(folder / "forms/scripts/last.js")
    elif change == "component":
        (folder / "forms/templates/macros/form.css").write_text("p { color: blue }", "utf-8")
    elif change == "new file":
        (folder / "forms/scripts/empty.js").touch()
    else:
        (folder / "forms/scripts/end.js").write_text("end();start();", "utf-8")
        (folder / "forms/scripts/start.js").write_text("", "utf-8")

    assert own_assets(package=folder).base != before.base


def test_the_site_holds_every_asset_there_and_nowhere_else(site: Path) -> None:
    assets = real.assets()
    served = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}

    assert set(assets.files) <= served
    for address, content in assets.files.items():
        assert (site / address).read_bytes() == content
    of_material = ("assets/javascripts/", "assets/stylesheets/", "assets/images/")
    assert [
        name for name in served if name.startswith("assets/") and not name.startswith((f"{assets.base}/", *of_material))
    ] == []


def test_every_page_asks_for_our_assets_by_that_address_alone(site: Path) -> None:
    base = real.assets().base
    for page in site.rglob("*.html"):
        asked = re.findall(r'(?:href|src)="[^"]*?(assets/[^"]+)"', page.read_text("utf-8"))
        ours = [address for address in asked if not re.match(r"assets/(javascripts|stylesheets)/", address)]
        assert ours, page
        assert [
            address for address in ours if not (address.startswith(f"{base}/") and (site / address).is_file())
        ] == []


def fetched(script: str) -> set[str]:
    """A module and all that it imports, by their paths below our assets."""
    found: set[str] = set()
    waiting = {script}
    while waiting:
        name = waiting.pop()
        found.add(name)
        imported = re.findall(rb'(?:from|^import|;import) ?"(\.\.?/[^"]+)"', published(sources()[name]))
        folder = posixpath.dirname(name)
        waiting |= {posixpath.normpath(posixpath.join(folder, path.decode())) for path in imported} - found
    return found


@pytest.mark.parametrize(
    "script",
    [
        "self_assessment/scripts/pages/checklist.js",
        "self_assessment/scripts/pages/my-progress.js",
        "forms/scripts/one-form.js",
    ],
)
def test_all_our_scripts_of_a_page_together_are_light_enough_for_a_phone(script: str) -> None:
    everywhere = fetched("web/scripts/site.js") | {"web/scripts/boot.js"}
    names = everywhere | fetched(script)

    assert len(names) > 15
    assert sum(map(weight, names)) < 31 * 1024


def test_the_service_worker_which_a_browser_fetches_when_a_page_is_complete_is_light() -> None:
    assert "web/scripts/worker.js" not in fetched("web/scripts/site.js")
    assert weight("web/scripts/worker.js") < 2 * 1024


def weight(name: str) -> int:
    """Return the size of a script as a server sends it, in bytes."""
    return len(gzip.compress(published(sources()[name]), mtime=0))


def test_a_script_is_published_without_its_comments_and_otherwise_as_it_is(tmp_path: Path) -> None:
    script = tmp_path / "a.js"
    script.write_text(
        "/* No. */\nconst a = `b // c ${ d ? `, last ${ d }` : 1 }`; // no\nconst d = /\\/*'/.test(a) ? 1 : a - --b;\n",
        "utf-8",
    )

    assert published(script) == b"const a=`b // c ${d?`, last ${d}`:1}`;const d=/\\/*'/.test(a)?1:a- --b;"


def test_a_comma_at_the_end_of_a_list_is_not_published_unless_it_is_a_gap(tmp_path: Path) -> None:
    script = tmp_path / "a.js"
    script.write_text("f(1, [2, 3,], [4,,], [,], { a: 5, }, ({ b, }, c,) => `,)`);\n", "utf-8")

    assert published(script) == b"f(1,[2,3],[4,,],[,],{a:5},({b},c)=>`,)`);"


def test_a_script_that_is_not_valid_is_refused_with_its_line(tmp_path: Path) -> None:
    script = tmp_path / "a.js"
    script.write_text("let a = 1;\n\nlet b = = 2;\n", "utf-8")

    with pytest.raises(ScriptError, match=re.escape("a.js:3: This is not valid JavaScript.")):
        published(script)
