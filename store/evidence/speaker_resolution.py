"""Resolves speakers' labels in the evidence: by a person's correction, or by the reader's rules for names.

"LUND", "Ms Lund", "Lund, Kari", "K. Lund" and "MAYOR LUND" may be Kari Lund; "MR LUND" and "Per Lund" are not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from extract.actors.clusters import fold, gender_of, same_person
from extract.lexicon.words import HONORIFICS, ROLE_WORDS

_TITLES = HONORIFICS.keys() | ROLE_WORDS | {"the"}
_AFTER_NAME = frozenset(("mp", "mep", "phd", "md", "jr", "sr", "esq", "qc", "kc"))


def same_name(one: str, other: str) -> bool:
    """Whether two names, with or without titles, may be one person's."""
    (mine, gender), (theirs, other_gender) = _parts(one), _parts(other)
    if not mine or not theirs or (gender and other_gender and gender != other_gender):
        return False
    if len(mine) == 1 or len(theirs) == 1:
        return mine[0] in theirs or theirs[0] in mine
    return same_person(mine, theirs)


def _parts(name: str) -> tuple[list[str], str]:
    """The words of a name without titles before and letters after it, and the gender they indicate ("" if none).

    Never empty for a name with words: a bare title is a name here.
    """
    last, comma, first = name.partition(",")
    words = fold(f"{first} {last}" if comma else name).split()
    gender = ""
    while len(words) > 1 and words[0] in _TITLES and words[1] not in ("of", "for", "at"):
        gender = gender or HONORIFICS.get(words.pop(0), "")
    while len(words) > 1 and words[-1] in _AFTER_NAME:
        words.pop()
    return words, gender or (gender_of(" ".join(words)) if len(words) > 1 else "")


class SpeakerLabels:
    """Resolves the labels of a story's evidence.

    `others` are the names of everyone in the story, by actor; `corrections` the names that a person gave to labels.
    """

    def __init__(self, corrections: Mapping[str, str] | None = None, others: Iterable[Sequence[str]] = ()) -> None:
        self._corrections = {label.casefold(): name for label, name in (corrections or {}).items()}
        self._actors = [tuple(names) for names in others]

    def name(self, label: str) -> str:
        """The label, or the name that a person gave it."""
        return self._corrections.get(label.casefold(), label)

    def is_one_of(self, label: str, names: Sequence[str]) -> bool:
        """Whether the label may be the person with these names."""
        name = self.name(label)
        return any(same_name(name, each) for each in names)

    def rivals(self, label: str, names: Sequence[str]) -> list[str]:
        """Other actors in the story that the label may mean; empty if a person has decided."""
        if label.casefold() in self._corrections:
            return []
        known = set(names)
        return [each[0] for each in self._actors if known.isdisjoint(each) and self.is_one_of(label, each)]

    def meant(self, label: str) -> list[str]:
        """The names of the story's actors that the label may be."""
        return [each[0] for each in self._actors if self.is_one_of(label, each)]
