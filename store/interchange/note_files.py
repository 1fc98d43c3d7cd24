"""Reads a file of notes: detects its format by content and reports faults in one line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NoReturn

from store.disk.boundary import check_readable
from store.disk.files import why
from store.interchange.incoming_notes import Batch

MAX_FILE_BYTES = 256 * 1024 * 1024
"""The longest file."""
KINDS = "Copydesk's JSON-LD, CSV or Markdown, a Web Annotation, or JSON of Hypothesis"


class ImportFileError(Exception):
    """The reason nothing can be imported from a file, in a few words."""


def read_text(path: Path) -> str:
    """The text of a file: UTF-8, or UTF-16 with a byte order mark. Raises ImportFileError."""
    try:
        check_readable(path)
        if not path.is_file():
            raise ImportFileError("not a file" if path.exists() else "No such file or directory")
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
    except (OSError, ValueError) as error:
        raise ImportFileError(why(error) if isinstance(error, OSError) else "not a file name") from error
    return decode(data)


def decode(data: bytes) -> str:
    """Decode bytes, up to `MAX_FILE_BYTES` of them. Raises ImportFileError."""
    if len(data) > MAX_FILE_BYTES:
        raise ImportFileError(f"longer than {MAX_FILE_BYTES // 2**20} MB")
    utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return data.decode("utf-16" if utf16 else "utf-8-sig")
    except ValueError as error:
        raise ImportFileError("not UTF-8; a spreadsheet saves that as “CSV UTF-8”") from error


def is_markdown(text: str) -> bool:
    """Whether a file is exported Markdown, which `store.export.markdown_import` reads, and neither JSON nor a table."""
    return "<!-- copydesk:" in text and text.lstrip()[:1] not in ("{", "[") and not _is_table(text)


def parse(text: str) -> Batch:
    """The notes in the text of a file that is not Markdown. Raises ImportFileError."""
    if text.lstrip()[:1] in ("{", "["):
        return _parse_json(text)
    from store.interchange.tables import from_table

    if not _is_table(text):
        raise ImportFileError(f"no notes: it is not {KINDS}")
    try:
        return from_table(text)
    except ValueError as error:
        raise ImportFileError(str(error)) from error


def _is_table(text: str) -> bool:
    from store.interchange.cells import read_rows
    from store.interchange.tables import is_table

    try:
        return is_table(next(read_rows(text.partition("\n")[0], longest=10_000), []))
    except ValueError:
        return False


def _parse_json(text: str) -> Batch:
    from store.interchange.hypothesis import from_hypothesis, is_hypothesis
    from store.interchange.jsonld import from_jsonld, is_jsonld

    try:
        document = json.loads(text, parse_constant=_no_number)
        if is_jsonld(document):
            return from_jsonld(document)
        if is_hypothesis(document):
            return from_hypothesis(document)
    except json.JSONDecodeError as error:
        raise ImportFileError(f"not JSON: {error.msg} in line {error.lineno}, column {error.colno}") from error
    except RecursionError as error:
        raise ImportFileError("nested too deep") from error
    except ValueError as error:
        raise ImportFileError(f"not JSON: {error}") from error
    raise ImportFileError(f"no notes: it is not {KINDS}")


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")
