"""Correcting the reading by keyboard: what changes in every pane, and that it stays."""

from __future__ import annotations

import pytest

from extract import Article
from extract.span import Span
from tests.tui.conftest import Desk, Opener
from tui.dialogs.pick import PickActor
from widgets.bars import StatusLine
from widgets.state import Selection


def article(desk: Desk) -> Article:
    """The article as it is shown."""
    assert desk.story.article is not None
    return desk.story.article


async def ask(desk: Desk, key: str) -> PickActor:
    """Press `key` and wait until an actor is asked for."""
    await desk.pilot.press(key)
    for _ in range(600):
        await desk.pilot.pause(0.05)
        if isinstance(desk.app.screen, PickActor):
            return desk.app.screen
    raise AssertionError(desk.screen.query_one(StatusLine).message)


async def pick(desk: Desk, key: str, name: str) -> None:
    """Press `key`, then pick an actor by typing."""
    await ask(desk, key)
    await desk.press(*name, "enter")


@pytest.mark.action("reading.wrong")
async def test_wrong_quotes_and_actors_go_and_come_back(open_article: Opener) -> None:
    async with open_article() as desk:
        quotes, actors = article(desk).quotes, article(desk).actors
        await desk.press("n", "x")
        assert article(desk).quotes == quotes[1:]
        assert desk.screen.panes.quotes.row_count == len(quotes) - 1
        await desk.press("u")
        assert article(desk).quotes == quotes
        assert "undone: the correction is gone: “not a quote" in desk.screen.query_one(StatusLine).message
        await desk.press("2", "G", "x")
        assert len(article(desk).actors) == len(actors) - 1
    async with open_article() as desk:
        assert len(article(desk).actors) == len(actors) - 1


@pytest.mark.action("reading.speaker")
async def test_a_speaker_is_changed_shown_as_human_and_stored(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("n")
        await pick(desk, "w", "lavrov")
        quote = article(desk).quotes[0]
        actor = article(desk).actor(quote.actor)
        assert actor is not None
        assert actor.name == "Sergey Lavrov"
        assert quote.id in desk.story.human
        assert "said by Sergey Lavrov" in desk.screen.query_one(StatusLine).message
        await desk.press("n")
        await pick(desk, "w", "Jane Q. Public")
        assert article(desk).actors[-1].name == "Jane Q. Public"
    async with open_article() as desk:
        assert article(desk).quotes[0].actor == quote.actor
        assert article(desk).actors[-1].name == "Jane Q. Public"


async def test_nothing_is_changed_by_escape(open_article: Opener) -> None:
    async with open_article() as desk:
        before = article(desk)
        await desk.pilot.press("n")
        await ask(desk, "w")
        await desk.press("escape")
        assert article(desk) == before
        assert desk.newsroom.notes.of(desk.story) == []


@pytest.mark.action("reading.merge")
async def test_two_actors_become_one(open_article: Opener) -> None:
    async with open_article() as desk:
        liu = next(actor for actor in article(desk).actors if actor.name == "Liu Pengyu")
        desk.screen.panes.actors.select(liu.id)
        desk.screen.selection.select(Selection(span=liu.mentions[0].span, actor=liu.id))
        await pick(desk, "equals_sign", "chinese emb")
        names = [actor.name for actor in article(desk).actors]
        assert "Liu Pengyu" not in names
        embassy = next(actor for actor in article(desk).actors if actor.name.startswith("Chinese embassy"))
        assert "Liu Pengyu" in embassy.aliases
        assert sum(quote.actor == embassy.id for quote in article(desk).quotes) == 4
        assert "Corrected: Liu Pengyu is Chinese embassy" in desk.screen.query_one(StatusLine).message
        (note,) = desk.newsroom.notes.of(desk.story)
        assert (note.type, note.about.fix) == ("reading", "merge")
        assert any(row.cells[1].endswith(" *") for row in desk.screen.panes.actors.rows), "shown as set by a person"


@pytest.mark.action("reading.split")
async def test_a_mention_becomes_an_actor(open_article: Opener) -> None:
    async with open_article() as desk:
        actors = article(desk).actors
        await desk.press("2", "g", "enter", "1", "m")
        asking = await ask(desk, "minus")
        assert "US officials" not in {row.cells[1] for row in asking.table.rows}
        await desk.press("escape")
        assert article(desk).actors == actors
        await pick(desk, "minus", "")
        assert len(article(desk).actors) == len(actors) + 1
        assert "is not US officials · u undoes" in desk.screen.query_one(StatusLine).message
        first = article(desk).actors[-1].name
        owner = next(a for a in article(desk).actors if a.name == "US officials")
        desk.screen.selection.select(Selection(span=owner.mentions[-1].span, actor=owner.id))
        await pick(desk, "minus", "")
        assert len({actor.name for actor in article(desk).actors}) == len(actors) + 2, "nobody is taken for another"
        desk.screen.selection.select(Selection(actor=article(desk).actors[-1].id))
        asking = await ask(desk, "equals_sign")
        assert first in {row.cells[1] for row in asking.table.rows}
        assert article(desk).actors[-1].name not in {row.cells[1] for row in asking.table.rows}
        await desk.press("escape")


async def test_a_mention_is_given_to_another_actor(open_article: Opener) -> None:
    async with open_article() as desk:
        text = article(desk).text
        owner = next(a for a in article(desk).actors if a.name == "US officials")
        mention = owner.mentions[-1]
        desk.screen.selection.select(Selection(span=mention.span, actor=owner.id))
        await pick(desk, "minus", "wang")
        wang = next(a for a in article(desk).actors if a.name == "Wang Yi")
        assert mention in wang.mentions
        assert mention not in next(a for a in article(desk).actors if a.id == owner.id).mentions
        (note,) = desk.newsroom.notes.of(desk.story)
        assert note.about.fix == "split"
        assert note.body == f"“{mention.span.of(text)}” is not US officials, but Wang Yi"
        scholz = next(a for a in article(desk).actors if a.name == "Olaf Scholz")
        desk.screen.selection.select(Selection(span=scholz.mentions[0].span, actor=scholz.id))
        await desk.press("minus")
        assert "the only mention of Olaf Scholz: = says" in desk.screen.query_one(StatusLine).message


@pytest.mark.action("reading.quote")
async def test_a_missed_quote_is_added_from_the_words_selected(open_article: Opener) -> None:
    async with open_article() as desk:
        text = article(desk).text
        start = text.index("European allies to put pressure on China")
        quotes = len(article(desk).quotes)
        await desk.press("plus")
        assert "select the words" in desk.screen.query_one(StatusLine).message
        desk.screen.selection.select(Selection(span=Span(start, start + 40)))
        await ask(desk, "plus")
        await desk.press("escape")
        assert len(article(desk).quotes) == quotes
        assert not desk.newsroom.notes.of(desk.story)
        await pick(desk, "plus", "")
        nobody = next(quote for quote in article(desk).quotes if quote.span == Span(start, start + 40))
        assert (nobody.actor, nobody.anonymous) == (None, True)
        await desk.press("u")
        assert len(article(desk).quotes) == quotes
        desk.screen.selection.select(Selection(span=Span(start, start + 40)))
        await pick(desk, "plus", "united st")
        assert len(article(desk).quotes) == quotes + 1
        added = next(quote for quote in article(desk).quotes if quote.span == Span(start, start + 40))
        actor = article(desk).actor(added.actor)
        assert actor is not None
        assert actor.name == "United States"
