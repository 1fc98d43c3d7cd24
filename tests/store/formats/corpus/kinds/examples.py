"""What an example is, and how one is read and compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from store.articles.sources import from_bytes
from store.formats.detect import detect
from store.formats.document import Document
from store.formats.limits import Limits
from store.formats.parse import Parsing, Request
from store.model.wire import Wire


@dataclass(frozen=True)
class Example:
    """An invented input of a kind, named by the case file that showed it first, and what must be read from it.

    `wire` has fields of the first article, `has` and `lacks` words of its text, `warns` words of its warnings;
    `refused` words of the error where there is no article.
    """

    kind: str
    suffix: str
    data: bytes
    wire: dict[str, Any] = field(default_factory=dict)
    has: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    warns: tuple[str, ...] = ()
    quiet: bool = False
    count: int = 1
    begins: str = ""
    refused: str = ""


def example(
    kind: str,
    suffix: str,
    data: str | bytes,
    has: str | tuple[str, ...] = (),
    lacks: str | tuple[str, ...] = (),
    warns: str | tuple[str, ...] = (),
    count: int = 1,
    begins: str = "",
    refused: str = "",
    quiet: bool = False,
    **wire: Any,
) -> Example:
    """An `Example`; one word may stand for a tuple of one."""
    raw = data.encode() if isinstance(data, str) else data
    return Example(kind, suffix, raw, wire, _many(has), _many(lacks), _many(warns), quiet, count, begins, refused)


def _many(words: str | tuple[str, ...]) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else words


def read(data: bytes, suffix: str, url: str | None = None) -> list[Document]:
    """The articles in `data`; the first has the warnings of the whole. Raises FormatError, UnknownFormatError."""
    format = detect(data, suffix)
    if format == "text":
        loaded = from_bytes(data, source=f"a{suffix}", id="a", suffix=suffix)
        return [Document(loaded.text, loaded.title, "", loaded.wire, loaded.warnings)]
    parsing = Parsing(Request(format, data, url), Limits())
    first, *rest = list(parsing)
    return [Document(first.text, first.title, first.part, first.wire, (*first.warnings, *parsing.left_out)), *rest]


def faults(wanted: Example) -> Iterator[str]:
    """What is wrong in what is read of an example, a line each."""
    documents = read(wanted.data, wanted.suffix)
    document = documents[0]
    wire = document.wire or Wire()
    if len(documents) != wanted.count:
        yield f"{len(documents)} articles, not {wanted.count}"
    for name, value in wanted.wire.items():
        if getattr(wire, name) != value:
            yield f"{name}: {getattr(wire, name)!r}, not {value!r}"
    if not document.text.startswith(wanted.begins):
        yield f"begins {document.text[: len(wanted.begins) + 20]!r}, not {wanted.begins!r}"
    yield from (f"lacks {words!r}: {document.text!r}" for words in wanted.has if words not in document.text)
    yield from (f"has {words!r}: {document.text!r}" for words in wanted.lacks if words in document.text)
    for words in wanted.warns:
        if not any(words in line for line in document.warnings):
            yield f"no warning {words!r}: {document.warnings}"
    if wanted.quiet and document.warnings:
        yield f"warns {document.warnings}"
