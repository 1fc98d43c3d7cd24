"""Tags: completed while they are typed, and set in one line."""

from __future__ import annotations

import pytest

from tests.tui.conftest import Desk, Opener
from tui.article.notes.tags import fault_in, tags_in
from widgets.bars import HintBar, StatusLine
from widgets.prompt import Prompt, PromptInput


def hints(desk: Desk) -> str:
    """What the hint bar shows."""
    return "".join(text for text, _look in desk.screen.query_one(HintBar).parts)


def status_message(desk: Desk) -> str:
    """What the status line says."""
    return desk.screen.query_one(StatusLine).message


async def test_a_tag_is_offered_most_used_first_and_tab_takes_it(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("n", "a", *"#factory", "escape", "n", "a", *"#fact-check #Fall", "escape")
        await desk.press("n", "a", *"#fact-check", "escape", "n", "a", *"see ")
        writing = hints(desk)
        assert "Esc save" in writing
        await desk.press("number_sign", "f")
        assert hints(desk).split() == ["Tab", "#fact-check", "#Fall", "#factory"]
        await desk.press("tab")
        assert desk.screen.panes.notes.draft == "see #fact-check "
        assert hints(desk).split() == ["Tab", "#Fall", "#factory"], "the others may take its place"
        await desk.press("x", "backspace", *"#fal", "tab")
        assert hints(desk) == writing
        await desk.press(*"and on", "escape")
        note = next(n for n in desk.newsroom.notes.of(desk.story) if n.body.startswith("see"))
        assert note.body == "see #fact-check #Fall and on"
        assert note.tags == ("fact-check", "Fall")


async def test_tab_goes_on_among_the_tags_offered(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("n", "a", *"#factory #fact-check #Fall", "escape", "n", "a", *"see #f", "tab")
        first = desk.screen.panes.notes.draft
        seen = [first]
        for key in ("tab", "tab", "tab", "shift+tab", "shift+tab"):
            await desk.press(key)
            seen.append(desk.screen.panes.notes.draft)
        assert len(set(seen[:3])) == 3
        assert seen == [*seen[:3], first, seen[2], seen[1]]
        assert desk.screen.panes.notes.query_one("NoteEditor").has_focus
        await desk.press(*"it", "tab")
        assert desk.screen.panes.notes.draft == f"{seen[1]}it"
        assert "Tab completes a #tag" in status_message(desk), "something else was typed"
        assert desk.screen.panes.notes.query_one("NoteEditor").has_focus


async def test_in_a_line_of_tags_too(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("n", "a", *"#factory #fact-check", "escape", "n", "a", *"here", "escape", "T", *"x fac", "tab")
        line = desk.app.screen.query_one(PromptInput)
        first = line.value
        await desk.press("tab")
        second = line.value
        assert {first, second} == {"x factory ", "x fact-check "}, "not the tags of a note elsewhere"
        await desk.press("tab", "shift+tab")
        assert line.value == second
        assert line.offered == (first.split()[1],)
        await desk.press("y", "tab", "shift+tab")
        assert line.value == f"{second}y"


async def test_tab_stays_in_the_editor_where_no_tag_is_offered(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("n", "a", *"#one", "escape", "n", "a", *"a#o", "enter", *"#on", "enter", *"x #zzz", "tab")
        assert desk.screen.panes.notes.query_one("NoteEditor").has_focus
        assert "No tag begins with “zzz” · Esc saves, F6 looks at the text" in status_message(desk)
        assert desk.screen.panes.notes.draft == "a#o\n#on\nx #zzz"
        await desk.press("f6", "4", "left", *"#")
        assert desk.screen.panes.notes.draft == "a#o\n#on\nx #zz#z"
        await desk.press("tab")
        assert desk.screen.panes.notes.draft == "a#o\n#on\nx #zz#z"


@pytest.mark.action("note.tags")
async def test_tags_are_set_in_one_line_and_are_the_note_s_own(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("n", "a", *"ask #embassy and `#code` of #embassy-2", "escape", "T")
        prompt = desk.app.screen.query_one(PromptInput)
        assert prompt.value == "embassy embassy-2 "
        await desk.press(*"5th", "enter")
        line = desk.app.screen.query_one(StatusLine)
        assert "5th” is no tag" in line.message
        assert line.display
        await desk.press(*["backspace"] * 30, *"#vote, emb", "tab", "backspace", *"-2", "enter")
        assert "Tags: #vote #embassy-2" in status_message(desk)
        (note,) = desk.newsroom.notes.of(desk.story)
        assert note.body == "ask embassy and `#code` of #embassy-2"
        assert note.tags == ("vote", "embassy-2")
        await desk.press("i", *" now", "escape")
        assert desk.newsroom.notes.of(desk.story)[0].tags == ("embassy-2", "vote")
        await desk.press("1", "n", "n", "f", *"true? #new", "escape")
        made = next(n for n in desk.newsroom.notes.of(desk.story) if n.body.startswith("true"))
        assert made.tags == ("new",)
        await desk.press("u", "u", "u", "u")
        assert desk.newsroom.notes.of(desk.story) == []


async def test_without_a_note_there_is_nothing_to_tag_and_escape_changes_nothing(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("T")
        assert "No note selected" in status_message(desk)
        await desk.press("n", "a", *"x #budget", "escape", "T", *" more", "escape")
        assert desk.newsroom.notes.of(desk.story)[0].tags == ("budget",)
        await desk.press("T", *["backspace"] * 8, "enter")
        assert "Tags: none" in status_message(desk)
        assert not desk.screen.query(Prompt)


@pytest.mark.parametrize(
    ("answer", "tags", "good"),
    [
        ("", (), True), (" #a, b  a ", ("a", "b"), True), ("økonomi g-7", ("økonomi", "g-7"), True),
        ("a/b", ("a/b",), False), ("##", (), True), ("7g", ("7g",), False), ("\x1b[31m", ("\x1b[31m",), False),
    ],
)  # fmt: skip
def test_what_tags_a_line_holds(answer: str, tags: tuple[str, ...], good: bool) -> None:
    assert tags_in(answer) == tags
    assert (fault_in(answer) == "") is good
