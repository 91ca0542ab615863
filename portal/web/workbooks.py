"""Tables as workbooks (.xlsx): the one place that knows the library.

Text stays text: every cell says so itself, whatever its first sign is, and keeps saying so when somebody edits it, so
that no name is ever calculated (threats: formula injection). Nothing is made a link.
"""

from collections.abc import Iterable, Sequence
from io import BytesIO

from xlsxwriter import Workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WIDEST = 60  # letters
_A4 = 9  # as the format numbers papers


def workbook(sheet: str, heads: Sequence[str], rows: Iterable[Sequence[object]], *, title: str) -> BytesIO:
    """One sheet with the table, ready to be sent and to be printed on A4. Whole numbers are numbers."""
    file = BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"title": f"{title} {sheet}"})
        page = book.add_worksheet(sheet)
        words = book.add_format({"num_format": "@", "quote_prefix": True, "text_wrap": True, "valign": "top"})
        count, strong = book.add_format({"valign": "top"}), book.add_format({"bold": True})
        widths = [len(head) for head in heads]
        for column, head in enumerate(heads):
            page.write_string(0, column, head, strong)
        for line, cells in enumerate(rows, start=1):
            for column, cell in enumerate(cells):
                if isinstance(cell, int):
                    page.write_number(line, column, cell, count)
                else:
                    page.write_string(line, column, str(cell), words)
                widths[column] = max(widths[column], *map(len, str(cell).split("\n")))
        for column, width in enumerate(widths):
            page.set_column(column, column, min(width, _WIDEST) + 2)
        page.freeze_panes(1, 0)
        page.repeat_rows(0)
        page.set_landscape()
        page.set_paper(_A4)
        page.fit_to_pages(1, 0)
    file.seek(0)
    return file
