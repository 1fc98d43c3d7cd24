"""The library of a data folder with its index."""

from __future__ import annotations

from pathlib import Path

from store.articles.entry import Entry
from store.articles.library import Library


def open_library(home: Path) -> Library:
    """The library of the data folder `home`, which lists thousands of articles from the index. Creates nothing yet."""
    return Library(home, indexed=indexed_entries)


def indexed_entries(library: Library) -> list[Entry] | None:
    """Every article of `library`, newest first, from the index, which is updated first.

    None if there is no index or it cannot be used now.
    """
    from store.catalogue.catalogue import Catalogue, CatalogueError

    try:
        catalogue = Catalogue(library.home, library)
    except CatalogueError:
        return None
    try:
        catalogue.refresh()
        return catalogue.entries()
    except CatalogueError:
        return None
    finally:
        catalogue.close()
