"""Escapes table cells for spreadsheets: text stays text, whatever it begins with.

A spreadsheet executes a cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return as a formula (OWASP, "CSV
Injection"), some also after blanks, or with the full-width forms of these characters. A leading apostrophe makes it
text. This is reversible: a cell that begins with apostrophes followed by such a character gets one more, and exactly
one is removed on reading.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

_BLANK = r"[\s\x00-\x20\x7f-\xa0\xad\u061c\u180e\u200b-\u200f\u2028-\u202f\u205f-\u206f\u3164\ufeff]"
_RUN = re.compile(rf"'*(?:[\t\r]|{_BLANK}*[=+\-@\uff1d\uff0b\uff0d\uff20\u2212\ufe62\ufe63\ufe66\ufe6b])")
"""Characters that may begin a formula: the signs, their full-width and small forms, and the minus sign U+2212."""

BOM = "\ufeff"


def disarm(text: str) -> str:
    """`text` as a cell that no spreadsheet executes."""
    return f"'{text}" if _RUN.match(text) else text


def rearm(cell: str) -> str:
    """The original text of a cell made by `disarm`."""
    return cell[1:] if cell.startswith("'") and _RUN.match(cell) else cell


def write_rows(rows: Iterable[Iterable[str]], *, tabs: bool = False) -> Iterator[str]:
    """The lines of a CSV (RFC 4180: commas, CRLF, `"` doubled) or tab-separated table, one a row, every cell disarmed.

    Every cell is quoted, so that a program set to take quoted cells as text keeps "007" and "1-2" unchanged.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter="\t" if tabs else ",", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for row in rows:
        writer.writerow([disarm(cell) for cell in row])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def read_rows(text: str, *, longest: int) -> Iterator[list[str]]:
    """The rows of a table written by `write_rows`, or by a spreadsheet: separated by commas, semicolons or tabs.

    Raises ValueError, with a short reason, if it is not a table or has a cell of more than `longest` characters.
    """
    text = text.removeprefix(BOM)
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    before = csv.field_size_limit(longest)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            yield [rearm(cell) for cell in row]
    except csv.Error as error:
        raise ValueError(f"not a table: {error}") from error
    finally:
        csv.field_size_limit(before)
