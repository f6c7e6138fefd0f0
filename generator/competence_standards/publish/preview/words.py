"""The sentences of the preview's script, in the current language."""

from collections.abc import Mapping

from competence_standards.translation import gettext as _


def words() -> Mapping[str, str]:
    """Return each sentence by its name in ``preview.js``, which replaces the names in braces."""
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
