"""Types of notes, their lifecycles, tags, and approving one after the other."""

from __future__ import annotations

import pytest

from store.notes.note import LIFECYCLES, TYPES
from tests.tui.conftest import Desk, Opener
from widgets.bars import Bar, StatusLine
from widgets.text.tags import tags_of


def heading(desk: Desk) -> str:
    """What the editor says of the note that is being written."""
    return "".join(text for text, _style in desk.screen.query_one("#note-heading", Bar).parts).strip()


@pytest.mark.action("note.fact_check")
async def test_f_makes_a_fact_check_of_the_quote(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("f")
        assert "No quote selected" in desk.screen.query_one(StatusLine).message
        await desk.press("n", "f")
        assert heading(desk).startswith("fact-check: United States claims “")
        await desk.press(*"true?", "escape")
        (note,) = desk.newsroom.notes.of(desk.story)
        assert (note.type, note.status) == ("fact-check", "open")
        assert note.about.actor == "United States"
        assert note.about.cue == "claims"
        assert note.anchor is not None
        await desk.press("1", "n", "a")
        assert heading(desk).startswith("US officials according to “")
        await desk.press(*"plain", "escape")
        assert {n.body: n.type for n in desk.newsroom.notes.of(desk.story)} == {"true?": "fact-check", "plain": "note"}


@pytest.mark.action("note.type", "note.status")
async def test_type_and_status_go_round_and_the_next_note_is_a_note(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("n", "a", *"x", "escape", "4")
        kinds = [type for type in TYPES if type != "reading"]
        for type in (*kinds[1:], kinds[0]):
            await desk.press("t")
            (note,) = desk.newsroom.notes.of(desk.story)
            assert (note.type, note.status) == (type, LIFECYCLES[type][0])
            assert desk.screen.query_one(StatusLine).message == f"Type: {type.replace('-', ' ')}"
        await desk.press("t")
        for status in (*LIFECYCLES["fact-check"][1:], "open"):
            await desk.press("s")
            assert desk.newsroom.notes.of(desk.story)[0].status == status
            assert desk.screen.query_one(StatusLine).message == f"fact-check: {status}"
            assert desk.screen.panes.notes.table.rows[0].cells[1:3] == ("fact-check", status)
        await desk.press("1", "n", "n", "a")
        assert heading(desk).startswith("US officials"), "a type does not stick"
        await desk.press(*"y", "escape")
        assert {n.body: n.type for n in desk.newsroom.notes.of(desk.story)}["y"] == "note"


@pytest.mark.action("note.right_of_reply", "note.correction", "note.follow_up")
async def test_new_notes_of_each_type_begin_from_the_palette(open_article: Opener) -> None:
    async with open_article() as desk:
        for title, kind in (("New right", "right-of-reply"), ("New corr", "correction"), ("New follow", "follow-up")):
            await desk.press("n", "colon", *title.lower().replace(" ", ""), "enter")
            await desk.press(*kind[:3], "escape")
            assert kind in {note.type for note in desk.newsroom.notes.of(desk.story)}
        for id in ("note.right_of_reply", "note.correction", "note.follow_up"):
            assert id in desk.screen.handlers


async def test_type_and_deadline_are_set_while_writing(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("n", "a", "f3", "f3", "f3", "f3", *"ask him")
        assert heading(desk).startswith("right-of-reply: ")
        await desk.press("f4", *"+2h", "enter")
        assert heading(desk).startswith("right-of-reply, due ")
        assert desk.screen.query_one(StatusLine).message.startswith("Deadline: ")
        await desk.press(*" today", "escape")
        (note,) = desk.newsroom.notes.of(desk.story)
        assert (note.type, note.status, note.body) == ("right-of-reply", "asked", "ask him today")
        assert note.due is not None
        await desk.press("i", "f3", "f4", *["backspace"] * 20, "enter", "escape")
        (note,) = desk.newsroom.notes.of(desk.story)
        assert (note.type, note.status, note.due, note.body) == ("note", "open", None, "ask him today")


@pytest.mark.action("note.approve")
async def test_approve_and_next(open_article: Opener) -> None:
    async with open_article() as desk:
        for word in ("one", "two"):
            await desk.press("1", "n", "f", *word, "escape")
        await desk.press("4", "g", "full_stop")
        first, second = desk.newsroom.notes.of(desk.story)
        assert (first.status, second.status) == ("verified", "open")
        assert desk.screen.panes.article.selection.note == second.uid
        await desk.press("full_stop")
        assert desk.newsroom.notes.of(desk.story)[1].status == "verified"
        assert "no open notes left" in desk.screen.query_one(StatusLine).message


async def test_no_key_changes_a_note_that_is_not_at_hand(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("n", "a", *"one", "escape", "n")
        (before,) = desk.newsroom.notes.of(desk.story)
        for key in ("i", "t", "s", "full_stop", "D", "d"):
            await desk.press(key)
            assert "No note selected" in desk.screen.query_one(StatusLine).message, key
        assert not desk.screen.panes.notes.editing
        assert desk.newsroom.notes.of(desk.story) == [before]
        await desk.press("4", "i")
        assert desk.screen.panes.notes.draft == "one", "in the notes the one under the cursor is"


async def test_tags_are_words_with_a_hash(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("n", "a", *"ask #embassy and #g7", "escape")
        assert desk.newsroom.notes.of(desk.story)[0].tags == ("embassy", "g7")


@pytest.mark.parametrize(
    ("body", "tags"),
    [
        ("# Heading", ()),
        ("#a-b #c. #a-b", ("a-b", "c")),
        ("`#no` x#no #1 &#39; http://x/#no", ()),
        ("#økonomi", ("økonomi",)),
    ],
)
def test_what_a_tag_is(body: str, tags: tuple[str, ...]) -> None:
    assert tags_of(body) == tags


async def test_keys_to_a_note_are_as_few_as_the_readme_says(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("n")
        assert desk.screen.panes.article.selection.quote is not None
        pressed = ["f", *"true?", "escape"]
        await desk.press(*pressed)
        (note,) = desk.newsroom.notes.of(desk.story)
        assert (note.type, note.body) == ("fact-check", "true?")
        assert len(pressed) - len(note.body) == 2
        here = desk.screen.panes.article.selection.quote
        await desk.press("n")
        assert desk.screen.panes.article.selection.quote not in (None, here)
