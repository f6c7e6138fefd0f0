"""A sheet in; out what the templates of forms must know besides it, such as what its parts are called."""

from functools import partial

from generator.forms import CANDIDATE, SIGN, AnyPart, Column, Table, asked
from generator.model import Words

SCRIPT = "forms/start.js"
STYLES = ("forms.css",)


class How:
    """What the templates of forms must know besides the sheet."""

    candidate, sign = CANDIDATE, SIGN

    def __init__(self, words: Words) -> None:
        self.asked = partial(asked, words=words)

    @staticmethod
    def kind_of(part: AnyPart) -> str:
        """What a part is called: ``Table``."""
        return type(part).__name__

    @staticmethod
    def shares(table: Table) -> "Shares":
        """The widths of the columns of a table."""
        return Shares(table)


class Shares:
    """The width of each column of a table, as the name of a style: no page may say it itself."""

    def __init__(self, table: Table) -> None:
        counts = [len(column.boxes) or 1 for column in table.columns]
        self.columns = sum(counts)
        self._total = sum(column.width * count for column, count in zip(table.columns, counts, strict=True))

    def __call__(self, column: Column) -> str:
        """``share-125``: so many thousandths of the table's width, in fives."""
        return f"share-{max(20, round(column.width / self._total * 200) * 5)}"
