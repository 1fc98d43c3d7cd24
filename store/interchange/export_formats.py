"""The formats an article and its notes can be exported in, by the name that `copydesk export --format` takes.

A format registers what makes its bytes; what it needs is imported inside that function, so that listing the formats
costs nothing.
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
    """`suffix` of the file with its dot, `help` in a few words, and what makes the bytes of one article.

    `many` makes one file of many articles (a bibliography, a table), piece by piece; None: a file for each article.
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
