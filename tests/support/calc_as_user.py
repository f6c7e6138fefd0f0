"""Type into workbooks as a person does, with LibreOffice. Run it with a Python that has LibreOffice's module ``uno``.

It reads a JSON list from standard input, with an entry for each workbook: the file, the folder to save it in, and what
is typed, as lists of page, cell and text. It saves each workbook as a workbook and as a PDF.
"""

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import uno

_TRIES, _PAUSE = 300, 0.1


def main(office: str, profile: str) -> None:
    """Type everything, in one run of LibreOffice."""
    pipe = f"pipe,name=p{Path(profile).name}-{time.monotonic_ns()};urp;"
    options = [f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--norestore", f"--accept={pipe}"]
    with subprocess.Popen([office, *options], stderr=subprocess.DEVNULL) as process:
        context = _connected(f"uno:{pipe}StarOffice.ComponentContext")
        desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        dispatcher = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
        for source, folder, typed in json.load(sys.stdin):
            _type(desktop, dispatcher, Path(source), Path(folder), typed)
        try:
            desktop.terminate()
        finally:
            process.wait(timeout=60)


def _connected(address: str) -> Any:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(_TRIES):
        try:
            return resolver.resolve(address)
        except Exception:  # noqa: BLE001 - the exception is made by LibreOffice as the program runs
            time.sleep(_PAUSE)
    raise TimeoutError("LibreOffice does not answer.")


def _type(desktop: Any, dispatcher: Any, source: Path, folder: Path, typed: list[list[str]]) -> None:
    document = desktop.loadComponentFromURL(source.as_uri(), "_blank", 0, (_option("Hidden", True),))
    frame = document.CurrentController.Frame
    for page, cell, text in typed:
        document.CurrentController.setActiveSheet(document.Sheets.getByName(page))
        dispatcher.executeDispatch(frame, ".uno:GoToCell", "", 0, (_option("ToPoint", cell),))
        dispatcher.executeDispatch(frame, ".uno:EnterString", "", 0, (_option("StringName", text),))
    for ending, name in ((".xlsx", "Calc MS Excel 2007 XML"), (".pdf", "calc_pdf_Export")):
        document.storeToURL((folder / f"{source.stem}{ending}").as_uri(), (_option("FilterName", name),))
    document.close(True)


def _option(name: str, value: object) -> Any:
    option = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    option.Name, option.Value = name, value
    return option


if __name__ == "__main__":
    main(*sys.argv[1:])
