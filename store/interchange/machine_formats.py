"""The machine formats for `copydesk export --format`, by name; each imports what it needs on use."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from store.export.source import ExportedArticle
    from store.interchange.references import Reference

Kind = Literal["quotes", "actors", "notes"]
Shape = Literal["csv", "excel", "tsv", "jsonl", "parquet"]
Many = Callable[[Iterable["ExportedArticle"]], Iterable[bytes]]


def _jsonld(sources: Iterable[ExportedArticle]) -> Iterator[bytes]:
    from store.interchange.jsonld import to_jsonld

    return (piece.encode() for piece in to_jsonld(sources))


def _table(kind: Kind, shape: Shape, sources: Iterable[ExportedArticle]) -> Iterator[bytes]:
    from store.interchange.cells import BOM
    from store.interchange.records import json_lines, parquet
    from store.interchange.tables import COLUMNS, records, table

    if shape == "parquet":
        yield from parquet(records(kind, sources), COLUMNS[kind])
        return
    if shape == "jsonl":
        yield from (line.encode("utf-8", "replace") for line in json_lines(records(kind, sources)))
        return
    if shape == "excel":
        yield BOM.encode()
    for line in table(kind, sources, tabs=shape == "tsv"):
        yield line.encode("utf-8", "replace")


def _bibliography(kind: Literal["csl_json", "bibtex", "ris"], sources: Iterable[ExportedArticle]) -> Iterator[bytes]:
    from store.interchange import bibliographies
    from store.interchange.references import reference

    write: Callable[[Iterable[Reference]], Iterator[str]] = getattr(bibliographies, kind)
    return (piece.encode("utf-8", "replace") for piece in write(map(reference, sources)))


_SHAPES: tuple[tuple[Shape, str, str], ...] = (
    ("csv", ".csv", "CSV (UTF-8, RFC 4180)"),
    ("excel", ".excel.csv", "CSV that Excel opens as it is"),
    ("tsv", ".tsv", "a table with tabs between cells"),
    ("jsonl", ".jsonl", "JSON Lines, typed"),
    ("parquet", ".parquet", "Parquet, for pandas and R (needs pyarrow)"),
)
_KINDS: tuple[Kind, ...] = ("quotes", "actors", "notes")

MACHINE: dict[str, tuple[str, str, Many]] = {
    "jsonld": (".jsonld", "notes as W3C Web Annotations, without a loss", _jsonld),
    **{
        f"{kind}-{shape}": (f".{kind}{suffix}", f"the {kind} as {what}", partial(_table, kind, shape))
        for kind in _KINDS
        for shape, suffix, what in _SHAPES
    },
    "csl": (".csl.json", "the articles as CSL-JSON, for Zotero and Pandoc", partial(_bibliography, "csl_json")),
    "bibtex": (".bib", "the articles as BibTeX", partial(_bibliography, "bibtex")),
    "ris": (".ris", "the articles as RIS, for EndNote and others", partial(_bibliography, "ris")),
}
"""For each format: the suffix of its file, its description, and the function that makes one file for many articles."""
IN_THE_APP = [name for name in MACHINE if not name.endswith(("-jsonl", "-parquet"))]
"""The formats that the app offers; those for programs are on the command line only."""
