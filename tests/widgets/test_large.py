"""An article of 100,000 words: a step, a new width and the first lines cost what they show, not what there is."""

from __future__ import annotations

import time
from collections.abc import Callable

from extract.span import Span
from extract.types import Actor, Mention, Quote
from tests.widgets.host import DiffingHost
from widgets.panes.article import ArticlePane

PARAGRAPH = (
    'The minister said that the bridge would close in May. "It is not safe," Jane Doe told reporters on Monday.\n\n'
)
COUNT = 5_000
"""Paragraphs of twenty words."""


def seconds(work: Callable[[], object], times: int = 5) -> float:
    """The processor's seconds for `work`, the best of some."""
    best = float("inf")
    for _ in range(times):
        began = time.thread_time()
        work()
        best = min(best, time.thread_time() - began)
    return best


def quote(at: int) -> Quote:
    start = at * len(PARAGRAPH) + PARAGRAPH.index("It is")
    speaker = start + len('It is not safe," ')
    return Quote(f"q{at}", "direct", (Span(start, start + 14),), Span(speaker, speaker + 8), "a1")


async def test_what_is_not_shown_costs_next_to_nothing() -> None:
    text = PARAGRAPH * COUNT
    quotes = [quote(at) for at in range(COUNT)]
    actor = Actor("a1", "Jane Doe", "person", mentions=tuple(Mention(q.speaker, "name") for q in quotes if q.speaker))
    app = DiffingHost()
    async with app.run_test(size=(80, 24)) as pilot:
        pane = app.screen.query_one(ArticlePane)
        assert seconds(lambda: pane.show(text)) < 0.1
        pane.mark(quotes, [actor])
        pane.go_to_offset(len(pane.text) // 2)
        assert seconds(lambda: pane.step_quote(1)) < 0.02
        assert pane.selection.quote is not None
        await pilot.pause()
        pane.go_bottom()
        await pilot.resize_terminal(100, 30)
        assert seconds(pane.wrap) < 0.2
        assert pane.place == "end"
