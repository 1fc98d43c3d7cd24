"""The stylebook in the article: marks with a sign, and what is said of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.span import Span
from tests.tui.conftest import Opener
from widgets.bars import StatusLine

BOOK = """\
[[banned]]
term = "rearmament"
why = "say what is bought"
[[title]]
name = "Liu Pengyu"
prefer = "ambassador"
"""


@pytest.mark.action("style.marks", "style.next")
async def test_the_stylebook_s_marks_and_what_they_say(open_article: Opener, home: Path) -> None:
    (home / "stylebook.toml").write_text(BOOK, encoding="utf-8")
    async with open_article() as desk:
        pane, text = desk.screen.panes.article, desk.story.text
        assert text is not None
        line = pane.lines.line_of(text.index("rearmament"))
        plain = [segment.text for segment in pane.draw_line(line)]
        await desk.screen.act("style.marks")
        await desk.settle()
        assert desk.screen.query_one(StatusLine).message == "2 places against the stylebook, marked with !"
        assert [flag.span.of(text) for flag in pane.flags] == ["rearmament", "Liu Pengyu"]
        marked = [segment.text for segment in pane.draw_line(line)]
        assert (plain[1], marked[1]) == (" ", "!")
        assert "rearmament" in marked
        await desk.press("g")
        await desk.screen.act("style.next")
        await desk.settle()
        assert desk.screen.query_one(StatusLine).message == "“rearmament”: not used (say what is bought)"
        start = text.index("rearmament")
        assert pane.selected_span == Span(start, start + len("rearmament"))
        await desk.screen.act("style.next")
        await desk.settle()
        assert "Liu Pengyu is “ambassador”" in desk.screen.query_one(StatusLine).message
        await desk.screen.act("style.marks")
        await desk.settle()
        assert not pane.flags
        assert [segment.text for segment in pane.draw_line(line)] == plain


async def test_no_stylebook_and_a_bad_one(open_article: Opener, home: Path) -> None:
    async with open_article() as desk:
        await desk.screen.act("style.marks")
        await desk.settle()
        assert "No stylebook" in desk.screen.query_one(StatusLine).message
        (home / "stylebook.toml").write_text("[[banned]]\nterm = 3\n", encoding="utf-8")
        await desk.screen.act("style.next")
        await desk.settle()
        assert "stylebook.toml:2: banned.term" in desk.screen.query_one(StatusLine).message
        (home / "stylebook.toml").write_text('[[banned]]\nterm = "unheard of"\n', encoding="utf-8")
        await desk.screen.act("style.marks")
        await desk.settle()
        assert desk.screen.query_one(StatusLine).message == "No style marks: nothing against the stylebook"
