"""The mistakes of authors in ``tests/mistakes``, each laid over a good example suite."""

import shutil
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parents[1]
MISTAKES = sorted((HERE / "mistakes").glob("*.yml"))


def make(path: Path, folder: Path) -> dict[str, Any]:
    """Copy the example suite of a mistake into a new folder, make the mistake there, and return what the file says."""
    mistake: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    suite = HERE / mistake.get("over", "suite")
    shutil.copytree(suite, folder)
    texts: dict[str, str] = dict(mistake.get("add", {}))
    for change in mistake.get("changes", []):
        name = change["in"]
        text = texts.get(name) or (suite / name).read_text(encoding="utf-8")
        assert text.count(change["from"]) == 1, f"{path.name}: {change['from']!r} must stand once in {name}"
        texts[name] = text.replace(change["from"], change["to"])
    for name, text in texts.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(text.encode(mistake.get("encoding", "utf-8")))
    for name in mistake.get("remove", []):
        (folder / name).unlink()
    return mistake
