"""The export formats for an article and its notes, by their names in `copydesk export --format`.

A format registers a function that makes its bytes, which does its own imports, so that listing the formats is cheap.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.interchange.machine_formats import MACHINE

if TYPE_CHECKING:
    from store.export.source import ExportedArticle


@dataclass(frozen=True, slots=True)
class Format:
    """`suffix` of the file with its dot, `help` in a few words, and the function that makes the bytes for one article.

    `many` makes one file for many articles (a bibliography, a table), piece by piece; None: one file for each article.
    """

    suffix: str
    help: str
    one: Callable[[ExportedArticle], bytes]
    many: Callable[[Iterable[ExportedArticle]], Iterable[bytes]] | None = None


def _markdown(source: ExportedArticle) -> bytes:
    from store.export.render import render
    from store.export.templates import shipped

    return render(source, shipped("notes")).encode("utf-8", "replace")


def _machine(suffix: str, help: str, many: Callable[[Iterable[ExportedArticle]], Iterable[bytes]]) -> Format:
    return Format(suffix, help, lambda source: b"".join(many([source])), many)


FORMATS: dict[str, Format] = {
    "md": Format(".md", "Markdown that keeps what you change in it", _markdown),
    **{name: _machine(*each) for name, each in MACHINE.items()},
}
"""Every format by its name."""
