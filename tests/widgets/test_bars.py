"""The one-line widgets."""

from __future__ import annotations

from tests.waiting import until
from tests.widgets.sample import HOSTILE, Holder, drawn, lines, repaints
from tests.widgets.text.test_safe import harmful
from widgets.bars import HintBar, PaneTitle, StatusLine


async def test_a_title_shows_count_note_and_keyboard() -> None:
    title = PaneTitle("2 Actors", id="t")
    async with Holder(title).run_test(size=(40, 3)) as pilot:
        assert lines(title)[0] == "─ 2 Actors " + "─" * 29
        title.count = 19
        title.note = "34%"
        await pilot.pause()
        assert lines(title)[0] == "─ 2 Actors 19 " + "─" * 20 + " 34% ─"
        with repaints(title) as regions:
            title.active = True
        assert lines(title)[0].startswith("─►2 Actors 19 ─")
        assert drawn(title, "►2 Actors 19 ").reverse
        assert regions
        title.heads = [(25, "qts"), (30, "wds▼")]
        assert lines(title)[0] == "─►2 Actors 19 34% ────── qts  wds▼ ─────"
        assert (title.count, title.note, title.active) == (19, "34%", True)


async def test_hints_are_shown_as_far_as_they_fit() -> None:
    bar = HintBar()
    async with Holder(bar).run_test(size=(30, 3)) as pilot:
        bar.show([("n", "next quote"), ("a", "note"), ("E", "export"), ("?", "help")])
        await pilot.pause()
        assert lines(bar)[0].rstrip() == " n next quote  a note"
        assert drawn(bar, "n").bold
        bar.show([("n", "next quote"), ("a", "note"), ("E", "export"), ("?", "help")], always="help")
        await pilot.pause()
        assert lines(bar)[0] == " n next quote  a note  ? help "
        await pilot.resize_terminal(16, 3)
        await until(pilot, lambda: lines(bar)[0] == "         ? help ")
        await pilot.resize_terminal(60, 3)
        await until(pilot, lambda: lines(bar)[0] == " n next quote  a note  E export".ljust(53) + "? help ")


async def test_the_status_line_says_and_tells_progress() -> None:
    line = StatusLine()
    async with Holder(line).run_test(size=(60, 3)) as pilot:
        line.say("saved")
        line.progress("reading article 1 of 3")
        await pilot.pause()
        assert lines(line)[0].startswith(" saved ")
        assert lines(line)[0].rstrip().endswith("reading article 1 of 3")
        line.progress(None)
        line.say("disk full", "error")
        assert lines(line)[0].rstrip() == " !! disk full"
        assert drawn(line, "disk full").reverse
        line.say("old", "warning")
        assert lines(line)[0].rstrip() == " ! old"
        assert line.message == "old"
        line.say("x" * 100)
        assert lines(line)[0].rstrip().endswith("x…")
        assert len(lines(line)[0]) == 60


async def test_what_is_cut_says_the_key_that_shows_it_whole() -> None:
    line = StatusLine()
    async with Holder(line).run_test(size=(40, 3)) as pilot:
        line.say("nothing taken over: the file is in ~/.local/share/copydesk", "warning", "W")
        await pilot.pause()
        assert lines(line)[0].rstrip() == " ! nothing taken over: the file… W: all"
        line.progress("reading")
        assert lines(line)[0].rstrip() == " ! nothing taken over:… W: all  reading"
        line.progress(None)
        line.say("nothing taken over: gone", "warning", "W")
        assert lines(line)[0].rstrip() == " ! nothing taken over: gone"


async def test_saying_the_same_again_sends_nothing() -> None:
    line = StatusLine()
    async with Holder(line).run_test(size=(60, 3)) as pilot:
        line.say("saved")
        await pilot.pause()
        with repaints(line) as regions:
            line.say("saved")
            assert not regions
            line.say("saved again")
            assert regions


async def test_no_hostile_text_reaches_the_screen() -> None:
    title, hints, status = PaneTitle("title"), HintBar(), StatusLine()
    for widget in (title, hints, status):
        async with Holder(widget).run_test(size=(40, 3)):
            for text in HOSTILE:
                title.note = text
                hints.show([(text, text)])
                status.say(text, "error")
                status.progress(text)
                assert not harmful(lines(widget)[0])
                assert widget.render_line(0).cell_length == 40
