"""Invented articles by the thousand, written as the library keeps them, so that a large desk is there in seconds."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from extract.engine import ENGINE
from extract.types import Actor, Article, Mention, Quote, Span
from store.articles.entry import SCHEMA, Entry, Version
from store.articles.library import Library

PEOPLE = ("Ann Lee", "Bo Karim", "Sergey Lavrov", "Ida Holm", "Tom Okoro", "Eva Ruiz", "Jan Novak", "Mia Chen")
PLACES = ("Oslo", "Lagos", "Prague", "Lima", "Hanoi", "Turin", "Porto", "Ghent")
THINGS = ("bridge", "budget", "harbour", "election", "strike", "ferry", "school", "pipeline", "court", "tariff")
WORDS = """council minister said report people water power line city plan vote talk week month night road train house
market price bank paper story field river north south east west first last early late open closed under over between
agreement pressure support answer question number service company worker union party leader member office""".split()  # noqa: SIM905
SOURCES = ("reuters", "ntb", "afp", "dpa", "lusa")


def write_home(home: Path, count: int, *, seed: int = 1, people: Sequence[str] = PEOPLE) -> None:
    """Write `count` articles of about 200 words, with two quotes each, under `home`; a third have been opened.

    `people` are those who speak, with first name and surname.
    """
    chance = random.Random(seed)
    library = Library(home)
    for folder in ("articles/texts", "articles/readings"):
        (home / folder).mkdir(parents=True, exist_ok=True)
    now = datetime(2026, 11, 24, 9, tzinfo=UTC)
    for number in range(count):
        added = (
            (now - timedelta(minutes=7 * (count - number))).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        )
        article = _article(number, chance, people)
        source = chance.choice(SOURCES)
        entry = Entry(
            key=f"{source}-{number}-{article.sha256[:8]}", source=f"https://{source}.example/news/{number}.html",
            location=f"https://{source}.example/news/{number}.html", title=article.text.partition("\n")[0],
            added=added, version=article.sha256, opened=added if number % 3 == 0 else None, published=added,
            actors=len(article.actors), quotes=len(article.quotes), versions=(Version(article.sha256, added),),
        )  # fmt: skip
        library.text_path(article.sha256).write_text(article.text, encoding="utf-8")
        library.reading_path(article.sha256).write_text(json.dumps(article.to_dict()), encoding="utf-8")
        fields = {
            "schema": SCHEMA, **{name: getattr(entry, name) for name in Entry.__slots__},
            "versions": [{"sha256": article.sha256, "added": added}],
        }  # fmt: skip
        library.entry_path(entry.key).write_text(json.dumps(fields, indent=1), encoding="utf-8")


def _article(number: int, chance: random.Random, people: Sequence[str]) -> Article:
    title = f"{chance.choice(PLACES)} {chance.choice(THINGS)} {number} in doubt"
    parts = [title, ""]
    actors: list[Actor] = []
    quotes: list[Quote] = []
    for n, person in enumerate(chance.sample(people, 2)):
        sentence = " ".join(chance.choices(WORDS, k=14))
        start = len("\n".join(parts)) + 1
        parts += [f"“{sentence},” said {person}.", "", " ".join(chance.choices(WORDS, k=70)).capitalize() + ".", ""]
        name = Span(start + len(sentence) + 9, start + len(sentence) + 9 + len(person))
        actors.append(Actor(f"a{n}", person, "person", mentions=(Mention(name, "name"),)))
        quotes.append(Quote(f"q{n}", "direct", (Span(start + 1, start + 1 + len(sentence)),), name, f"a{n}"))
    text = "\n".join(parts)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article(f"article-{number}", title, digest, text, ENGINE, actors=tuple(actors), quotes=tuple(quotes))
