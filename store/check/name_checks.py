"""Checks the names and titles of an article against each other, the stylebook, and the other articles."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from extract.lexicon.offices import is_office, parts_of
from extract.span import Span
from extract.types import Article
from store.check.findings import shorten
from store.check.note_checks import Match
from store.check.people import People, Person, near_surnames, where
from store.check.stylebook import Stylebook
from store.sourcing.title_comparison import contradict, usual_title
from store.texts.escaping import plain

Titles = dict[str, str]
"""The titles of articles by key."""
Different = Collection[frozenset[str]]
"""Pairs of names, in lower case, that belong to two different people."""


def within(article: Article, different: Different = ()) -> Iterator[Match]:
    """Names that the article spells in two ways; the later spelling is reported."""
    people = People()
    people.add("", article)
    for one, other in people.pairs():
        if frozenset((one.name.casefold(), other.name.casefold())) in different:
            continue
        first, second = sorted((one, other), key=lambda person: person.places[0].span or Span(0, 0))
        yield "name-spellings", f"“{second.name}” here, “{first.name}” before", second.places[0].span, None
    for full, short, surname, span in near_surnames(article.actors, article.text):
        if frozenset((full.name.casefold(), surname.casefold())) not in different:
            who = f", {plain(short.role)}" if short.role else ""
            yield "name-spellings", f"“{surname}”{who}: elsewhere “{plain(full.name)}”", span, None


def house_titles(article: Article, style: Stylebook) -> Iterator[Match]:
    """People whose title in the article differs from the stylebook's."""
    for title in style.titles:
        wanted = parts_of(title.name)
        for actor in article.actors:
            if actor.kind != "person" or not actor.role:
                continue
            if not any(parts_of(name) == wanted for name in (actor.name, *actor.aliases)):
                continue
            if not any(_is_title(actor.role, good) for good in (title.prefer, *title.also)):
                why = f" ({plain(title.why)})" if title.why else ""
                message = f"“{plain(actor.role)}”: {plain(title.name)} is “{plain(title.prefer)}”{why}"
                yield "style-title", message, where(actor, title.name, article.text), None


def _is_title(printed: str, good: str) -> bool:
    """Whether a printed title is the preferred one, alone or with further words."""
    return f" {' '.join(parts_of(good))} " in f" {' '.join(parts_of(printed))} "


def across(
    people: People, titles: Titles, different: Different, only: Collection[str] | None = None
) -> Iterator[tuple[str, Match]]:
    """Spellings and titles that differ between articles: the article's key, and the finding.

    The rarer spelling or title is reported; with `only`, whichever of the two those articles have.
    """
    for usual, rare in people.pairs():
        if frozenset((usual.name.casefold(), rare.name.casefold())) not in different:
            yield from _spelled(usual, rare, titles, only)
    for person in people.all():
        yield from _titled(person, titles, only)


def _spelled(usual: Person, rare: Person, titles: Titles, only: Collection[str] | None) -> Iterator[tuple[str, Match]]:
    pairs = [(rare, usual)] if only is None else [(rare, usual), (usual, rare)]
    for here, there in pairs:
        others = {place.article for place in there.places}
        for place in here.places:
            if (only is None or place.article in only) and others - {place.article}:
                message = f"“{here.name}” here, “{there.name}” in {_in_titles(others - {place.article}, titles)}"
                yield place.article, ("name-desk", message, place.span, None)


def _titled(person: Person, titles: Titles, only: Collection[str] | None) -> Iterator[tuple[str, Match]]:
    roles = {title: places for title, places in person.roles.items() if is_office(title)}
    if len(roles) < 2:
        return
    usual = usual_title(roles)
    others = {place.article for title, places in roles.items() if not contradict(title, usual) for place in places}
    for title, places in roles.items():
        if not contradict(title, usual):
            continue
        for place in places:
            if (only is None or place.article in only) and others - {place.article}:
                message = f"{person.name}: “{title}” here, “{usual}” in {_in_titles(others - {place.article}, titles)}"
                yield place.article, ("title-desk", message, place.span, None)


def _in_titles(articles: Collection[str], titles: Titles) -> str:
    """`“Minister resigns”`, `“Minister resigns” and 3 more`."""
    first = min(articles)
    more = f" and {len(articles) - 1} more" if len(articles) > 1 else ""
    return f"“{shorten(plain(titles.get(first, first)), 40)}”{more}"
