"""What is measured, and what it should be."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One line of the table."""

    what: str
    measured: float
    reach: float
    unit: str
    at_least: bool = False
    """Whether the reach is the least that will do; otherwise it is the most."""

    @property
    def missed(self) -> bool:
        """Whether it is not what it should be."""
        return self.measured < self.reach if self.at_least else self.measured > self.reach

    def __str__(self) -> str:
        digits = 0 if self.unit in ("MB", "ms") else 2
        measured, reach = (f"{number:.{digits}f} {self.unit}" for number in (self.measured, self.reach))
        return f"{self.what:<66}{measured:>9}{reach:>11}   {'MISSED' if self.missed else 'ok'}"
