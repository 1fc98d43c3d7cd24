"""Detects the language of a text.

Eight languages are recognised by their function words, which takes microseconds and keeps Bokmål, Nynorsk and Danish
apart: the listed words are those in which they differ. Other texts are identified by py3langid (97 languages, Lui &
Baldwin 2012), which is loaded only then: 4.5 MB on disk and about 120 MB of memory.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Any, NamedTuple

from extract.languages.lexicon import FUNCTION_WORDS, NAMES, SUPPORTED

SAMPLE_CHARACTERS = 8000
MIN_WORDS = 8
"""With fewer words a text is English unless another language has clearly more function words."""
MIN_IDENTIFIED_WORDS = 20
"""With fewer words py3langid needs a function word of the language beside its letters."""
MIN_FUNCTION_WORD_SHARE = 0.14
"""The share of listed words that running text in any of the eight languages reaches, and others do not."""
MIN_PROBABILITY = 0.8

_WORD = re.compile(r"[^\W\d_]+")


class Language(NamedTuple):
    """A BCP 47 tag ("und" for an unknown language) and its English name."""

    tag: str
    name: str


ENGLISH = Language("en", "English")
UNKNOWN = Language("und", "an unknown language")


def detect(text: str) -> Language:
    """The language of `text`; English if it is too short to decide."""
    words = [word.casefold() for word in _WORD.findall(text[:SAMPLE_CHARACTERS])]
    if not words:
        return ENGLISH
    counts = Counter(words)
    scores = {tag: sum(weight * counts[word] for word, weight in held.items()) for tag, held in FUNCTION_WORDS.items()}
    best, other = sorted(scores, key=lambda tag: scores[tag], reverse=True)[:2]
    if len(words) < MIN_WORDS:
        sure = best != "en" and scores[best] >= 2 and scores[best] >= 1.5 * scores["en"]
        latin = sum(word.isascii() or any(char < "\u0250" for char in word) for word in words)
        return Language(best, NAMES[best]) if sure else ENGLISH if 2 * latin >= len(words) else _identified(text)
    if (
        scores[best] >= MIN_FUNCTION_WORD_SHARE * len(words)
        and scores[best] > scores[other]
        and (best == "en" or best in SUPPORTED)
    ):
        return Language(best, NAMES[best])
    found = _identified(text)
    unsure = len(words) < MIN_IDENTIFIED_WORDS and found.tag in SUPPORTED and scores[found.tag] <= scores["en"]
    return ENGLISH if unsure or (found == UNKNOWN and best == "en") else found


@cache
def _identifier() -> Any:
    """py3langid's model, loaded once per process, on first use."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _identified(text: str) -> Language:
    """The language identified by py3langid."""
    tag, probability = _identifier().classify(text[:SAMPLE_CHARACTERS])
    if probability < MIN_PROBABILITY:
        return UNKNOWN
    tag = "nb" if tag == "no" else str(tag)
    return Language(tag, NAMES.get(tag, f"the language “{tag}”"))
