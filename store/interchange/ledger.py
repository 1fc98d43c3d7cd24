"""Records what was imported into a data folder, so that importing a file again changes nothing.

That holds even after its notes change. `imported.log` has a line of sixteen hexadecimal digits for each imported state
of a note (`digest` of `store.interchange.incoming_notes`). It may be removed: a state that was imported and then edited
is offered as a conflict when it is imported again.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

from store.disk.files import open_inside, read_inside

FILE_NAME = "imported.log"
_DIGEST = re.compile(rb"^([0-9a-f]{16})$", re.MULTILINE)


class Ledger:
    """The states imported into the folder `home`, by their digests."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._path = home / FILE_NAME
        try:
            self._known = {found.decode() for found in _DIGEST.findall(read_inside(home, self._path))}
        except FileNotFoundError:
            self._known = set()

    @property
    def count(self) -> int:
        """The number of imported states."""
        return len(self._known)

    def __contains__(self, digest: str) -> bool:
        return digest in self._known

    def add(self, digests: Iterable[str]) -> None:
        """Record states that are stored now, all or none of them. Raises OSError."""
        fresh = [digest for digest in dict.fromkeys(digests) if digest not in self._known]
        if not fresh:
            return
        descriptor = open_inside(self._home, self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        try:
            # a leading newline, so that half a line left by a crash cannot spoil the first
            os.write(descriptor, ("\n" + "".join(f"{digest}\n" for digest in fresh)).encode())
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        self._known.update(fresh)
