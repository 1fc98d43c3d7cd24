"""A user's TOML file, with faults reported by line and key."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from store.disk.files import open_named, why
from store.texts.escaping import plain

MAX_FILE_BYTES = 4 << 20
"""Larger than any file written by hand."""
_AT = re.compile(r" ?\(at (?:line (\d+), column \d+|end of document)\)")
_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?")
_KEY = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([\w-]+))\s*=""")


class FileError(Exception):
    """A fault in a file, in one line that begins with its name, line and key."""


class TomlFile:
    """The contents of a TOML file, with line numbers. `tables` is the parsed document."""

    def __init__(self, path: Path) -> None:
        """Read `path`. Raises FileError."""
        self.path = path
        try:
            with os.fdopen(open_named(path), "rb") as file:
                data = file.read(MAX_FILE_BYTES + 1)
            if len(data) > MAX_FILE_BYTES:
                raise FileError(f"{path}: larger than {MAX_FILE_BYTES >> 20} MB")
            self._text = data.decode("utf-8")
            self.tables: Mapping[str, Any] = tomllib.loads(self._text)
        except OSError as error:
            raise FileError(f"{path}: {why(error)}") from error
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            raise FileError(f"{path}:{line}: not UTF-8") from error
        except RecursionError as error:
            raise FileError(f"{path}: nested too deeply") from error
        except tomllib.TOMLDecodeError as error:
            raise self._syntax(str(error)) from error

    def fault(self, what: str, table: str = "", key: str = "", number: int = 0) -> FileError:
        """An error for a key, or for a table; `number` is its index among the tables of that name, from 0."""
        where = plain(".".join(part for part in (table, key) if part))
        return FileError(f"{self.path}:{self._line(table, key, number)}: {where + ': ' if where else ''}{plain(what)}")

    def check_keys(self, found: Mapping[str, Any], known: Collection[str], table: str, number: int = 0) -> None:
        """Raise FileError for an unknown key, so that a typo does not silently turn a rule off."""
        for key in found:
            if key not in known:
                raise self.fault(f"unknown; known are {', '.join(known)}", table, key, number)

    def _syntax(self, message: str) -> FileError:
        at = _AT.search(message)
        lines = self._text.split("\n")
        number = int(at[1]) if at and at[1] else len(lines)
        key = _KEY.match(lines[min(number, len(lines)) - 1])
        name = f" {plain(next(part for part in key.groups() if part is not None))}:" if key else ""
        return FileError(f"{self.path}:{number}:{name} {plain(_AT.sub('', message)).lower()}")

    def _line(self, table: str, key: str, number: int) -> int:
        """The line of a key in table `number` of a name; the line of the table if the key is not found."""
        current, seen, at_table = "", -1, 1
        for n, line in enumerate(self._text.split("\n"), 1):
            if header := _HEADER.fullmatch(line):
                current = header[2].replace('"', "").replace("'", "")
                seen += current == table
                at_table = n if current == table and seen == number else at_table
                if not table and current.partition(".")[0] == key:
                    return n
            elif current == table and (not table or seen == number) and key:
                found = _KEY.match(line)
                if found and key in found.groups():
                    return n
        return at_table
