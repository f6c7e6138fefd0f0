"""Build the site into a folder, as ``mkdocs build --strict`` does."""

from pathlib import Path

from mkdocs.__main__ import cli


def build_site(config: Path, into: Path | None) -> int:
    """Build the site, and log problems.

    Args:
        config: The path of ``mkdocs.yml``.
        into: The folder of the site. None for the one in ``mkdocs.yml``.

    Returns:
        The exit status, 0 for success.
    """
    where = ["--site-dir", str(into)] if into else []
    try:
        cli.main(
            ["build", "--quiet", "--strict", "--config-file", str(config), *where],
            prog_name="standards",
        )
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else 1
