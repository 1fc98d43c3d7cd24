"""The notes pane over one actor."""

from __future__ import annotations

import pytest

from tests.tui.conftest import Desk, Opener
from widgets.bars import PaneTitle, StatusLine


def listed(desk: Desk) -> set[str]:
    """The bodies of the notes that the pane lists."""
    table = desk.screen.panes.notes.table
    lines = ["".join(s.text for s in table.draw_line(n)) for n in range(table.row_count)]
    return {note.body for note in desk.newsroom.notes.of(desk.story) if any(note.body in line for line in lines)}


def title(desk: Desk) -> str:
    """The title of the notes pane."""
    return "".join(text for text, _look in desk.screen.query_one("#notes-title", PaneTitle).parts)


@pytest.mark.action("notes.actor")
async def test_only_the_notes_about_the_actor_at_hand(open_article: Opener) -> None:
    async with open_article(size=(160, 50)) as desk:
        article = desk.story.article
        assert article is not None
        await desk.press("P")
        assert "No actor selected" in desk.screen.query_one(StatusLine).message
        await desk.press("a", *"on-all", "escape", "n", "a", *"on-quote", "escape")
        actor = article.actor(desk.screen.panes.article.selection.actor)
        assert actor is not None
        other = next(i for i, q in enumerate(article.quotes) if q.actor not in (None, actor.id))
        await desk.press(*["n"] * other, "a", *"on-other", "escape")
        await desk.press(*["N"] * other, "P")
        assert listed(desk) == {"on-quote"}
        assert title(desk).startswith("─►4 Notes 1 ")
        assert f"only about {actor.name}; Esc: all" in title(desk)
        await desk.press("escape")
        assert listed(desk) == {"on-all", "on-quote", "on-other"}
        assert "only" not in title(desk)
        await desk.press("1", "n", "N", "P")
        assert listed(desk) == {"on-quote"}
        await desk.press("P")
        assert len(listed(desk)) == 3
        biden = next(a for a in article.actors if a.name == "Joe Biden")
        await desk.press("2", "g", "0", *str(article.actors.index(biden) + 1), "G", "P")
        assert listed(desk) == set()
        table = desk.screen.panes.notes.table
        assert table.render_line(table.header_lines).text.strip() == "no notes about Joe Biden"
        await desk.press("escape")
        assert (len(listed(desk)), table.empty) == (3, "")


async def test_words_noted_where_the_actor_is_named_are_about_the_actor(open_article: Opener) -> None:
    async with open_article(size=(160, 50)) as desk:
        assert desk.story.article is not None
        await desk.press("m")
        actor = desk.story.article.actor(desk.screen.panes.article.selection.actor)
        assert actor is not None
        await desk.press("v", "w", "a", *"on-words", "escape", "m")
        for _ in range(9):
            if desk.screen.panes.article.selection.actor == actor.id:
                break
            await desk.press("m")
        await desk.press("P")
        assert listed(desk) == {"on-words"}
        await desk.press("1", "v", "escape", "escape")
        assert desk.screen.query_one("#notes-title", PaneTitle).note == ""
