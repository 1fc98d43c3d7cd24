"""The tables: what they show at any width, and what they say the user did."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rich.cells import cell_len
from textual.containers import Vertical
from textual.message import Message

from extract.types import Actor, Quote, Span
from tests.widgets.sample import ACTORS, HOSTILE, QUOTES, TEXT, Holder, drawn, lines, repaints
from tests.widgets.text.test_safe import harmful
from widgets.bars import PaneTitle
from widgets.panes.actors import ActorsPane
from widgets.panes.desk import DeskTable, desk_row
from widgets.panes.notes import NoteList, NotesPane
from widgets.panes.quotes import QuotesPane
from widgets.state import DeskRow, NoteRow
from widgets.tables.columns import NO_DATE, Row
from widgets.tables.table import Table
from widgets.text.speaker_colours import SpeakerColours

DESK = [
    DeskRow("k1", "China helps Russia", "us-china-russia.txt", "2024-04-13T05:03:06", 19, 14, 2),
    DeskRow("k2", "Border closed over Easter", "border.txt", "2024-03-29", None, None, 0, "reading"),
    DeskRow("k3", "Ice remembers", "ice.txt", "", None, None, 0, "error: not a text file"),
]


def shown(table: Table) -> list[str]:
    return [line.rstrip() for line in lines(table) if line.strip()]


async def test_actors_say_who_speaks_for_whom() -> None:
    pane = ActorsPane()
    app = Holder(pane)
    async with app.run_test(size=(100, 24), message_hook=app.hear) as pilot:
        assert "not read yet" in "".join(lines(pane))
        pane.show(ACTORS, QUOTES, TEXT)
        await pilot.pause()
        header, liu, officials, china, scholz = shown(pane)
        assert header.split() == ["Name", "Who", "they", "are", "quot", "words", "ment"]
        assert " ".join(liu.split()) == "● Liu Pengyu Embassy spokesman, Chinese embassy in the US 2 35 2"
        assert officials.startswith(" ○ US officials")
        assert " ".join(china.split()) == "· China country 1"
        assert scholz.split() == ["·", "Olaf", "Scholz", "German", "Prime", "Minister,", "Germany", "1"]
        pane.filter("unnamed")
        assert pane.selected == "a2", "the sign's word can be filtered by"


async def test_in_thirty_cells_an_actor_is_a_sign_a_name_and_two_numbers() -> None:
    pane = ActorsPane()
    async with Holder(pane).run_test(size=(30, 6)) as pilot:
        pane.show(ACTORS, QUOTES, TEXT, human={"a1"})
        await pilot.pause()
        assert lines(pane)[0].split() == ["Name", "quot", "wds"]
        assert lines(pane)[1].split() == ["●", "Liu", "Pengyu", "*", "2", "35"]


async def test_the_selected_row_is_loud_where_the_keyboard_is_and_has_a_sign_elsewhere() -> None:
    pane = ActorsPane()
    async with Holder(pane).run_test(size=(60, 8)) as pilot:
        pane.show(ACTORS, QUOTES, TEXT)
        pane.focus()
        await pilot.pause()
        assert lines(pane)[1].startswith(" ● Liu Pengyu")
        assert drawn(pane, "Liu Pengyu").reverse
        with repaints(pane) as regions:
            pane.screen.set_focus(None)
            await pilot.pause()
        assert lines(pane)[1].startswith("▸● Liu Pengyu")
        assert not drawn(pane, "Liu Pengyu").reverse
        assert {region.y for region in regions} == {1}, "nothing but the row is painted again"


async def test_a_speaker_has_one_colour_and_keeps_it() -> None:
    actors, quotes = ActorsPane(), QuotesPane()
    colours = []
    for pane in (actors, quotes):
        async with Holder(pane).run_test(size=(100, 8)) as pilot:
            actors.show(ACTORS, QUOTES, TEXT)
            quotes.show(QUOTES, ACTORS, TEXT)
            pane.screen.set_focus(None)
            await pilot.pause()
            colours.append([drawn(pane, name).color for name in ("● Liu Pengyu", "○ US officials")])
    assert colours[0] == colours[1]
    assert len({str(colour) for colour in colours[0]}) == 2
    given = SpeakerColours()
    assert given.numbers(QUOTES, TEXT) == {"a1": 2, "a2": 1} or given.numbers(QUOTES, TEXT) == {"a1": 1, "a2": 2}
    before = given.numbers(QUOTES, TEXT)
    moved = [replace(quote, actor="a1" if quote.actor == "a2" else "a4") for quote in QUOTES]
    after = given.numbers(moved, TEXT)
    assert after["a1"] == before["a1"]
    assert after["a4"] == 3
    assert given.numbers(QUOTES, "another article").keys() == before.keys()


async def test_a_table_under_a_rule_has_its_heads_there() -> None:
    pane, rule = ActorsPane(), PaneTitle("2 Actors")
    async with Holder(Vertical(rule, pane)).run_test(size=(30, 8)) as pilot:
        pane.show(ACTORS, QUOTES, TEXT)
        pane.sort_by("quotes")
        await pilot.pause()
        assert lines(rule)[0] == "─ 2 Actors ───────── qts▼  wds"
        assert lines(pane)[0].split()[1:] == ["Liu", "Pengyu", "2", "35"], "the first line is a row"
        assert lines(pane)[0].index("2") == lines(rule)[0].index("▼")


async def test_the_head_of_the_sorted_column_has_an_arrow() -> None:
    pane = ActorsPane()
    async with Holder(pane).run_test(size=(80, 8)) as pilot:
        pane.show(ACTORS, QUOTES, TEXT)
        pane.sort_by("words")
        await pilot.pause()
        assert lines(pane)[0].split() == ["Name", "Who", "they", "are", "quot", "wds▼", "ment"], "the most first"
        pane.reverse_order()
        assert "▲" in lines(pane)[0]
        pane.sort_by(None)
        assert not {"▲", "▼"} & set(lines(pane)[0])


async def test_a_table_says_of_no_rows_what_is_true() -> None:
    pane = ActorsPane()
    async with Holder(pane).run_test(size=(60, 6)) as pilot:
        assert shown(pane)[1].strip() == "not read yet"
        pane.show([], [])
        await pilot.pause()
        assert shown(pane)[1].strip() == "no actors found"
        pane.empty = "none of these"
        pane.show([], [])
        assert shown(pane)[1].strip() == "none of these"


async def test_the_user_moves_and_walks() -> None:
    pane = ActorsPane()
    app = Holder(pane)
    async with app.run_test(size=(80, 24), message_hook=app.hear) as pilot:
        pane.show(ACTORS, QUOTES)
        pane.focus()
        await pilot.press("j", "down", "k", "enter", "G", "G", "g")
        posted = [m for m in app.messages if isinstance(m, ActorsPane.Chosen | ActorsPane.Entered)]
        assert [m.actor_id for m in posted] == ["a2", "a3", "a2", "a2", "a4", "a1"]
        assert [isinstance(m, ActorsPane.Entered) for m in posted] == [False, False, False, True, False, False]
        app.messages.clear()
        pane.select("a3")
        pane.select(None)
        pane.select("not there")
        await pilot.pause()
        assert pane.selected == "a3"
        assert not app.messages


async def test_a_click_moves_and_a_second_one_enters() -> None:
    pane = ActorsPane()
    app = Holder(pane)
    async with app.run_test(size=(80, 24), message_hook=app.hear) as pilot:
        pane.show(ACTORS, QUOTES)
        await pilot.click(pane, offset=(5, 3))
        assert isinstance(app.messages[-1], ActorsPane.Chosen)
        assert app.messages[-1].actor_id == "a3"
        await pilot.click(pane, offset=(5, 3))
        assert isinstance(app.messages[-1], ActorsPane.Entered)
        count = len(app.messages)
        await pilot.click(pane, offset=(5, 20))
        assert len(app.messages) == count


async def test_a_click_on_a_head_sorts_and_a_second_one_reverses() -> None:
    pane = ActorsPane()
    app = Holder(pane)
    async with app.run_test(size=(80, 24), message_hook=app.hear) as pilot:
        pane.show(ACTORS, QUOTES)
        await pilot.click(pane, offset=(5, 0))
        assert isinstance(app.messages[-1], ActorsPane.Sorted)
        assert pane.order == ("name", False)
        names = [row.cells[1] for row in pane.rows]
        assert names == sorted(names, key=str.casefold)
        await pilot.click(pane, offset=(5, 0))
        assert pane.order == ("name", True)
        assert [row.cells[1] for row in pane.rows] == names[::-1]


async def test_quotes_show_kind_speaker_cue_and_doubt() -> None:
    pane = QuotesPane()
    app = Holder(pane)
    async with app.run_test(size=(80, 24), message_hook=app.hear) as pilot:
        pane.show(QUOTES, ACTORS, TEXT)
        await pilot.pause()
        rows = shown(pane)
        assert rows[1].startswith(" paraphrase ○ US officials China is helping")
        assert rows[1].endswith("claims")
        assert rows[2].startswith(" direct     ○ US officials ? Russia is carrying out")
        assert rows[4].startswith(" direct     ● Liu Pengyu   We encourage the American side")
        pane.focus()
        await pilot.press("j", "enter")
        assert [(type(m).__name__, m.quote_id) for m in app.messages] == [("Chosen", "q2"), ("Entered", "q2")]  # type: ignore[attr-defined]


async def test_a_quote_without_speaker_or_cue() -> None:
    pane = QuotesPane()
    async with Holder(pane).run_test(size=(80, 24)) as pilot:
        pane.show([replace(QUOTES[0], speaker=None, actor=None, cue=None)], (), TEXT)
        await pilot.pause()
        assert "○ no one named" in shown(pane)[0] + shown(pane)[-1]


async def test_a_kind_without_room_for_its_word_is_a_sign() -> None:
    pane = QuotesPane()
    async with Holder(pane).run_test(size=(49, 8)) as pilot:
        pane.show([*QUOTES, replace(QUOTES[0], id="q9", kind="mixed")], ACTORS, TEXT, human={"q2"})
        await pilot.pause()
        rows = shown(pane)[1:]
        assert [row[1:3] for row in rows] == ["~ ", "“”", "~ ", "“”", "“…"]
        assert "US officials *" in rows[1], "set by a person"
        assert "?" not in rows[1][:25]
        pane.filter("partial")
        assert pane.selected == "q9"


@pytest.mark.parametrize("width", [120, 80, 56, 40, 20, 8, 2, 1])
async def test_columns_fit_any_width_and_keep_the_main_one(width: int) -> None:
    for pane in (ActorsPane(), QuotesPane(), DeskTable()):
        async with Holder(pane).run_test(size=(width, 10)) as pilot:
            fill(pane)
            await pilot.pause()
            for y in range(pane.size.height):
                assert pane.render_line(y).cell_length == width
            if width >= 20:
                assert any(word in "".join(lines(pane)) for word in ("Liu Pengyu", "China helps"))


def fill(pane: Table) -> None:
    if isinstance(pane, ActorsPane):
        pane.show(ACTORS, QUOTES, TEXT)
    elif isinstance(pane, QuotesPane):
        pane.show(QUOTES, ACTORS, TEXT)
    elif isinstance(pane, DeskTable):
        pane.show(DESK)


async def test_the_desk_opens_articles_and_follows_their_state() -> None:
    desk = DeskTable()
    app = Holder(desk)
    async with app.run_test(size=(100, 10), message_hook=app.hear) as pilot:
        desk.show(DESK)
        await pilot.pause()
        assert "error: not a text file" in shown(desk)[3]
        assert shown(desk)[1].split()[-3:] == ["2024-04-13", "14", "done"]
        desk.focus()
        await pilot.press("down", "enter")
        desk.open_selected()
        await pilot.pause()
        assert [m.key for m in app.messages if isinstance(m, DeskTable.Opened)] == ["k2", "k2"]
        desk.update_row(replace(DESK[1], state="", quotes=3, notes=2, open_notes=1))
        await pilot.pause()
        assert shown(desk)[2].split()[-3:] == ["3", "1", "open"]
        assert desk.selected == "k2"
        desk.update_row(DeskRow("k4", "A fourth"))
        assert desk.row_count == 4


async def test_filter_and_order() -> None:
    desk = DeskTable()
    async with Holder(desk).run_test(size=(100, 10)) as pilot:
        desk.show(DESK)
        desk.select("k2")
        assert desk.filter("EASTER border") == 1
        assert desk.selected == "k2"
        assert desk.filter("no such thing") == 0
        assert str(desk.selected) == "None"
        await pilot.pause()
        assert "no rows with “no such thing” · Esc shows all 3" in "".join(lines(desk))
        desk.move(1)
        desk.action_enter()
        assert desk.filter("") == 3
        desk.sort_by("title")
        assert [row.split()[0] for row in shown(desk)[1:]] == ["Border", "China", "Ice"]
        desk.reverse_order()
        assert [row.split()[0] for row in shown(desk)[1:]] == ["Ice", "China", "Border"]
        desk.sort_by("time")
        assert shown(desk)[1].split()[0] == "Border"
        assert desk.sort_next() == "quotes"
        assert shown(desk)[1].split()[0] == "China"
        assert desk.sort_next(2) == ""
        assert [row.split()[0] for row in shown(desk)[1:]] == ["China", "Border", "Ice"]


async def test_the_cursor_stays_in_sight_and_on_its_row() -> None:
    pane = ActorsPane()
    actors = [Actor(f"a{n}", f"Actor {n}", "person") for n in range(1000)]
    async with Holder(pane).run_test(size=(40, 10)) as pilot:
        pane.show(actors, ())
        pane.focus()
        await pilot.press("pagedown", "pagedown")
        assert pane.selected == "a16"
        assert "Actor 16" in "".join(lines(pane))
        pane.select("a777")
        assert "Actor 777" in "".join(lines(pane))
        pane.show(actors[500:], ())
        assert pane.selected == "a777"
        await pilot.pause()
        assert "Actor 777" in "".join(lines(pane))
        await pilot.resize_terminal(40, 4)
        assert "Actor 777" in "".join(lines(pane))
        pane.show(actors[:3], ())
        await pilot.pause()
        assert pane.selected == "a2"
        await pilot.press("home", "pageup", "end")
        assert pane.selected == "a2"


async def test_a_step_of_the_cursor_redraws_two_lines() -> None:
    pane = ActorsPane()
    async with Holder(pane).run_test(size=(80, 24)) as pilot:
        pane.show(ACTORS, QUOTES)
        await pilot.pause()
        with repaints(pane) as regions:
            pane.select("a2")
        assert {region.y for region in regions} == {1, 2}


async def test_no_hostile_text_reaches_the_screen() -> None:
    actors, quotes, desk, notes = ActorsPane(), QuotesPane(), DeskTable(), NotesPane()
    for pane in (actors, quotes, desk, notes):
        async with Holder(pane).run_test(size=(60, 6)):
            table = pane.query_one(NoteList) if isinstance(pane, NotesPane) else pane
            for text in HOSTILE:
                actors.show([Actor("x", text, "person", role=text, affiliation=text)], ())
                quotes.show(
                    [Quote("q", "direct", (Span(0, len(text)),), actor="x")], [Actor("x", text, "person")], text
                )
                desk.show([DeskRow("k", text, text, text, state=text)])
                notes.show([NoteRow("n", text, text, text, text, text, (text,), None, text, text)])
                for y in range(table.size.height):
                    line = table.render_line(y)
                    assert not harmful(line.text)
                    assert line.cell_length == cell_len(line.text) == 60


def test_messages_are_data() -> None:
    assert isinstance(DeskTable.Opened("k"), Message)
    assert DeskTable.Opened("k").key == "k"


async def test_the_source_of_a_desk_row_tells_one_from_the_next() -> None:
    desk = DeskTable()
    async with Holder(desk).run_test(size=(100, 10)) as pilot:
        path = DeskRow("k1", "T" * 60, "/srv/a/very/long/way/to/the/wire/harbour-bridge.txt", "2024-03-29")
        desk.show([path, DeskRow("k2", "U" * 60, "https://www.example.org/a/long/way/to/it", "2024-03-29")])
        await pilot.pause()
        assert "bridge.txt" in shown(desk)[1]
        assert " example.org/" in shown(desk)[2]
        desk.show([DeskRow("k3", "V" * 60, "the-harbour-bridge-telegram.example", "2024-03-29")])
        await pilot.pause()
        assert " the-harbour" in shown(desk)[1]


async def test_the_state_of_an_article_can_be_read_on_80_columns() -> None:
    desk = DeskTable()
    async with Holder(desk).run_test(size=(80, 10)) as pilot:
        rows = [
            DeskRow(str(n), "A headline that is long enough for the line " * 2, "www.example.org", "2026-11-24",
                    12, 11, 3, state)
            for n, state in enumerate(("CANCELED", "draft 14:02", "EMBARGO 25 Nov 06:00 UTC", "12 overdue"))
        ]  # fmt: skip
        desk.show(rows)
        await pilot.pause()
        first, second, third, fourth = shown(desk)[1:5]
        assert " CANCELED " in first
        assert " draft 14:02 " in second
        assert " EMBARGO 25 Nov" in third
        assert " 12 overdue " in fourth
        assert "A headline that" in first


async def test_what_a_note_is_and_how_it_stands_can_be_read_on_80_columns() -> None:
    notes = NoteList()
    async with Holder(notes).run_test(size=(80, 10)) as pilot:
        cells = ("◇ done", "right of reply", "no answer", "Ada Quill (minister)", "w" * 90, "#border", "robert", "2026")
        notes.set_rows([Row("n1", cells), Row("n2", ("◆ open", "note", "", "", "short", "", "", "2026-11-24"))])
        await pilot.pause()
        head, first = shown(notes)[:2]
        assert first.split()[:6] == ["◇", "right", "of", "reply", "no", "answer"]
        assert head.split()[:3] == ["Type", "State", "About"], "no room for a column without a cell"
        await pilot.resize_terminal(44, 10)
        await pilot.pause()
        assert "www" in shown(notes)[1]


def test_the_desk_shows_no_arrival_day_as_a_date() -> None:
    def shown(row: DeskRow) -> str:
        return str(desk_row(row).cells[4])

    arrived = DeskRow("k1", "Pier closes", time="2026-11-13T09:00:00Z", dated=False)
    assert shown(arrived) == NO_DATE
    assert desk_row(arrived).order[4] == arrived.time, "sorted by when it arrived"
    assert shown(DeskRow("k2", "Pier closes", time="2026-11-13T09:00:00Z")) == "2026-11-13"
    assert shown(DeskRow("k3", "Pier closes")) == "", "nothing is known yet"
