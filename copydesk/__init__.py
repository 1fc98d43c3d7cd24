"""Copydesk from Python: read articles, see who said what, and look into a desk.

    import copydesk

    article = copydesk.read("story.txt")
    for quote in article.quotes:
        print(quote.actor.name if quote.actor else "?", quote.text)

    with copydesk.Desk() as desk:
        for found in desk.articles("quotes:lavrov since:7d"):
            print(found.title, len(found.notes()))

Stability: the names in `__all__`, their parameters, fields and exceptions follow semantic versioning from 1.0 on; until
then a change comes with a minor version, is named in CHANGELOG.md, and the old name warns for one minor version. New
fields and columns may be added at any time. `Article.to_dict` follows the schema `copydesk.extraction/1`, whose own
number changes when a field goes or changes its meaning. What the reader finds may change with every version: compare
`article.engine`. The packages `extract`, `store`, `widgets` and `tui` are internal.

Importing this module loads nothing; the language model is loaded by the first `read` (about a second, 200 MB).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from copydesk._article import Actor, Article, Mention, Quote, to_dataframe
    from copydesk._desk import Desk, DeskArticle, Note
    from copydesk._errors import CopydeskError
    from copydesk._reading import read, read_all

    __version__: str

__all__ = [
    "Actor",
    "Article",
    "CopydeskError",
    "Desk",
    "DeskArticle",
    "Mention",
    "Note",
    "Quote",
    "__version__",
    "read",
    "read_all",
    "to_dataframe",
]

_MODULES = {
    "Actor": "_article",
    "Article": "_article",
    "CopydeskError": "_errors",
    "Desk": "_desk",
    "DeskArticle": "_desk",
    "Mention": "_article",
    "Note": "_desk",
    "Quote": "_article",
    "read": "_reading",
    "read_all": "_reading",
    "to_dataframe": "_article",
}


def __getattr__(name: str) -> Any:
    """The public names, imported on first use (PEP 562)."""
    if name == "__version__":
        from importlib.metadata import version

        return version("copydesk")
    if name not in _MODULES:
        raise AttributeError(f"module 'copydesk' has no attribute {name!r}")
    return getattr(import_module(f"copydesk.{_MODULES[name]}"), name)


def __dir__() -> list[str]:
    """The public names."""
    return __all__
