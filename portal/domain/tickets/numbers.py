"""The numbers of tickets: short, counted by the database in the INSERT of the ticket itself (S43)."""

from typing import Any

from sqlalchemy import Integer
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

FIRST_NUMBER = 1001  # short, and not the first by its looks


class next_number(FunctionElement[int]):  # noqa: N801 - read as the function that it is in SQL
    """The next one, which nobody else gets. Gaps are fine; no ticket is ever deleted."""

    type = Integer()
    inherit_cache = True


@compiles(next_number, "postgresql")
def _counter(_element: next_number, _compiler: Any, **_: Any) -> str:
    """The counter of ticket_numbers: nobody waits for another's transaction."""
    return f"{FIRST_NUMBER - 1} + nextval(pg_get_serial_sequence('ticket_numbers', 'id'))"


@compiles(next_number, "sqlite")
def _one_more(_element: next_number, _compiler: Any, **_: Any) -> str:
    """Its only writer is alone."""
    return f"(SELECT coalesce(max(number), {FIRST_NUMBER - 1}) + 1 FROM tickets)"  # noqa: S608 - a number of ours
