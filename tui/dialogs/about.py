"""About this article: its origin, its sender's metadata, and how it was read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from textual.content import Content

from tui.dialogs.text_lines import TextLinesScreen
from widgets.text.safe import one_line

if TYPE_CHECKING:
    from store.model.wire import Wire
    from store.web.originals import Archived
    from tui.newsroom.newsroom import Story
    from tui.screens.session import Session

Fact = tuple[str, str]
"""A name and a value, both unsafe to draw."""
LABEL_CELLS = 14
"""Width of the column of names."""


def facts(story: Story, now: datetime, fetched: Archived | None = None) -> list[Fact]:
    """The facts about a story, those to know before use first; `fetched` is the archived original page, if any."""
    from store.model.wire import embargo_in_words, status_in_words

    wire, entry, article = story.wire, story.entry, story.article
    found: list[tuple[str, str | None]] = [
        ("Status", status_in_words(wire)),
        ("Embargo", embargo_in_words(wire, now, None)),
        ("Title", story.title or story.name),
        *(_of_wire(wire) if wire else ()),
        ("From", story.loaded.source if story.loaded else entry.source if entry else story.name),
        ("Kept as", entry.location if entry and entry.location != entry.source else None),
        ("Fetched", f"{fetched.fields['fetched']} from {fetched.fields['asked']}" if fetched else None),
        ("As received", str(fetched.body) if fetched else None),
        ("Kept since", entry.added if entry else None),
        ("Versions", str(len(entry.versions)) if entry and len(entry.versions) > 1 else None),
        ("Language read", article.language if article else None),
        ("SHA-256", entry.version if entry else None),
    ]
    found += [("Warning", line) for line in (article.warnings if article else ())]
    return [(name, value) for name, value in found if value]


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


class AboutScreen(TextLinesScreen):
    """Lists facts."""

    def __init__(self, session: Session, facts: Sequence[Fact]) -> None:
        lines = [
            Content.assemble((f"{one_line(name, LABEL_CELLS):<{LABEL_CELLS}} ", "bold"), one_line(value, 4000))
            for name, value in facts
        ]
        super().__init__(session, "About this article", lines)
