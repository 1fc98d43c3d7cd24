"""What the desk asks of the index: what is due, views with counts, previews; and what is off the desk is in none."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from extract.types import Actor, Article, Block, Engine, Mention, Meta, Quote, QuoteKind, Span
from store.articles.library import Library
from store.articles.sources import Loaded
from store.articles.trash import mark_all
from store.catalogue import note_rows
from store.catalogue.catalogue import Catalogue
from store.catalogue.due import due, due_of
from store.catalogue.previews import BEST_QUOTES, MAX_QUOTE_WORDS, best_quotes, preview, preview_of
from store.catalogue.query import parse
from store.catalogue.views import View, sites, views
from store.model.wire import Wire
from store.notes.deadlines import stored
from store.notes.note import About
from store.notes.notebook import Notebook
from widgets.text.speaker_colours import MAX_COLOURED_SPEAKERS, SpeakerColours

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path, lambda: NOW)


def keep(library: Library, name: str, *, site: str = "a.example", wire: Wire | None = None) -> str:
    url = f"https://{site}/{name}"
    return library.keep(Loaded(url, name, f"{name}.\n", name, location=url, wire=wire), unread=True).key


def up_to_date(library: Library, notebook: Notebook | None = None) -> Catalogue:
    catalogue = Catalogue(library.home, library)
    catalogue.refresh()
    while catalogue.index():
        pass
    if notebook is not None:
        catalogue.take_notes(notebook.all())
    return catalogue


def test_what_is_due_late_first_then_today_then_old_checks_then_later(library: Library, tmp_path: Path) -> None:
    vote, bank = keep(library, "vote"), keep(library, "bank", wire=Wire(embargo=stored(NOW + timedelta(minutes=9))))
    keep(library, "held", wire=Wire(embargo="9999-12-31T23:59:59Z"))
    version = library.entries()[0].version
    old = Notebook.open(tmp_path, author="ada", clock=lambda: NOW - timedelta(days=9))
    old.add(article=vote, version=version, anchor=None, body="cracks?", type="fact-check", about=About(actor="Reyes"))
    old.close()
    notebook = Notebook.open(tmp_path, author="ada", clock=lambda: NOW)

    def add(body: str, hours: float, **more: str) -> None:
        notebook.add(
            article=vote,
            version=version,
            anchor=None,
            body=body,
            due=stored(NOW + timedelta(hours=hours)),
            **more,  # type: ignore[arg-type]
        )

    add("late", -2, type="right-of-reply", status="asked")
    add("later", 70)
    add("settled", -3, type="right-of-reply", status="answered")
    notebook.add(article=vote, version=version, anchor=None, body="fresh", type="fact-check")
    catalogue = up_to_date(library, notebook)
    with catalogue.ask() as base:
        found = due(base, NOW)
        week = due(base, NOW, 10)
    shown = [(each.reason, each.title, each.about) for each in found]
    assert shown == [
        ("deadline", "vote", ""), ("embargo", "bank", ""), ("old", "vote", "Reyes"), ("deadline", "vote", "")
    ]  # fmt: skip
    assert [each.type for each in found] == ["right-of-reply", "", "fact-check", "note"]
    assert [each.reason for each in week] == ["deadline", "embargo", "deadline"]
    mine = due_of(notebook.all(), {vote: "vote"}, NOW)
    assert [each for each in found if each.note] == mine
    assert set(catalogue.search(parse("due", NOW), NOW)) == {vote, bank}
    with catalogue.ask() as base:
        rows = note_rows.of_article(base, vote, 9)
    assert [row.body for row in rows] == ["late", "later", "cracks?", "fresh", "settled"]
    mark_all(library, [vote], "remove")
    catalogue.refresh()
    with catalogue.ask() as base:
        assert [each.reason for each in due(base, NOW)] == ["embargo"]
    catalogue.close()
    notebook.close()


def test_views_count_articles_and_how_many_are_unread(library: Library) -> None:
    one, two = keep(library, "one"), keep(library, "two", site="www.b.example")
    three = library.keep(Loaded("c.txt", "c", "Third.\n", "c", location="/c.txt")).key
    library.mark_opened(one)
    library.keep(Loaded("https://a.example/one", "one", "One more.\n", location="https://a.example/one"), unread=True)
    catalogue = up_to_date(library)
    counts = {view.name: view[2:] for view in views(catalogue, {"b": "source:b.example"}, NOW, 1)}
    assert counts == {
        "All": (3, 2), "Due": (0, 0), "Embargoed": (0, 0), "Changed": (1, 1), "Open notes": (0, 0), "@b": (1, 1)
    }  # fmt: skip
    assert sites(catalogue) == [
        View("a.example", "site:a.example", 1, 1), View("b.example", "site:b.example", 1, 1),
        View("files", "site:files", 1, 0),
    ]  # fmt: skip
    assert catalogue.search(parse("site:files", NOW), NOW) == [three]
    assert catalogue.search(parse("changed", NOW), NOW) == [one]
    mark_all(library, [two], "hide")
    mark_all(library, [three], "remove")
    catalogue.refresh()
    assert catalogue.search(parse("", NOW), NOW) == [one]
    assert catalogue.search(parse("-unread", NOW), NOW) == []
    assert catalogue.search(parse("hidden", NOW), NOW) == [two]
    assert catalogue.search(parse("removed", NOW), NOW) == [three]
    assert [listed.key for listed in catalogue.newest(9)] == [one]
    assert [entry.key for entry in catalogue.entries()] == [one]
    assert [view.name for view in sites(catalogue)] == ["a.example"]
    catalogue.close()


def test_others_of_a_story_are_counted_while_they_are_on_the_desk(library: Library) -> None:
    text = " ".join(f"word{n}" for n in range(200))
    keys = [
        library.keep(Loaded(f"{name}.txt", name, f"{text} {name}\n", name, location=f"/{name}.txt")).key
        for name in ("one", "two", "three")
    ]
    catalogue = up_to_date(library)

    def others() -> list[int]:
        found = {listed.key: listed.retelling_count for listed in catalogue.listed(keys)}
        return [found[key] for key in keys]

    assert others() == [2, 2, 2]
    seq = max(listed.seq for listed in catalogue.changed(0))
    mark_all(library, keys[:1], "remove")
    catalogue.refresh()
    assert others()[1:] == [1, 1]
    assert {listed.key for listed in catalogue.changed(seq)} == set(keys), "the others are listed anew"
    assert [key for key, _share in catalogue.similar(keys[1])] == keys[2:]
    catalogue.close()


# -- previews ---------------------------------------------------------------------------------------------------------


class Text:
    """An article put together quote by quote."""

    def __init__(self) -> None:
        self.text = "Vote put off\n\n"
        self.quotes: list[Quote] = []
        self.actors: dict[str, Actor] = {}

    def add(self, who: str, kind: QuoteKind, words: int, confidence: float = 0.9, *, named: bool = True) -> None:
        content = " ".join(f"w{len(self.quotes)}x{n}" for n in range(words))
        mark = ("“", "”") if kind != "indirect" else ("", "")
        start = len(self.text) + len(mark[0])
        self.text += f"{mark[0]}{content}{mark[1]} said {who}.\n\n"
        name = Span(self.text.index(who, start), self.text.index(who, start) + len(who))
        actor = Actor(
            who, who, "person" if named else "anonymous", mentions=(Mention(name, "name" if named else "nominal"),)
        )
        self.actors.setdefault(who, actor)
        span = Span(start, start + len(content))
        self.quotes.append(
            Quote(f"q{len(self.quotes)}", kind, (span,), name, who, anonymous=not named, confidence=confidence)
        )

    def article(self) -> Article:
        blocks = (Block("headline", Span(0, 12)), Block("paragraph", Span(14, len(self.text))))
        return Article(
            "a", "a", "0" * 64, self.text, Engine("1", "m"), meta=Meta(headline="Vote put off", standfirst="Again"),
            blocks=blocks, actors=tuple(self.actors.values()), quotes=tuple(self.quotes),
        )  # fmt: skip


def test_best_quotes_direct_first_one_of_each_speaker_first_longest_first() -> None:
    made = Text()
    made.add("Lund", "indirect", 12)
    made.add("Lund", "direct", 5)
    made.add("Lund", "direct", 9)
    made.add("Dahl", "mixed", 20)
    made.add("Moe", "direct", 4)
    made.add("Vik", "direct", MAX_QUOTE_WORDS + 1)
    made.add("Roe", "direct", 8, 0.59)
    found = [(quote.actor, quote.kind, quote.word_count(made.text)) for quote in best_quotes(made.article())]
    assert found == [("Lund", "direct", 9), ("Moe", "direct", 4), ("Dahl", "mixed", 20), ("Lund", "direct", 5)]
    assert len(found) == BEST_QUOTES


def test_a_preview_says_who_speaks_how_much_and_without_a_name() -> None:
    made = Text()
    made.add("Lund", "direct", 6)
    made.add("officials", "indirect", 2, named=False)
    made.add("Dahl", "mixed", 2)
    article = made.article()
    shown = preview_of(article)
    assert (shown.headline, shown.standfirst) == ("Vote put off", "Again")
    assert (shown.speakers, shown.quotes_total, shown.words, shown.unnamed_words) == (3, 3, 10, 2)
    assert shown.form == (6, 2, 2)
    assert [(voice.name, voice.words, voice.unnamed) for voice in shown.voices] == [
        ("Lund", 6, False), ("officials", 2, True), ("Dahl", 2, False)
    ]  # fmt: skip
    first, *_rest, last = shown.quotes
    assert first.words == "“w0x0 w0x1 w0x2 w0x3 w0x4 w0x5”"
    assert made.text[first.start : first.end] == first.words[1:-1]
    assert (last.kind, last.naming, last.words) == ("indirect", "unnamed", "w1x0 w1x1")
    numbers = SpeakerColours().numbers(article.quotes, article.text)
    assert {quote.speaker: quote.colour for quote in shown.quotes} == numbers
    assert max(numbers.values()) <= MAX_COLOURED_SPEAKERS


def test_the_index_keeps_the_preview_of_what_was_read(library: Library) -> None:
    made = Text()
    made.add("Lund", "direct", 6)
    entry = library.keep(Loaded("a.txt", "a", made.text, location="/a.txt"))
    article = made.article()
    catalogue = up_to_date(library)
    with catalogue.ask() as base:
        assert preview(base, entry.key) is None
    library.keep_reading(entry.key, replace(article, sha256=entry.version))
    catalogue.refresh()
    while catalogue.index():
        pass
    with catalogue.ask() as base:
        assert preview(base, entry.key) == preview_of(article)
    with catalogue.write() as base:
        base.execute("UPDATE previews SET made = '{}'")
    with catalogue.ask() as base:
        assert preview(base, entry.key) is None, "changed by other hands"
    catalogue.close()


def test_a_text_under_two_addresses_has_its_notes_under_both(library: Library, tmp_path: Path) -> None:
    here, there = (
        library.keep(Loaded(url, "vote", "The same text.\n", "Vote", location=url))
        for url in ("https://a.example/vote", "https://b.example/vote")
    )
    assert here.version == there.version
    keep(library, "another")
    notebook = Notebook.open(tmp_path, author="ada", clock=lambda: NOW)
    due_at = stored(NOW + timedelta(hours=1))
    note = notebook.add(article=here.key, version=here.version, anchor=None, body="cracks?", type="note", due=due_at)
    notebook.add(article=here.key, version="another text", anchor=None, body="older", type="note")
    catalogue = up_to_date(library, notebook)

    def counts() -> dict[str, int]:
        return {listed.key: listed.notes for listed in catalogue.changed(0) if listed.notes}

    assert counts() == {here.key: 2, there.key: 1}
    assert set(catalogue.search(parse("note:cracks", NOW), NOW)) == {here.key, there.key}
    with catalogue.ask() as base:
        assert note.uid in {row.uid for row in note_rows.of_article(base, there.key, 9)}
        assert [each.note for each in due(base, NOW)] == [note.uid], "due once"
    notebook.delete(note.uid)
    assert catalogue.take_notes(notebook.all())
    assert counts() == {here.key: 1}
    catalogue.close()
    notebook.close()
