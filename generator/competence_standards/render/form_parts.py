"""A sheet in; out what the templates of forms must know besides it, such as what its parts are called."""

from functools import partial

from competence_standards.forms import CANDIDATE, AnyPart, Column, Table, asked, fill, sign
from competence_standards.model import Suite, Words

SCRIPT = "forms/scripts/start.js"
STYLES = ("forms.css",)


class How:
    """What the templates of forms must know besides the sheet."""

    candidate, sign = CANDIDATE, staticmethod(sign)

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
        return f"share-{self.thousandths(column)}"

    def thousandths(self, column: Column) -> int:
        """How wide a column is, of the table's width."""
        return max(20, round(column.width / self._total * 200) * 5)


def column_widths(suite: Suite) -> str:
    """Return a rule for each width that a column of the suite's forms has."""
    found = set()
    for form in suite.forms:
        standard = suite.standards[0] if form.per == "standard" else None
        for part in fill(form, suite, standard).parts:
            if isinstance(part, Table):
                shares = Shares(part)
                found |= {shares.thousandths(column) for column in part.columns}
    return "".join(f".share-{share} {{ width: {share / 10:g}% }}" for share in sorted(found))
