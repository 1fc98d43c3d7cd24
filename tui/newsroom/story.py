"""One article on the desk, from its name to its reading."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extract import Article, Block
    from store.articles.entry import Entry
    from store.articles.sources import Loaded, Source
    from store.model.wire import Wire


@dataclass(slots=True)
class Story:
    """One article on the desk, in stages: named, loaded (text), stored (entry), read (article).

    `more` are the other articles of its source when it was loaded, such as a feed's or a mailbox's. `completed`: its
    page has just replaced the feed's summary.
    """

    name: str
    source: Source | None = None
    loaded: Loaded | None = None
    entry: Entry | None = None
    text: str | None = None
    title: str = ""
    blocks: tuple[Block, ...] = ()
    article: Article | None = None
    reading: Article | None = None
    human: frozenset[str] = frozenset()
    error: str | None = None
    more: list[Story] = field(default_factory=list)
    completed: bool = False

    @property
    def wire(self) -> Wire | None:
        """The metadata sent with the text: embargo, status, editor's note and so on."""
        return (self.loaded.wire if self.loaded else None) or (self.entry.wire if self.entry else None)

    def take(self, text: str, title: str | None = None) -> None:
        """Set the story's text and title."""
        self.text, self.title = text, title or self.name

    def cut(self) -> None:
        """Find the zones of the text, and its headline as the title. Takes milliseconds; not before the first paint."""
        from extract.layout.zones import zone

        if self.text is not None and not self.blocks:
            zoned = zone(self.text)
            self.blocks = tuple(zoned.blocks)
            self.title = zoned.meta.headline or self.title
