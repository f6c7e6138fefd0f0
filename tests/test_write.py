"""A document is written whole or not at all, and never through a link."""

import os
import stat
from pathlib import Path

import pytest

from competence_standards.write import write


def test_an_unfinished_file_has_a_name_that_nobody_can_foresee(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names: list[str] = []

    def replace(self: Path, _: Path) -> None:
        names.append(self.name)

    monkeypatch.setattr(Path, "replace", replace)
    for _ in range(2):
        write(tmp_path, "a.pdf", b"content")

    assert len(set(names)) == 2
    assert all(name.startswith(".a.pdf.") and str(os.getpid()) != name.rpartition(".")[2] for name in names)
    assert list(tmp_path.iterdir()) == []


def test_a_link_with_the_name_of_the_unfinished_file_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other.txt"
    other.write_text("stays", "utf-8")
    monkeypatch.setattr("secrets.token_hex", lambda _: "guessed")
    (tmp_path / ".a.pdf.guessed").symlink_to(other)

    with pytest.raises(FileExistsError):
        write(tmp_path, "a.pdf", b"content")

    assert other.read_text("utf-8") == "stays"
    assert not (tmp_path / "a.pdf").exists()


def test_a_link_two_folders_down_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "out/a").mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out/a/b").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(OSError, match="b is a link to another folder"):
        write(tmp_path / "out", "a/b/c.pdf", b"content")

    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_file_has_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "any").write_bytes(b"content")

    write(tmp_path, "a.pdf", b"content")

    assert stat.S_IMODE((tmp_path / "a.pdf").stat().st_mode) == stat.S_IMODE((tmp_path / "any").stat().st_mode)
