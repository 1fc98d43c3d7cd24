"""Deadlines of notes: asked, waited for, late, settled."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from store.notes.deadlines import stored
from tests.tui.conftest import Desk, Opener
from tests.waiting import until
from tui.desk.screen import TheDesk
from tui.presenters.desk_rows import note_rows
from widgets.bars import StatusLine
from widgets.panes.desk import desk_row
from widgets.prompt import PromptInput


def status_message(desk: Desk) -> str:
    """What the status line says."""
    return desk.screen.query_one(StatusLine).message


def listed(desk: Desk) -> str:
    """The notes as the list draws them."""
    table = desk.screen.panes.notes.table
    return "\n".join("".join(s.text for s in table.draw_line(n)) for n in range(table.row_count))


async def right_of_reply(desk: Desk, body: str) -> None:
    """A right of reply on the next quote."""
    await desk.press("1", "n", "a", *body, "escape")
    for _ in range(5):
        if desk.newsroom.notes.of(desk.story)[-1].type == "right-of-reply":
            break
        await desk.press("t")


@pytest.mark.action("note.due")
async def test_a_deadline_is_typed_stored_shown_and_removed(open_article: Opener) -> None:
    async with open_article(size=(160, 40)) as desk:
        await desk.press("D")
        assert "No note selected" in status_message(desk)
        await right_of_reply(desk, "ask")
        await desk.press("D", *"soon", "enter")
        assert "not a time: try" in desk.app.screen.query_one(StatusLine).message
        await desk.press(*["backspace"] * 4, *"+2h", "enter")
        (note,) = desk.newsroom.notes.of(desk.story)
        assert note.status == "asked"
        assert note.due is not None
        left = datetime.fromisoformat(note.due) - datetime.now(UTC)
        assert timedelta(minutes=118) < left <= timedelta(hours=2)
        assert re.search(r"right-of-reply: asked, due .*\d\d:\d\d", status_message(desk))
        assert "late" not in listed(desk)
        await desk.press("D")
        field = desk.app.screen.query_one(PromptInput)
        assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", field.value)
        await desk.press("enter")
        assert desk.newsroom.notes.of(desk.story)[0].op == note.op
        await desk.press("D", *["backspace"] * 16, "enter")
        assert "no deadline" in status_message(desk)
        assert desk.newsroom.notes.of(desk.story)[0].due is None
        await desk.press("u")
        assert desk.newsroom.notes.of(desk.story)[0].due == note.due


async def test_what_is_late_says_so_wherever_notes_are(open_article: Opener, home: Path) -> None:
    async with open_article(size=(160, 40)) as desk:
        await right_of_reply(desk, "ask the embassy")
        await right_of_reply(desk, "and the ministry")
        first, second = desk.newsroom.notes.of(desk.story)
        soon = stored(datetime.now(UTC) + timedelta(seconds=1))
        await desk.newsroom.notes.edit(first.uid, due=soon, status="asked")
        await desk.newsroom.notes.edit(second.uid, due=stored(datetime.now(UTC) + timedelta(days=2)), status="asked")
        desk.screen.listing.show()
        await until(desk.pilot, lambda: "overdue: right-of-reply “ask the embassy”" in status_message(desk))
        assert listed(desk).count("late 1 min") == 1
        await desk.press("4", "F", *"late", "enter")
        assert desk.screen.panes.notes.table.row_count == 1
        await desk.press("F", "escape", *"Ss", "g")
        assert "By state" in status_message(desk)
        assert desk.screen.panes.notes.selected == first.uid
        await desk.press("s")
        assert desk.newsroom.notes.of(desk.story)[0].status == "answered"
        assert "late" not in listed(desk)
        await desk.press("u")
    async with open_article() as desk:
        assert "1 overdue" in status_message(desk)
        (row,) = TheDesk(desk.app.session, [desk.story]).stories.rows()
        assert row.late_notes == 1
        assert desk_row(row).cells[6] == "1 late"
        library, notebook = await desk.newsroom.stores.both()
        assert notebook is not None
        rows, _targets = note_rows(library, notebook)
        assert sorted(row.due.partition(" ")[0] == "OVERDUE" for row in rows) == [False, True]
