"""What comes first on the article screen: which mode gets a key, what Escape ends, what a new note's fields are.

These rules are lists in `tui.article.screen`; here they are seen from the keyboard.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

from extract.span import Span
from store.notes.anchors import Anchor
from store.notes.note import About
from tests.tui.article.notes.test_drafts import leave, on_disk, place
from tests.tui.article.test_screen import notes, status
from tests.tui.conftest import Desk, Opener
from tui.newsroom.fetching import Fetching
from widgets.bars import HintBar, PaneTitle


def hints(desk: Desk) -> str:
    """What the hint bar shows."""
    return "".join(text for text, _look in desk.screen.query_one(HintBar).parts)


def span(desk: Desk) -> Span:
    """The words selected."""
    found = desk.screen.panes.article.selected_span
    assert found is not None
    return found


def selecting(desk: Desk) -> bool:
    """Whether words are being selected."""
    return desk.screen.panes.article.selecting


def title(desk: Desk, pane: str) -> str:
    """What stands beside the title of a pane."""
    return desk.screen.query_one(f"#{pane}-title", PaneTitle).note


# -- keys -------------------------------------------------------------------------------------------------------------


async def test_labels_get_a_key_before_word_selection_does(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("n", "v")
        before = span(desk)
        await desk.press("apostrophe")
        assert "a letter" in hints(desk)
        await desk.press("h")  # in word selection: one character less
        assert span(desk) == before
        assert "a letter" not in hints(desk), "no label is h alone, so the labels are gone"
        assert "no label h" in status(desk)
        await desk.press("h")
        assert span(desk) == Span(before.start, before.end - 1)


async def test_labels_get_a_digit_before_a_count_does(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("apostrophe", "9")
        assert "no label 9" in status(desk)
        await desk.press("j")
        assert desk.screen.panes.article.scroll_offset.y == 1, "9 began no count"


async def test_a_count_is_for_the_word_selection_before_it_is_for_the_panes(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("n", "v")
        before = span(desk)
        await desk.press("4", "h")
        assert span(desk) == Span(before.start, before.end - 4)
        assert desk.screen.panes.article.has_focus, "4 is not the notes here"
        await desk.press("h")
        assert span(desk) == Span(before.start, before.end - 5), "the count is used up"


async def test_word_selection_gets_a_key_before_the_bindings_do(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("n")
        here = span(desk)
        await desk.press("v", "h")
        assert span(desk) == Span(here.start, here.end - 1)
        await desk.press("w")  # else: who said it
        assert desk.app.screen is desk.screen, "no question was asked"
        await desk.press("o", "l")
        assert span(desk).start == here.start + 1


# -- Escape -----------------------------------------------------------------------------------------------------------


async def test_escape_stops_a_fetch_then_the_selection_then_the_search(open_article: Opener, home: Path) -> None:
    async with open_article() as desk:
        fetching = desk.newsroom.articles.fetching = Fetching(home, allow_private=True)
        server = await asyncio.start_server(lambda _reader, _writer: asyncio.sleep(60), "127.0.0.1", 0)
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
        lines: list[str | None] = []
        fetch = asyncio.create_task(
            fetching.page(url, lines.append, limit_bytes=1000, limit_seconds=60), name="a page that never comes"
        )
        await desk.until(lambda: lines)
        await desk.press("slash", *"China", "enter", "v", "escape")
        assert fetch.done() or await asyncio.wait([fetch], timeout=10)
        assert "you stopped it" in str(fetch.exception())
        assert selecting(desk)
        await desk.press("escape")
        assert not selecting(desk)
        assert title(desk, "article") == "/China"
        await desk.press("escape")
        assert title(desk, "article") == ""
        server.close()


async def test_escape_ends_the_filter_of_the_table_then_the_search_then_the_actor_s_notes(
    open_article: Opener,
) -> None:
    async with open_article() as desk:
        await desk.press("n", "a", *"mine", "escape", "slash", *"China", "enter")
        await desk.press("2", "enter", "P", "F", *"mi", "enter")
        assert title(desk, "notes").startswith("only about")
        assert "“mi”" in title(desk, "notes")
        await desk.press("escape")
        assert title(desk, "notes").startswith("only about")
        assert "“mi”" not in title(desk, "notes")
        assert title(desk, "article") == "/China"
        await desk.press("escape")
        assert title(desk, "article") == ""
        assert title(desk, "notes").startswith("only about")
        await desk.press("escape")
        assert title(desk, "notes") == ""


async def test_escape_ends_a_prompt_and_a_selection_before_anything_persistent(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("slash", *"China", "enter", "slash", *"Russia", "escape")
        assert title(desk, "article") == "/China", "the search before goes on"
        assert "next match" in hints(desk)
        await desk.press("v", "escape")
        assert title(desk, "article") == "/China"
        await desk.press("escape")
        assert title(desk, "article") == ""


# -- a new note's fields ----------------------------------------------------------------------------------------------


async def test_a_new_note_is_a_note_with_the_tags_of_its_words(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("n", "a", *"first", "escape", "t", "t", "T", *"court", "enter")
        assert [(note.type, note.tags) for note in notes(desk)] == [("follow-up", ("court",))]
        await desk.press("n", "a", *"second #new", "escape")
        second = next(note for note in notes(desk) if note.body.startswith("second"))
        assert (second.type, second.status, second.tags) == ("note", "open", ("new",))
        await desk.press("n", "f", *"third", "escape", "n", "a", *"fourth", "escape")
        types = {note.body: note.type for note in notes(desk)}
        assert (types["third"], types["fourth"]) == ("fact-check", "note")


async def test_editing_a_note_leaves_its_type_and_the_tags_beside_its_words(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("n", "a", *"first", "escape", "T", *"court", "enter")
        await desk.press("n", "a", *"second", "escape", "t")
        assert {note.body: note.type for note in notes(desk)} == {"first": "note", "second": "fact-check"}
        await desk.press("4", "g")
        here = next(n for n in notes(desk) if n.uid == desk.screen.panes.article.selection.note)
        await desk.press("i", *" #more", "escape")
        after = next(n for n in notes(desk) if n.uid == here.uid)
        assert (after.type, after.tags) == (here.type, ("more", "court"))


async def test_a_draft_s_type_and_all_its_tags_are_stored(open_article: Opener, home: Path) -> None:
    async with open_article() as desk:
        text = desk.story.text or ""
    fields = {"type": "correction", "tags": ["old"]}
    about = {"anchored": Anchor.of(text, Span(60, 80)).to_dict(), "about": About("text").to_dict()}
    leave(home, "new:x", "half a note #word", {**place(home), **about, "fields": fields})
    async with open_article() as desk:
        desk.screen.query_one("#article").focus()
        await desk.press("a")
        assert desk.screen.panes.notes.draft == "half a note #word"
        await desk.press("escape")
        (note,) = notes(desk)
        assert (note.type, note.tags) == ("correction", ("word", "old"))
        assert note.anchor is not None
        assert note.anchor.span == Span(60, 80)
        await desk.press("n", "a", *"next", "escape")
        after = next(n for n in notes(desk) if n.body == "next")
        assert (after.type, after.tags) == ("note", ()), "a draft's fields are for its own note"


# -- one message, both effects ----------------------------------------------------------------------------------------


async def test_a_letter_typed_is_stored_as_a_draft_and_completes_a_tag(open_article: Opener, home: Path) -> None:
    async with open_article() as desk:
        await desk.press("n", "a", *"#harbour", "escape", "n", "a", *"see #")
        assert "#harbour" in hints(desk)
        await desk.press("x")
        assert "#harbour" not in hints(desk)
        await desk.until(lambda: "see #x" in on_disk(home))


async def test_a_key_that_goes_back_to_a_fact_check_leaves_it_one(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("n", "f", *"ask", "f6", "1", "f", *" more", "escape")
        assert [(note.type, note.body) for note in notes(desk)] == [("fact-check", "ask more")]
        await desk.press("n", "a", *"another", "escape")
        assert {note.body: note.type for note in notes(desk)}["another"] == "note"
