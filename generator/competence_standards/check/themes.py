"""Check the themes of the suite."""

from collections.abc import Collection, Iterator, Mapping

from competence_standards.check.draft import Draft
from competence_standards.check.lists import given_twice
from competence_standards.check.schema import Examined
from competence_standards.model import Theme, themes
from competence_standards.problem import Problem, shown
from competence_standards.read import Folder
from competence_standards.translation import gettext as _


def themes_of(examined: Examined | None, folder: Folder) -> Mapping[str, Theme] | None:
    """Return the themes by id, in order, or None if their file has no usable theme."""
    found: dict[str, Theme] = {}
    for theme in themes(examined.accepted if examined else None):
        if theme.id:
            found.setdefault(theme.id, theme)
    return found if found or folder.lacks("themes") else None


def theme_problems(examined: Examined, drafts: Collection[Draft], *, is_sound: bool) -> Iterator[Problem]:
    """Yield every problem with the themes.

    Args:
        examined: The file of the themes.
        drafts: All standards.
        is_sound: Whether every standard was read and has its schema's shape. Otherwise a theme may be used there.
    """
    listed = themes(examined.accepted)
    yield from given_twice(examined.source, [((*theme.place, "id"), theme.id) for theme in listed])
    used = {theme for draft in drafts for item in draft.items for theme in item.themes}
    for theme in listed if is_sound else ():
        if theme.id and theme.id not in used:
            message = _("No item uses the theme {theme}.", theme=shown(theme.id))
            hint = _("Add it to themes of an item, or delete the theme.")
            yield examined.source.note((*theme.place, "id"), message, hint, cause="of-no-item")
