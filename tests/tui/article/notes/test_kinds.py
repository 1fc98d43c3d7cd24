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
        assert "no quote selected" in desk.screen.query_one(StatusLine).message
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
async def test_type_and_status_go_round_and_the_type_sticks(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("n", "a", *"x", "escape", "4")
        kinds = [type for type in TYPES if type != "reading"]
        for type in (*kinds[1:], kinds[0]):
            await desk.press("t")
            (note,) = desk.newsroom.notes.of(desk.story)
            assert (note.type, note.status) == (type, LIFECYCLES[type][0])
            assert desk.screen.query_one(StatusLine).message == f"{type}: {LIFECYCLES[type][0]}"
        await desk.press("t")
        for status in (*LIFECYCLES["fact-check"][1:], "open"):
            await desk.press("s")
            assert desk.newsroom.notes.of(desk.story)[0].status == status
            assert desk.screen.query_one(StatusLine).message == f"fact-check: {status}"
            assert desk.screen.panes.notes.table.rows[0].cells[:2] == ("fact-check", status)
        await desk.press("1", "n", "n", "a")
        assert heading(desk).startswith("fact-check: US officials"), "the type that sticks is seen"
        await desk.press(*"y", "escape")
        assert {n.body: n.type for n in desk.newsroom.notes.of(desk.story)}["y"] == "fact-check"


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
            assert "no note selected" in desk.screen.query_one(StatusLine).message, key
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
