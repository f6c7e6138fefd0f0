"""The sentences of the script that shows errors on the pages of a preview, in the language in use."""

from collections.abc import Mapping

from competence_standards.translation import gettext as _


def words() -> Mapping[str, str]:
    """Return each sentence by its name in ``preview.js``, which fills in what stands between braces."""
    return {
        "bar": _("Preview"),
        "list": _("What is wrong"),
        "status": _("Preview: {summary}.", summary="{summary}"),
        "note": _("Note"),
        "aNote": _("Note: {message}", message="{message}"),
        "anError": _("Error: {message}", message="{message}"),
        "toItem": _("Go to {item}", item="{item}"),
        "toPage": _("Go to the page"),
        "lastPages": _("Fix the errors to update the pages. Until then, you see the last pages without errors."),
        "noPages": _("Fix the errors to see the pages."),
        "stopped": _("The preview has stopped"),
        "stoppedStatus": _("Preview: it has stopped."),
        "startAgain": _("Run make serve again. This page then reloads."),
    }
