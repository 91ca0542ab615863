"""Tables as files that spreadsheets open: comma-separated, UTF-8 with its mark, and nothing in them that calculates.

A spreadsheet takes a cell that begins with = + - @ or a tab for a formula, and a name can be one (threats: CSV formula
injection). Such a cell begins with an apostrophe instead: it reads the same and does nothing. Without the mark at the
beginning some programs read Chinese as nonsense.
"""

import csv
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO

CSV = "text/csv"  # the answer adds the charset
_MARK = "\ufeff"
_CALCULATES = "=+-@\t\r\n|%＝＋－＠"  # those that a Chinese keyboard makes count as well


def harmless(cell: object) -> str:
    """The cell as text that no program takes for a formula."""
    words = str(cell)
    return f"'{words}" if words.lstrip(" \u00a0\u3000")[:1] in tuple(_CALCULATES) else words


def csv_file(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> BytesIO:
    """The table, ready to be sent."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([harmless(head) for head in heads])
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return BytesIO((_MARK + text.getvalue()).encode())
