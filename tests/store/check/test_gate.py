"""The gate on real articles, versions and notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from extract.span import Span
from extract.types import Actor, Article, Engine, Mention, Quote
from store.articles.entry import Entry
from store.articles.library import Library
from store.articles.sources import Loaded
from store.check.findings import RULES, Finding
from store.check.gate import Gate
from store.check.rulebook import Rulebook
from store.check.stylebook import Stylebook, Term
from store.export.source import exported
from store.model.wire import Wire
from store.notes.anchors import Anchor
from store.notes.carry_over import ORPHANED
from store.notes.note import About, Note, NoteStatus, NoteType
from store.notes.notebook import Notebook

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
EVERYTHING = Rulebook({rule.id: rule.severity for rule in RULES})
TEXT = (
    "Bridge to close\n\nThe bridge over the northern harbour closes in May, officials said.\n\n"
    "“It is far too late for that,” said Anna Berg of the union. Berg left the hall early.\n"
)


class Clock:
    """A clock that goes on by a second each time it is looked at."""

    def __init__(self) -> None:
        self.time = NOW - timedelta(days=3)

    def __call__(self) -> datetime:
        self.time += timedelta(seconds=1)
        return self.time


class Desk:
    """One article, and the gate on it."""

    def __init__(self, home: Path) -> None:
        clock = Clock()
        self.home, self.clock = home, clock
        self.library = Library(home, clock)
        self.book = Notebook.open(home, author="ada", clock=clock)
        self.entry = self.keep(TEXT)

    def keep(self, text: str, wire: Wire | None = None) -> Entry:
        """Keep another text of the article."""
        self.entry = self.library.keep(Loaded("story", "story.txt", text, location="/story.txt", wire=wire))
        return self.entry

    def read(self, *quotes: tuple[str, Actor | None]) -> None:
        """Keep a reading in which these words are quotes."""
        text = self.library.text(self.entry.version)
        actors = {actor.id: actor for _, actor in quotes if actor}
        made = []
        for n, (words, actor) in enumerate(quotes):
            span = Span(text.index(words), text.index(words) + len(words))
            nameless = actor is None or actor.kind == "group"
            made.append(Quote(f"q{n}", "direct", (span,), actor=actor.id if actor else None, anonymous=nameless))
        article = Article(
            "story", "story.txt", self.entry.version, text, Engine("1", "m"),
            actors=tuple(actors.values()), quotes=tuple(made),
        )  # fmt: skip
        self.entry = self.library.keep_reading(self.entry.key, article)

    def note(self, words: str = "", type: NoteType = "note", status: NoteStatus = "open", **more: str) -> Note:
        """Write a note on these words, or on the whole article."""
        anchor = None
        if words:
            text = self.library.text(self.entry.version)
            anchor = Anchor.of(text, Span(text.index(words), text.index(words) + len(words)))
        return self.book.add(
            article=self.entry.key, version=self.entry.version, anchor=anchor, body=more.get("body", "look"),
            type=type, status=status, due=more.get("due"), about=About(actor=more.get("actor")),
        )  # fmt: skip

    def findings(self, rules: Rulebook = EVERYTHING, style: Stylebook | None = None) -> list[Finding]:
        """What the gate finds, but that nobody has read the article."""
        gate = Gate(rules, style or Stylebook(), NOW, self.library.text)
        found = gate.check(exported(self.library, self.book, self.entry))
        return [each for each in found if each.rule != "never-read"]

    def found(self) -> list[tuple[str, str]]:
        """Rule and message of each finding."""
        return [(each.rule, each.message) for each in self.findings()]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.book.close()


@pytest.mark.parametrize(
    ("type", "status", "rule", "message"),
    [
        ("fact-check", "open", "fact-check-open", "not checked, Anna Berg: true?"),
        ("fact-check", "wrong", "fact-check-wrong", "found wrong, Anna Berg: true?"),
        ("fact-check", "verified", None, ""),
        ("right-of-reply", "open", "reply-open", "not asked yet, Anna Berg: true?"),
        ("right-of-reply", "asked", "reply-open", "asked, no answer yet, Anna Berg: true?"),
        ("right-of-reply", "answered", None, ""),
        ("right-of-reply", "no-answer", None, ""),
        ("correction", "open", "correction-open", "correction not made, Anna Berg: true?"),
        ("correction", "done", None, ""),
        ("follow-up", "open", "follow-up-open", "follow-up not done, Anna Berg: true?"),
        ("note", "open", None, ""),
    ],
)
def test_what_notes_leave_open(desk: Desk, type: NoteType, status: NoteStatus, rule: str | None, message: str) -> None:
    note = desk.note("far too late", type, status, body="true?", actor="Anna Berg")
    (*found,) = desk.findings()
    assert [(each.rule, each.message, each.note) for each in found] == ([(rule, message, note.uid)] if rule else [])
    assert all(each.span and each.span.of(TEXT) == "far too late" for each in found)


def test_deadlines(desk: Desk) -> None:
    desk.note("", "right-of-reply", "asked", due="2026-11-24T11:00:00Z")
    desk.note("", "right-of-reply", "asked", due="2026-11-24T13:00:00Z")
    desk.note("", "note", "open", due="2026-11-24T11:00:00Z")
    desk.note("", "note", "done", due="2026-11-24T11:00:00Z")
    assert desk.found() == [
        ("reply-open", "asked, no answer yet, due 2026-11-24 13:00 UTC: look"),
        ("reply-open", "asked, no answer yet, overdue since 2026-11-24 11:00 UTC: look"),
        ("note-overdue", "note, overdue since 2026-11-24 11:00 UTC: look"),
    ]


def test_a_note_changed_in_two_places(desk: Desk) -> None:
    note = desk.note()
    other = Notebook.open(desk.home, author="bo", clock=desk.clock)
    desk.book.edit(note.uid, body="mine", base=note)
    other.edit(note.uid, body="yours", base=note)
    desk.book.refresh()
    ((rule, message),) = desk.found()
    assert rule == "note-conflict"
    assert message.startswith("two versions, by ")
    assert {"ada", "bo"} <= set(message.replace(",", "").replace(":", "").split())
    other.close()


def test_words_that_changed_and_words_that_went(desk: Desk) -> None:
    desk.note("It is far too late for that")
    desk.note("closes in May")
    orphan = desk.note("Berg left the hall early")
    desk.keep(TEXT.replace("far too late", "much too late").replace(" Berg left the hall early.", ""))
    found = {each.rule: each for each in desk.findings()}
    assert found["quote-changed"].message == "was “It is far too late for that”, is “It is much too late for that”"
    assert found["note-orphaned"].message == "not in the newest text: “Berg left the hall early”"
    assert (found["note-orphaned"].note, len(found)) == (orphan.uid, 2)


def test_a_note_that_was_carried_over_still_shows_what_its_words_were(desk: Desk) -> None:
    note = desk.note("It is far too late for that")
    new = TEXT.replace("far too late", "much too late")
    entry = desk.keep(new)
    words = "It is much too late for that"
    anchor = Anchor.of(new, Span(new.index(words), new.index(words) + len(words)))
    desk.book.edit(note.uid, version=entry.version, anchor=anchor)
    desk.note("closes in May")
    ((rule, message),) = desk.found()
    assert (rule, message) == ("quote-changed", f"was “It is far too late for that”, is “{words}”")


def test_quote_marks_that_were_made_round_are_no_other_words(desk: Desk) -> None:
    desk.keep(TEXT.replace("“", '"').replace("”", '"').replace("May, officials", "May - officials"))
    desk.note('"It is far too late for that," said Anna Berg')
    desk.note("closes in May - officials said")
    desk.keep(TEXT.replace("May, officials", "May – officials"))
    assert desk.found() == []


def test_a_change_far_into_the_words_is_shown(desk: Desk) -> None:
    long = (
        "The bridge over the northern harbour, which carries nine thousand cars a day and two railway lines, closes in "
    )
    desk.keep(f"Bridge\n\n{long}May.\n")
    desk.note(f"{long}May")
    desk.keep(f"Bridge\n\n{long}June.\n")
    assert desk.found() == [
        ("quote-changed", "was “…railway lines, closes in May”, is “…railway lines, closes in June”")
    ]


def test_a_note_from_elsewhere_that_was_written_on_the_newest_text(desk: Desk) -> None:
    note = desk.note("closes in May")
    entry = desk.keep(TEXT + "“We were never asked,” the mayor said.\n")
    text = desk.library.text(entry.version)
    words = Span(text.index("never asked"), text.index("never asked") + len("never asked"))
    desk.book.take(replace(note, uid="elsewhere", version=entry.version, anchor=Anchor.of(text, words)))
    assert desk.found() == []


def test_a_note_stored_as_an_orphan(desk: Desk) -> None:
    note = desk.note("Berg left the hall early")
    desk.book.edit(note.uid, tags=(ORPHANED,))
    assert desk.found() == [("note-orphaned", "not in the newest text: “Berg left the hall early”")]


def test_what_only_nameless_people_say(desk: Desk) -> None:
    officials = Actor("a1", "officials", "group")
    berg = Actor("a2", "Anna Berg", "person")
    desk.read(("The bridge over the northern harbour closes in May", officials), ("It is far too late", berg))
    assert desk.found() == [
        ("claim-anonymous", "only from officials: “The bridge over the northern harbour closes in May”")
    ]
    desk.keep(TEXT + "The bridge over the northern harbour closes in May, Berg said.\n")
    text = desk.library.text(desk.entry.version)
    again = Span(text.rindex("The bridge"), text.rindex(", Berg"))
    desk.read(("The bridge over the northern harbour closes in May", officials), ("It is far too late", None))
    reading = desk.library.reading(desk.entry.version)
    assert reading is not None
    named = Quote("q9", "indirect", (again,), actor="a2")
    more = replace(reading, quotes=(*reading.quotes, named), actors=(*reading.actors, berg))
    desk.library.keep_reading(desk.entry.key, more)
    assert desk.found() == [("speaker-unknown", "nobody sure said “It is far too late”")]


def test_one_voice(desk: Desk) -> None:
    berg = Actor("a2", "Anna Berg", "person")
    desk.read(("closes in May", berg), ("It is far too late", berg))
    assert desk.found() == [("single-source", "all 2 quotes are Anna Berg’s")]


def test_embargo_and_status(desk: Desk) -> None:
    desk.keep(TEXT, Wire(embargo="2026-11-25T06:00:00+00:00", pub_status="withheld"))
    assert desk.found() == [
        ("embargo", "EMBARGOED until 25 Nov 2026 06:00 UTC"),
        ("withdrawn", "WITHHELD by the sender: do not use"),
    ]
    desk.keep(TEXT, Wire(embargo="2026-11-24T11:00:00+00:00", pub_status="usable"))
    assert desk.found() == []


def test_the_house_s_style_needs_no_reading(desk: Desk) -> None:
    style = Stylebook([Term("banned", ("late", "early"), why="vague")])
    found = desk.findings(style=style)
    assert [(each.rule, each.span and each.span.of(TEXT)) for each in found] == [("style-banned", "early")]


def test_only_rules_that_are_on_and_as_grave_as_they_say(desk: Desk) -> None:
    desk.note("", "fact-check")
    desk.note("", "follow-up")
    assert [each.rule for each in desk.findings(Rulebook())] == ["fact-check-open"]
    (finding,) = desk.findings(Rulebook({"follow-up-open": "warning"}))
    assert (finding.rule, finding.severity) == ("follow-up-open", "warning")
    gate = Gate(Rulebook(), Stylebook(), NOW, desk.library.text)
    assert "never-read" in [each.rule for each in gate.check(exported(desk.library, desk.book, desk.entry))]


def test_names_across_the_desk(desk: Desk) -> None:
    def named(name: str) -> Article:
        mention = Mention(Span(0, len(name)), "name")
        actor = Actor("a1", name, "person", role="Foreign Minister", mentions=(mention,))
        return Article("x", "x", "0" * 64, f"{name} spoke.", Engine("1", "m"), actors=(actor,))

    gate = Gate(Rulebook(), Stylebook(), NOW, desk.library.text)
    articles = {
        key: named(name) for key, name in zip("abc", ("Sergey Lavrov", "Sergey Lavrov", "Sergei Lavrov"), strict=True)
    }
    for key, article in articles.items():
        gate.remember(replace(desk.entry, key=key), article)
    assert list(gate.across()) == ["c"]
    checker = Gate(Rulebook(), Stylebook(), NOW, desk.library.text)
    checker.ask_for([articles["a"]])
    for key, article in (*articles.items(), ("d", named("Nobody Else"))):
        checker.remember(replace(desk.entry, key=key), article)
    assert [each.rule for each in checker.across({"a"})["a"]] == ["name-desk"]
    assert {person.name for person in checker.people.all()} == {"Sergey Lavrov", "Sergei Lavrov"}
