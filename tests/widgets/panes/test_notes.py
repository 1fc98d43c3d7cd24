"""The notes pane: a list, and an editor that says what was typed."""

from __future__ import annotations

import time

from textual import events
from textual.widgets import Static, TextArea

from tests.widgets.sample import HOSTILE, Holder, lines, span
from tests.widgets.text.test_safe import harmful
from widgets.panes.editor import NoteEditor
from widgets.panes.notes import NoteList, NotesPane
from widgets.state import NoteRow

ROWS = [
    NoteRow(
        "n1", "Check this", "fact-check", "open", "jan", "2024-05-29T10:00:00", ("china",), span("Policy:"), "Policy:"
    ),
    NoteRow("n2", "Second\nline", "note", "", "ida", "2024-05-30T10:00:00", (), None, "", "Liu Pengyu says"),
]


async def test_notes_are_listed_and_chosen() -> None:
    pane = NotesPane()
    app = Holder(pane)
    async with app.run_test(size=(100, 20), message_hook=app.hear) as pilot:
        assert "no notes yet" in "".join(lines(pane.query_one(NoteList)))
        pane.show(ROWS)
        pane.focus()
        await pilot.press("j", "enter")
        rows = lines(pane.query_one(NoteList))
        assert rows[1].split() == ["◆", "fact-check", "open", "Policy:", "Check", "this", "#china", "jan", "2024-05-29"]
        assert "Liu Pengyu says Second line" in " ".join(rows[2].split())
        assert pane.selected == "n2"
        posted = [m for m in app.messages if isinstance(m, NotesPane.Chosen | NotesPane.Entered)]
        assert [m.uid for m in posted] == ["n2", "n2"]
        pane.select("n1")
        assert pane.selected == "n1"
        assert pane.table.filter("liu") == 1


async def test_the_text_area_is_not_there_before_it_is_needed() -> None:
    pane = NotesPane()
    async with Holder(pane).run_test(size=(80, 20)) as pilot:
        pane.show(ROWS)
        await pilot.pause()
        assert not pane.query(TextArea)
        assert not pane.editing
        assert pane.draft == ""
        pane.close_editor()
        pane.focus_editor()


async def test_typing_saving_leaving() -> None:
    pane = NotesPane()
    app = Holder(pane)
    async with app.run_test(size=(80, 20), message_hook=app.hear) as pilot:
        pane.edit(None, "Liu Pengyu says “We encourage”", "")
        await pilot.pause()
        assert pane.editing
        assert pane.query_one(NoteEditor).has_focus
        await pilot.press("h", "i", "enter", "j")
        assert pane.draft == "hi\nj"
        assert pane.changed
        await pilot.press("f2")
        pane.editing_uid = "n9"
        await pilot.press("!", "ctrl+s", "escape")
        assert [m.body for m in app.messages if isinstance(m, NotesPane.Typed)] == [
            "h",
            "hi",
            "hi\n",
            "hi\nj",
            "hi\nj!",
        ]
        assert [(m.uid, m.body) for m in app.messages if isinstance(m, NotesPane.Saved)] == [
            (None, "hi\nj"),
            ("n9", "hi\nj!"),
        ]
        assert [(m.uid, m.body) for m in app.messages if isinstance(m, NotesPane.Left)] == [("n9", "hi\nj!")]
        assert pane.draft == "hi\nj!", "leaving closes nothing: the app does"
        pane.close_editor()
        await pilot.pause()
        assert pane.draft == ""
        assert pane.query_one(NoteList).has_focus


async def test_opening_an_existing_note_posts_no_draft() -> None:
    pane = NotesPane()
    app = Holder(pane)
    async with app.run_test(size=(80, 20), message_hook=app.hear) as pilot:
        for uid, body in (("n1", "first"), ("n2", "second")):
            pane.edit(uid, "about", body)
            await pilot.pause()
            assert (pane.editing_uid, pane.draft, pane.changed) == (uid, body, False)
        pane.close_editor()
        await pilot.pause()
        assert not [m for m in app.messages if isinstance(m, NotesPane.Typed)]
        pane.edit("n1", "about", "text")
        await pilot.pause()
        pane.insert(" pasted")
        await pilot.pause()
        assert pane.draft == "text pasted"


async def test_no_hostile_text_reaches_the_screen_and_none_is_changed() -> None:
    pane = NotesPane()
    async with Holder(pane).run_test(size=(40, 12)) as pilot:
        for text in HOSTILE:
            pane.edit(None, text, text)
            await pilot.pause()
            editor = pane.query_one(NoteEditor)
            for y in range(editor.size.height):
                assert not harmful(editor.render_line(y).text)
            assert not harmful(lines(pane.query_one("#note-heading"))[0])
            assert pane.draft == text
            assert not pane.changed
            pane.insert("!")
            assert "".join(pane.draft.split()) == "".join((text + "!").split())


async def test_a_hundred_kilobytes_are_pasted_whole_and_at_once() -> None:
    pane = NotesPane()
    app = Holder(pane)
    text = ("A line of sixty characters, as notes from an interview have.\n" * 1_700) + "\x1b[201~ the end"
    async with app.run_test(size=(80, 24), message_hook=app.hear) as pilot:
        pane.edit(None, "about", "")
        await pilot.pause()
        started = time.process_time()
        app.post_message(events.Paste(text))
        await pilot.pause()
        assert pane.draft == text
        assert time.process_time() - started < 3
        assert len([m for m in app.messages if isinstance(m, NotesPane.Typed)]) == 1
        assert not harmful("".join(lines(pane.query_one(NoteEditor))))


async def test_the_whole_text_of_the_note_at_hand_is_shown_and_obeys_nothing() -> None:
    body = "a long note that no row of a table has room to show as a whole, \x1b[31mnot\u202e even here\nsecond line"
    rows = [NoteRow("u1", "short"), NoteRow("u2", body)]
    pane = NotesPane()
    async with Holder(pane).run_test(size=(60, 20)) as pilot:
        pane.show(rows)
        pane.select("u2")
        await pilot.pause()
        shown = str(pane.query_one("#note-preview", Static).render())
        assert "to show as a whole" in shown
        assert "second line" in shown
        assert not harmful(shown.replace("\n", ""))
        pane.select("u1")
        await pilot.pause()
        assert str(pane.query_one("#note-preview", Static).render()) == "short"
