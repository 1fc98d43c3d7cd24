"""`python -m tests.extract.languages.scoring`: the invented articles as read, against what was written."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field

from extract.languages.detection import detect
from extract.languages.reading import read_foreign
from extract.layout.zones import zone
from tests.extract.languages.invented import ARTICLES

_MARK = re.compile(r"\{(\d)([:@])([^{}]*)\}")
_END = " .,"


@dataclass
class Score:
    """Counts of one language: direct quotes written, found and right; of those the right speakers."""

    written: int = 0
    found: int = 0
    right: int = 0
    speakers: int = 0
    articles: int = 0
    language: int = 0
    actors: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall of direct quotes."""
        return 2 * self.right / (self.written + self.found) if self.written + self.found else 0.0


def plain(marked: str) -> tuple[str, dict[str, tuple[str, str]]]:
    """The article without marks, and by number the words of each quote and those of its speaker."""
    quotes: dict[str, list[str]] = {}
    speakers: dict[str, str] = {}
    for number, kind, words in _MARK.findall(marked):
        if kind == ":":
            quotes.setdefault(number, []).append(words.rstrip(_END))
        else:
            speakers[number] = words
    gold = {number: (" | ".join(parts), speakers[number]) for number, parts in quotes.items()}
    return _MARK.sub(lambda found: found[3], marked), gold


def score(tag: str) -> Score:
    """Read the articles of one language."""
    total = Score()
    for marked in ARTICLES[tag]:
        text, gold = plain(marked)
        language = detect(text)
        total.articles += 1
        total.language += language.tag == tag
        if language.tag != tag:
            total.faults.append(f"{language.tag}: {text[:40]}")
        _found_quotes, found = read_foreign(text, zone(text).blocks, language)
        direct = {
            " | ".join(part.of(text).rstrip(_END) for part in quote.fragments): quote.speaker.of(text)
            if quote.speaker
            else ""
            for quote in found.quotes
            if quote.kind == "direct"
        }
        wanted = dict(gold.values())
        total.written += len(wanted)
        total.found += len(direct)
        for words, speaker in wanted.items():
            if words not in direct:
                total.faults.append(f"missed: {words}")
                continue
            total.right += 1
            total.speakers += direct[words] == speaker
            if direct[words] != speaker:
                total.faults.append(f"speaker {direct[words]!r}, not {speaker!r}")
        total.faults += [f"invented: {words}" for words in direct if words not in wanted]
        total.actors += [f"{actor.name} ({actor.kind})" for actor in found.actors]
    return total


def main() -> None:
    """Print the figures of every language; with `-v` what is wrong, and the actors."""
    for tag in ARTICLES:
        total = score(tag)
        print(
            f"{tag}: language {total.language} of {total.articles}, direct quotes F1 {100 * total.f1:.1f}, "
            f"speakers {total.speakers} of {total.right}"
        )
        if "-v" in sys.argv:
            print("\n".join(f"  {each}" for each in (*total.faults, ", ".join(total.actors))))


if __name__ == "__main__":
    main()
