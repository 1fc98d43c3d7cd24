"""Reading an article: a text, or a file in any format Copydesk knows."""

from __future__ import annotations

import os
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from copydesk._article import Article, of_reading
from copydesk._errors import CopydeskError

if TYPE_CHECKING:
    from extract.reader import Reader
    from extract.types import Article as Reading

_lock = threading.Lock()
_readers: list[Reader] = []


def read(source: str | os.PathLike[str]) -> Article:
    """Read one article: the text itself, or the file it is in.

    A `pathlib.Path` is always a file. A string is a file if one of that name exists, and also if it has no blank in it,
    so that a mistyped name is an error rather than a text of one word; any other string is the text. Files may be plain
    text, Markdown, HTML, PDF, DOCX, mail, NITF, NewsML-G2 or ninjs; the format is detected from the contents.

    Raises CopydeskError for a file that is missing, cannot be read, or holds several articles (see `read_all`), and for
    a URL: nothing here uses the network.
    """
    articles = read_all(source)
    if len(articles) != 1:
        raise CopydeskError(f"{os.fspath(source)}: holds {len(articles)} articles; copydesk.read_all gives a list")
    return articles[0]


def read_all(source: str | os.PathLike[str]) -> list[Article]:
    """Read every article in a file: those of a feed, mailbox, news message or ZIP, else the one. Raises CopydeskError.

    A string is interpreted as in `read`.
    """
    if isinstance(source, str) and not _names_a_file(source):
        return [of_reading(examine(source, id="text", source="text"))]
    return [of_reading(reading) for reading in _in_file(Path(source))]


def examine(text: str, *, id: str, source: str) -> Reading:
    """The reading of `text`. Runs one article at a time, for any thread."""
    with _lock:
        if not _readers:
            from extract.reader import Reader

            _readers.append(Reader())
        return _readers[0].read(text, id=id, source=source)


def _names_a_file(source: str) -> bool:
    if source.startswith(("http://", "https://")) and len(source.split()) == 1:
        raise CopydeskError(
            f"{source}: copydesk.read does not fetch; 'copydesk open' does, and copydesk.Desk has it then"
        )
    try:
        return Path(source).exists() or len(source.split()) == 1
    except (OSError, ValueError):  # too long for a file's name, or a null character in it
        return False


def _in_file(path: Path) -> list[Reading]:
    from store.articles.sources import Source
    from store.model.source_names import SourceError
    from store.processes.parser import Sandbox, load_all

    readings: list[Reading] = []
    try:
        with closing(Sandbox()) as sandbox:
            for loaded in load_all(Source("file", str(path)), sandbox):
                reading = examine(loaded.text, id=loaded.id, source=loaded.source)
                readings.append(replace(reading, warnings=(*loaded.all_warnings(), *reading.warnings)))
    except SourceError as error:
        raise CopydeskError(str(error)) from error
    return readings
