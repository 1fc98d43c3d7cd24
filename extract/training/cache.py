"""Caches parses between trainings: parsing takes nine tenths of the time and changes only with the parser."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Iterable
from pathlib import Path

from extract.parse.spacy_parser import Parse, Parser
from extract.types import Span


class CachedParser:
    """A parser with a cache in memory and, with `path`, in a file (a pickle, which must be trusted)."""

    def __init__(self, parser: Parser, path: Path | None = None) -> None:
        self.name = parser.name
        self._parser, self._path = parser, path
        self._parses: dict[str, bytes] = {}
        if path is not None and path.exists():
            self._parses = pickle.loads(path.read_bytes())

    def parse(self, text: str, spans: Iterable[Span]) -> list[Parse]:
        """See `Parser.parse`; returns a new copy each time, since the reader may change it."""
        wanted = list(spans)
        key = hashlib.sha256(f"{self.name}{wanted}{text}".encode()).hexdigest()
        if key not in self._parses:
            self._parses[key] = pickle.dumps(self._parser.parse(text, wanted), protocol=5)
        parses: list[Parse] = pickle.loads(self._parses[key])
        return parses

    def save(self) -> None:
        """Write the cache to its file, if there is one."""
        if self._path is not None:
            self._path.write_bytes(pickle.dumps(self._parses, protocol=5))
