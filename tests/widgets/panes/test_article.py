"""The article pane: what it draws, and what it says the user did."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.pilot import Pilot

from extract.types import Span
from tests.widgets.sample import ACTORS, BLOCKS, HOSTILE, QUOTES, TEXT, Holder, drawn, lines, repaints, span
from tests.widgets.text.test_safe import harmful
from widgets.panes.article import ArticlePane
from widgets.state import Selection


@asynccontextmanager
async def opened(
    text: str = TEXT, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[ArticlePane, Pilot[None], Holder]]:
    """An article pane that fills the screen, showing `text`, marked where it is the sample."""
    pane = ArticlePane(id="article")
    app = Holder(pane)
    async with app.run_test(size=size, message_hook=app.hear) as pilot:
        pane.show(text, BLOCKS if text is TEXT else ())
        if text is TEXT:
            pane.mark(QUOTES, ACTORS)
        await pilot.pause()
        yield pane, pilot, app


def selections(app: Holder) -> list[Selection]:
    return [m.selection for m in app.messages if isinstance(m, ArticlePane.Selected)]


async def test_every_word_is_drawn_once() -> None:
    async with opened(size=(60, 24)) as (pane, _pilot, _app):
        seen: list[str] = []
        while True:
            top = pane.scroll_offset.y
            seen += [line[1:].strip() for line in lines(pane)]
            pane.show_from(top + 24)
            if pane.scroll_offset.y < top + 24:
                missing = pane.scroll_offset.y - top
                seen += [line[1:].strip() for line in lines(pane)][24 - missing :]
                break
        assert " ".join(" ".join(seen).split()) == " ".join(TEXT.split())


async def test_marks_and_zones_differ_by_more_than_colour() -> None:
    async with opened() as (pane, _pilot, _app):
        assert drawn(pane, "The US").bold
        assert drawn(pane, "Of NTB").dim
        pane.show_from(12)
        assert drawn(pane, "on a faster timeline").underline
        assert drawn(pane, "said").bold
        assert any(line.startswith("│") for line in lines(pane))
        pane.select(Selection(span=QUOTES[1].span, quote="q2"))
        assert drawn(pane, "on a faster timeline").reverse
        assert any(line.startswith("▌") for line in lines(pane)), "the margin tells the selected quote without reverse"


async def test_stepping_through_the_quotes_and_round() -> None:
    async with opened() as (pane, pilot, app):
        for _ in range(5):
            pane.step_quote(1)
            await pilot.pause()
        pane.step_quote(-1)
        await pilot.pause()
        assert [s.quote for s in selections(app)] == ["q1", "q2", "q3", "q4", "q1", "q4"]
        assert [m.wrapped for m in app.messages if isinstance(m, ArticlePane.Selected)] == [False] * 4 + [True, True]
        assert selections(app)[3] == Selection(span=QUOTES[3].span, quote="q4", actor="a1")
        assert pane.selection == selections(app)[-1]
        assert "encourage" in "".join(lines(pane))


async def test_stepping_starts_from_the_top_of_the_screen_when_the_selection_is_out_of_sight() -> None:
    async with opened(size=(80, 10)) as (pane, pilot, app):
        pane.step_quote(1)
        pane.show_from(32)
        pane.step_quote(1)
        await pilot.pause()
        assert [s.quote for s in selections(app)] == ["q1", "q3"]
        pane.select(Selection(span=span("Scholz")))
        pane.step_quote(-1)
        await pilot.pause()
        assert selections(app)[-1].quote == "q2"


async def test_stepping_goes_on_from_the_selection_through_any_resize() -> None:
    async with opened(size=(80, 40)) as (pane, pilot, app):
        pane.show_from(0)
        for size in ((80, 40), (37, 6), (200, 50), (20, 4)):
            await pilot.resize_terminal(*size)
            pane.step_quote(1)
        await pilot.pause()
        assert [s.quote for s in selections(app)] == ["q1", "q2", "q3", "q4"]
        await pilot.resize_terminal(37, 6)
        await pilot.pause()
        assert pane.selected_span is not None
        assert pane.selected_span.overlaps(pane.window), "a resize left the selection out of view"


async def test_stepping_in_a_pane_that_is_not_laid_out_yet() -> None:
    async with opened(size=(80, 10)) as (pane, pilot, app):
        pane.display = False
        await pilot.pause()
        for _ in range(3):
            pane.step_quote(1)
        pane.display = True
        await pilot.pause()
        pane.step_quote(1)
        await pilot.pause()
        assert [s.quote for s in selections(app)] == ["q1", "q2", "q3", "q4"]


async def test_hiding_a_pane_does_not_move_the_focus() -> None:
    async with opened() as (pane, pilot, app):
        pane.focus()
        await pilot.pause()
        pane.display = False
        await pilot.pause()
        pane.display = True
        await pilot.pause()
        await pilot.pause()
        assert app.focused is pane


async def test_stepping_through_the_mentions_of_one_actor_or_all() -> None:
    async with opened() as (pane, pilot, app):
        pane.step_mention(1)
        await pilot.pause()
        assert selections(app)[-1].actor == "a3"
        pane.select(Selection(actor="a2"))
        for _ in range(4):
            pane.step_mention(1)
            await pilot.pause()
        mentions = [m.span for m in ACTORS[1].mentions]
        assert [s.span for s in selections(app)[1:]] == [*mentions, mentions[0]]
        assert drawn(pane, "US officials").bold


async def test_notes_stand_in_the_margin_and_are_stepped_to() -> None:
    async with opened() as (pane, pilot, app):
        places = {"n2": span("Policy:"), "n1": span("Wednesday"), "n3": span("Policy: According")}
        pane.note_marks(places, {"n1": "◇", "n2": "◆", "n3": "!"})
        signs = [line[0] for line in lines(pane)]
        assert signs[0] == "◇"
        assert "!" in signs, "the more urgent of two"
        assert "◆" not in signs
        pane.step_note(1)
        pane.step_note(1)
        await pilot.pause()
        assert [s.note for s in selections(app)] == ["n1", "n2"]
        assert drawn(pane, "!").bold
        pane.note_marks({})
        assert not {"◇", "◆", "!"} & {line[0] for line in lines(pane)}


async def test_selecting_from_outside_is_quiet_and_repaints_what_changed() -> None:
    async with opened() as (pane, pilot, app):
        with repaints(pane) as regions:
            pane.select(Selection(span=span("Wednesday")))
        assert {region.y for region in regions} == {0}
        pane.select(Selection(span=span("Policy:")), reveal=False)
        await pilot.pause()
        assert not selections(app)
        assert pane.selected_span == span("Policy:")


async def test_marking_keeps_the_place() -> None:
    async with opened() as (pane, _pilot, _app):
        pane.show_from(9)
        pane.mark(QUOTES[:1], ())
        assert pane.scroll_offset.y == 9


async def test_a_click_selects_the_mark_under_it() -> None:
    async with opened() as (pane, pilot, app):
        row = next(y for y, line in enumerate(lines(pane)) if "The US claims" in line)
        column = lines(pane)[row].index("helping")
        await pilot.click(pane, offset=(column, row))
        assert selections(app)[-1].quote == "q1"
        column = lines(pane)[row].index("China")
        await pilot.click(pane, offset=(column, row))
        assert selections(app)[-1] == Selection(span=ACTORS[2].mentions[0].span, actor="a3")
        count = len(selections(app))
        await pilot.click(pane, offset=(3, 1))
        assert len(selections(app)) == count, "there are no words"
        await pilot.click(pane, offset=(4, 0))
        assert selections(app)[-1] == Selection(), "these words are no one's"
        pane.note_marks({"n1": span("Wednesday")})
        await pilot.click(pane, offset=(0, 0))
        assert selections(app)[-1].note == "n1"


async def test_a_double_click_selects_a_word_and_a_drag_what_it_covers() -> None:
    async with opened() as (pane, pilot, app):
        await pilot.double_click(pane, offset=(4, 0))
        assert selections(app)[-1].span == span("Wednesday")
        await pilot.mouse_down(pane, offset=(2, 0))
        await pilot.hover(pane, offset=(10, 0))
        await pilot.mouse_up(pane, offset=(10, 0))
        await pilot.pause()
        assert pane.selected_span == span("Wednesday")
        assert selections(app)[-1].span == span("Wednesday")


@pytest.mark.parametrize("size", [(80, 24), (20, 5), (1, 1), (3, 2), (200, 50)])
async def test_the_place_stays_through_a_resize_storm(size: tuple[int, int]) -> None:
    async with opened() as (pane, pilot, _app):
        pane.show_from(20)
        words = lines(pane)[0][2:14]
        for width, height in ((20, 5), size, (200, 50), (37, 11), size, (80, 24)):
            await pilot.resize_terminal(width, height)
        await pilot.pause()
        assert pane.size.width == 80
        assert lines(pane)[0][2:14] == words


async def test_places() -> None:
    async with opened() as (pane, pilot, app):
        assert pane.place == "top"
        pane.scroll_lines(10)
        assert pane.scroll_offset.y == 10
        assert pane.place.endswith("%")
        pane.scroll_pages(1)
        assert pane.scroll_offset.y > 20
        pane.go_bottom()
        assert pane.place == "end"
        assert "Jaun News English" in "".join(lines(pane))
        pane.go_top()
        await pilot.pause()
        assert pane.scroll_offset.y == 0
        assert [m.place for m in app.messages if isinstance(m, ArticlePane.Moved)][-1] == "top"
        pane.show("short")
        assert pane.place == "all"
        pane.go_bottom()
        assert pane.scroll_offset.y == 0


async def test_no_hostile_text_reaches_the_screen() -> None:
    for size in ((40, 10), (3, 3)):
        async with opened("", size) as (pane, _pilot, _app):
            for text in HOSTILE:
                pane.show(text)
                pane.select(Selection(span=Span(0, len(text))))
                pane.find(text[:1])
                pane.begin_selection()
                pane.extend("word", 3)
                pane.note_marks({"n": Span(0, len(text))})
                pane.label_targets()
                for y in range(pane.size.height):
                    strip = pane.render_line(y)
                    assert strip.cell_length == pane.size.width
                    assert not harmful(strip.text)


async def test_a_hundred_thousand_words() -> None:
    copies = 220
    text = (TEXT + "\n") * copies
    quotes = [
        QUOTES[i].__class__(
            id=f"{n}-{QUOTES[i].id}",
            kind=QUOTES[i].kind,
            fragments=tuple(
                Span(f.start + n * (len(TEXT) + 1), f.end + n * (len(TEXT) + 1)) for f in QUOTES[i].fragments
            ),
        )
        for n in range(copies)
        for i in range(len(QUOTES))
    ]
    pane = ArticlePane()
    app = Holder(pane)
    async with app.run_test(size=(80, 24), message_hook=app.hear) as pilot:
        started = time.thread_time()
        pane.show(text)
        lines(pane)
        assert time.thread_time() - started < 0.1
        pane.mark(quotes, ())
        await pilot.pause()
        pane.go_to_offset(int(0.9 * len(pane.text)))
        started = time.thread_time()
        pane.step_quote(1)
        lines(pane)
        assert time.thread_time() - started < 0.03
        started = time.thread_time()
        await pilot.resize_terminal(61, 30)
        lines(pane)
        assert time.thread_time() - started < 0.2
        pane.go_bottom()
        assert "Jaun News" in "".join(lines(pane))
