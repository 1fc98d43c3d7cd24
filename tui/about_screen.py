"""About this article: where it came from, what its sender says of it, and how it was read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from widgets.safe import one_line

if TYPE_CHECKING:
    from store.web.archive import Archived
    from store.wire import Wire
    from tui.newsroom import Story

Fact = tuple[str, str]
"""A name and what there is to say; neither is safe to draw."""
LABEL = 14
"""Columns of a name."""


def facts(story: Story, now: datetime, fetched: Archived | None = None) -> list[Fact]:
    """All that is known of a story, what must be known before use first; `fetched` is what was kept as it came."""
    from store.wire import embargo_in_words, status_in_words

    wire, entry, article = story.wire, story.entry, story.article
    found: list[tuple[str, str | None]] = [
        ("Status", status_in_words(wire)),
        ("Embargo", embargo_in_words(wire, now)),
        ("Title", story.title or story.name),
        *(_of_wire(wire) if wire else ()),
        ("From", story.loaded.source if story.loaded else entry.source if entry else story.name),
        ("Kept as", entry.location if entry and entry.location != entry.source else None),
        ("Fetched", f"{fetched.said['fetched']} from {fetched.said['asked']}" if fetched else None),
        ("As it came", str(fetched.body) if fetched else None),
        ("Kept since", entry.added if entry else None),
        ("Versions", str(len(entry.versions)) if entry and len(entry.versions) > 1 else None),
        ("Language read", article.language if article else None),
        ("SHA-256", entry.version if entry else None),
    ]
    found += [("Warning", line) for line in (article.warnings if article else ())]
    return [(name, said) for name, said in found if said]


def _of_wire(wire: Wire) -> list[tuple[str, str | None]]:
    subjects = (
        f"{each.name} ({each.code})" if each.name and each.code else each.name or each.code for each in wire.subjects
    )
    return [
        ("Editor’s note", wire.editor_note),
        ("Usage terms", wire.usage_terms),
        ("Headline", wire.headline),
        ("Standfirst", wire.standfirst),
        ("Byline", wire.byline),
        ("Dateline", wire.dateline),
        ("Published", wire.published),
        ("Updated", wire.updated if wire.updated != wire.published else None),
        ("Version", wire.version),
        ("Urgency", _grade(wire.urgency)),
        ("Priority", _grade(wire.priority)),
        ("Subjects", ", ".join(subjects)),
        ("Keywords", ", ".join(wire.keywords)),
        ("Held until", wire.embargo),
        ("Copyright", wire.copyright),
        ("Credit", wire.credit),
        ("Language", wire.language),
        ("Sender", wire.source),
        ("Page", wire.url),
        ("Id", wire.guid if wire.guid != wire.url else None),
        ("Sent as", wire.pub_status),
    ]


def _grade(value: int | None) -> str | None:
    return None if value is None else f"{value} (1 is the most urgent)"


class AboutScreen(ModalScreen[None]):
    """Lists facts. Escape, or the key of back, closes it."""

    AUTO_FOCUS: ClassVar[str | None] = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", show=False),
        Binding("q", "dismiss", show=False, id="app.back"),
        Binding("j,down", "scroll(1)", show=False, id="view.down"),
        Binding("k,up", "scroll(-1)", show=False, id="view.up"),
    ]
    DEFAULT_CSS = """
    AboutScreen { align: center middle; }
    AboutScreen > VerticalScroll { width: 90%; height: 80%; border: round $primary; padding: 0 1; }
    """

    def __init__(self, facts: Sequence[Fact]) -> None:
        super().__init__()
        self._facts = facts

    def compose(self) -> ComposeResult:
        head = Content.assemble(("About this article", "bold underline"), "   Escape closes this")
        lines = [
            Content.assemble((f"{one_line(name, LABEL):<{LABEL}} ", "bold"), one_line(said, 4000))
            for name, said in self._facts
        ]
        with VerticalScroll(can_focus=False):
            yield Static(Content("\n").join([head, Content(""), *lines]))

    def action_scroll(self, by: int) -> None:
        """Move the list by lines."""
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)
