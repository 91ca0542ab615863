"""How many promises there are, by what one can choose: each number is what one gets by choosing it (Q4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from portal.domain.promises.rules import Kind
from portal.domain.promises.wanted import EVERYTHING, Wanted
from portal.domain.tickets.rules import Standing


class Cell(NamedTuple):
    """The tickets of one state, severity and standing."""

    state: str
    severity: int
    standing: int
    all: int
    late: int
    near: int  # due within the hour; late ones included
    nobodys: int
    closing: int  # by silence, soon
    nobodys_closing: int
    first_closing: datetime | None  # silence closes none of them earlier


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts above the queue. Those by state, severity and holder are of the kind that is wanted."""

    wanted: Wanted
    cells: tuple[Cell, ...]
    counted: tuple[tuple[str, int], ...] = ()  # by kind, see `kinds`

    @property
    def kinds(self) -> dict[str, int]:
        """How many of each kind that knows the choices made; EVERYTHING: of all of them together."""
        return dict(self.counted)

    @property
    def numbers(self) -> object:
        """All that it says, as plain values."""
        return tuple(cell[:-1] for cell in self.cells), self.counted

    def has(self, kind: str, until: datetime | None) -> bool:
        """There may be some of that kind that fall due by then; False: nobody needs to look for them."""
        if kind == Kind.CLOSING and until is not None:
            return any(cell.first_closing is not None and cell.first_closing <= until for cell in self._chosen())
        return kind not in self.kinds or self.kinds[kind] > 0

    def in_state(self, state: str) -> int:
        """Tickets of that state, with the other choices."""
        return sum(self._of(cell) for cell in self.cells if cell.state == state and self._has_severity(cell))

    def of_severity(self, severity: int) -> int:
        """Tickets of that severity, with the other choices."""
        return sum(self._of(cell) for cell in self.cells if cell.severity == severity and self._has_state(cell))

    @property
    def counts_clocks(self) -> bool:
        """First-response clocks are among what is wanted: late, near and the rest say something."""
        return self.wanted.kind in (EVERYTHING, Kind.TICKET)

    @property
    def late(self) -> int:
        """Whose promise is broken."""
        return sum(cell.late for cell in self._chosen()) if self.counts_clocks else 0

    @property
    def near(self) -> int:
        """Due within the hour, not late yet."""
        return 0 if self.wanted.breached else sum(cell.near - cell.late for cell in self._chosen())

    @property
    def later(self) -> int:
        """Their clock runs, and there is more than an hour."""
        return self._standing(Standing.RUNNING) - self.late - self.near

    @property
    def ours(self) -> int:
        """Answered, and our turn."""
        return self._standing(Standing.OURS)

    @property
    def waiting(self) -> int:
        """For somebody else."""
        return self._standing(Standing.WAITING)

    @property
    def nobodys(self) -> int:
        """Tickets that nobody has."""
        if self.counts_clocks:
            return sum(cell.nobodys for cell in self._chosen())
        return sum(cell.nobodys_closing for cell in self._chosen()) if self.wanted.kind == Kind.CLOSING else 0

    @property
    def closings(self) -> int:
        """Tickets that silence closes soon."""
        return sum(cell.closing for cell in self._chosen())

    @property
    def tickets(self) -> int:
        """All that the choices leave."""
        return sum(self._ticket(cell) for cell in self._chosen())

    def _standing(self, standing: Standing) -> int:
        return sum(self._ticket(cell) for cell in self._chosen() if cell.standing == standing)

    def _chosen(self) -> Sequence[Cell]:
        if not self.wanted.filters.state and self.wanted.filters.severity is None:
            return self.cells
        return [cell for cell in self.cells if self._has_state(cell) and self._has_severity(cell)]

    def _of(self, cell: Cell) -> int:
        if self.counts_clocks:
            return self._ticket(cell)
        return cell.closing if self.wanted.kind == Kind.CLOSING and not self.wanted.breached else 0

    def _ticket(self, cell: Cell) -> int:
        return cell.late if self.wanted.breached else cell.all

    def _has_state(self, cell: Cell) -> bool:
        return self.wanted.filters.state in ("", cell.state)

    def _has_severity(self, cell: Cell) -> bool:
        return self.wanted.filters.severity in (None, cell.severity)
