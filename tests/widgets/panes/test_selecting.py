"""Selecting words, searching and jumping in the article, by keys alone."""

from __future__ import annotations

from extract.types import Span
from tests.widgets.panes.test_article import opened, selections
from tests.widgets.sample import QUOTES, TEXT, drawn, lines, span
from widgets.state import Selection


async def test_a_selection_grows_and_shrinks() -> None:
    async with opened() as (pane, pilot, app):
        pane.begin_selection()
        assert pane.selecting
        assert pane.selected_span == span("Wednesday")
        pane.extend("word", 2)
        assert pane.selected_span == span("Wednesday, May 29")
        pane.extend("word", -1)
        assert pane.selected_span == span("Wednesday, May 2")
        pane.extend("paragraph", 1)
        assert pane.selected_span == span("Wednesday, May 29, 2024")
        pane.extend("character", -1)
        assert pane.selected_span == span("Wednesday, May 29, 202")
        await pilot.pause()
        assert selections(app)[-1].span == pane.selected_span
        assert drawn(pane, "Wednesday, May 29, 20").reverse
        pane.end_selection()
        assert bool(pane.selecting) is not True
        assert pane.selected_span == span("Wednesday, May 29, 202")


async def test_the_other_end_can_be_moved() -> None:
    async with opened() as (pane, _pilot, _app):
        pane.select(Selection(span=span("Embassy spokesman")))
        pane.begin_selection()
        pane.extend("word", 2)
        assert pane.selected_span == span("Embassy spokesman Liu Pengyu")
        pane.swap_ends()
        pane.extend("word", 2)
        assert pane.selected_span is not None
        assert pane.selected_span.of(TEXT).endswith("Liu Pengyu")
        pane.extend("sentence", -1)
        assert pane.selected_span == span("Embassy spokesman Liu Pengyu")


async def test_quotes_and_mentions_are_motions_too() -> None:
    async with opened() as (pane, _pilot, _app):
        pane.select(Selection(span=span("Wednesday")))
        pane.begin_selection()
        pane.extend_to_quote(1)
        assert pane.selected_span == Span(0, QUOTES[0].span.end)
        pane.extend_to_quote(2)
        assert pane.selected_span == Span(0, QUOTES[2].span.end)
        assert "trade between China and Russia" in "".join(lines(pane)), "the free end is in sight"
        pane.extend_to_quote(-1)
        assert pane.selected_span is not None
        assert pane.selected_span.end == QUOTES[2].span.start + 1
        pane.extend_to_mention(-1)
        assert pane.selected_span.end < QUOTES[2].span.start + 1


async def test_lines_are_a_motion_in_their_column() -> None:
    async with opened() as (pane, _pilot, _app):
        pane.select(Selection(span=span("Policy:")))
        pane.begin_selection()
        pane.extend_lines(1)
        assert pane.selected_span is not None
        words = pane.selected_span.of(TEXT)
        assert words.startswith("Policy: According")
        assert 60 < len(words) < 100
        pane.extend_lines(-1)
        assert pane.selected_span == span("Policy:")
        pane.extend_lines(-100)
        assert pane.selected_span.start < 10


async def test_another_selection_ends_the_growing() -> None:
    async with opened() as (pane, pilot, _app):
        pane.extend("word", 1)
        assert pane.selecting
        pane.select(pane.selection)
        assert pane.selecting, "an echo from the app does not"
        pane.step_quote(1)
        await pilot.pause()
        assert bool(pane.selecting) is not True
        pane.show("")
        pane.begin_selection()
        assert not pane.selecting


async def test_search_counts_marks_and_steps() -> None:
    async with opened() as (pane, pilot, app):
        count = pane.find("russia's")
        assert count == TEXT.lower().count("russia’s")
        assert drawn(pane, "Russia’s").underline
        await pilot.pause()
        assert not selections(app), "looking is not going"
        assert pane.match_number == 0
        for number in range(1, count + 1):
            pane.step_match(1)
            assert pane.match_number == number
        pane.step_match(1)
        await pilot.pause()
        assert pane.match_number == 1
        assert [m.wrapped for m in app.messages if hasattr(m, "wrapped")][-1]
        assert pane.find("nowhere to be found") == 0
        pane.step_match(1)
        assert pane.find("") == 0


async def test_search_shows_the_first_match_below() -> None:
    async with opened(size=(80, 10)) as (pane, _pilot, _app):
        pane.find("Scholz")
        assert "Scholz" in "".join(lines(pane))


async def test_labels_lead_to_what_is_on_the_screen() -> None:
    async with opened() as (pane, pilot, app):
        pane.note_marks({"n1": span("Policy:")})
        labels = pane.label_targets()
        assert len(set(labels)) == len(labels) >= 4
        assert drawn(pane, labels[0]).reverse
        assert not pane.choose_label("?")
        assert pane.choose_label(labels[0])
        await pilot.pause()
        assert selections(app)[-1].quote == "q1"
        assert "China is helping Russia with military" in "".join(lines(pane)), "the labels are gone"
        labels = pane.label_targets()
        assert pane.choose_label(labels[-1])
        pane.label_targets()
        pane.clear_labels()
        assert not pane.choose_label(labels[0])


async def test_many_targets_have_labels_of_two_letters() -> None:
    text = "word " * 200
    async with opened(text) as (pane, _pilot, _app):
        pane.note_marks({f"n{i}": Span(5 * i, 5 * i + 4) for i in range(200)})
        labels = pane.label_targets()
        assert len(labels) > 26
        assert {len(label) for label in labels} == {2}
        assert lines(pane)[0][2:7] == f"{labels[0]}rd "
