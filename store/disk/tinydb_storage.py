"""A TinyDB storage that replaces its file atomically, one document a line.

It writes plain JSON that stock `TinyDB(path)` opens, and reads files written by stock TinyDB.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from tinydb.storages import Storage

from store.disk.files import open_inside, write_inside
from store.disk.json_reader import parse, parse_beginning

Tables = dict[str, dict[str, Any]]


class AtomicJSONStorage(Storage):
    """Stores all tables in the JSON file at `path`. Raises OSError, and ValueError for a file that is not TinyDB's."""

    def __init__(self, path: str | Path) -> None:
        self._path = Path(path)

    def read(self) -> Tables | None:
        """All tables; None if the file is missing or empty."""
        try:
            with self._open() as file:
                data = file.read()
        except FileNotFoundError:
            return None
        if not data.strip():
            return None
        tables = parse(data)
        if not isinstance(tables, dict) or not all(isinstance(rows, dict) for rows in tables.values()):
            raise ValueError("not a TinyDB file")
        return tables

    def documents(self) -> Iterator[tuple[str, str, Any]]:
        """Yield table, number and document of a file this class wrote, one at a time to save memory.

        Raises ValueError if the file has another layout, or is damaged.
        """
        with self._open("ascii", "\n") as file:
            table, opening = None, "{"
            for line in file:
                if table is None:
                    if not line.startswith(opening) or not line.endswith(" {\n"):
                        raise ValueError("not one document a line")
                    table, opening = parse(line[len(opening) : -4]), ""
                elif line == "},\n":
                    table = None
                elif line == "}}\n":
                    if file.read(1):
                        raise ValueError("something after the end")
                    return
                else:
                    number, end = parse_beginning(line)
                    document, end = parse_beginning(line, end + 2)
                    if line[end:] not in ("\n", ",\n"):
                        raise ValueError("not one document a line")
                    yield table, number, document
        raise ValueError("cut short")

    def write(self, data: Mapping[str, Mapping[Any, Any]]) -> None:
        """Replace the file with `data`. Encodes one document at a time, so that other threads can run."""
        write_inside(self._path.parent, self._path, encode(data))

    def _open(self, encoding: str = "utf-8", newline: str | None = None) -> IO[str]:
        """Open the file as one of its data folder. Raises OSError."""
        return os.fdopen(open_inside(self._path.parent, self._path, os.O_RDONLY), encoding=encoding, newline=newline)


def encode(data: Mapping[str, Mapping[Any, Any]]) -> Iterator[bytes]:
    """`data` as JSON, one document a line, all in ASCII: readable in any locale, and harmless in a terminal."""
    opening = "{"
    for table, rows in data.items():
        yield f"{opening}{json.dumps(table)}: {{".encode()
        opening = ",\n"
        comma = "\n"
        for number, row in rows.items():
            yield f"{comma}{json.dumps(str(number))}: {json.dumps(row)}".encode()
            comma = ",\n"
        yield b"\n}"
    yield b"}\n" if data else b"{}\n"
