"""`python -m tests.extract.languages.counting`: how often each reporting verb stands in the invented articles.

The lists of `extract.languages.lexicon` are ours; these are the counts behind them. `-v` prints every verb.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import dataclass, field

from extract.languages.detection import Language
from extract.languages.lexicon import WORDS
from extract.languages.reading import read_foreign
from extract.layout.zones import zone
from tests.extract.languages import bokmaal, nynorsk
from tests.extract.languages.invented import ARTICLES
from tests.extract.languages.scoring import plain

_WORD = re.compile(r"[^\W\d_]+")


@dataclass
class Counts:
    """Of one language: the verbs in its lists, how often each stands in the articles, how often as a cue."""

    articles: int = 0
    words: int = 0
    verbs: tuple[str, ...] = ()
    texts: Counter[str] = field(default_factory=Counter)
    cues: Counter[str] = field(default_factory=Counter)


def texts_of(tag: str) -> list[str]:
    """The invented articles of a language."""
    more = {"nb": bokmaal.ARTICLES, "nn": nynorsk.ARTICLES}
    return [*(plain(marked)[0] for marked in ARTICLES[tag]), *more.get(tag, ())]


def count(tag: str) -> Counts:
    """Count the verbs of one language."""
    words = WORDS[tag]
    verbs = tuple(dict.fromkeys(f"{words.cues} {words.participles}".split()))
    found = Counts(verbs=verbs)
    for text in texts_of(tag):
        tokens = [word.lower() for word in _WORD.findall(text)]
        found.articles += 1
        found.words += len(tokens)
        found.texts.update(word for word in tokens if word in verbs)
        quotes = read_foreign(text, zone(text).blocks, Language(tag, tag))[1].quotes
        cues = (quote.cue.of(text).lower() for quote in quotes if quote.cue)
        found.cues.update(word for cue in cues for word in _WORD.findall(cue) if word in verbs)
    return found


def main() -> None:
    """Print a line a language, and with `-v` every verb: in the texts, and as the cue of a quote."""
    for tag in WORDS:
        found = count(tag)
        common = ", ".join(f"{verb} {number}" for verb, number in found.texts.most_common(5))
        print(
            f"{tag}: {len(found.verbs)} forms, {len(found.texts)} of them {found.texts.total()} times in {found.words} "
            f"words of {found.articles} articles, {found.cues.total()} times as a cue; {common}"
        )
        if "-v" in sys.argv:
            print("  " + ", ".join(f"{verb} {found.texts[verb]}/{found.cues[verb]}" for verb in found.verbs))


if __name__ == "__main__":
    main()
