"""The house's rules for editing a quotation: `[quotes]` in `stylebook.toml`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

FILLERS = ("um", "uh", "er", "erm", "eh", "ah", "hm", "hmm", "mm", "mhm", "you know", "i mean")
TURNS = (
    "but", "unless", "except", "only if", "only when", "not", "never", "however", "although", "though", "even though",
    "albeit", "provided", "allegedly", "supposedly", "reportedly", "if", "until", "without", "apart from", "other than",
    "or so", "which is not", "which isn't", "is a lie", "is false", "is nonsense", "is not true", "isn't true",
    "is untrue", "is wrong", "they say", "they claim", "people say", "some say", "as long as", "in theory",
)  # fmt: skip
HEDGES = (
    "not", "never", "no", "don't", "doesn't", "didn't", "won't", "wouldn't", "can't", "cannot", "couldn't", "isn't",
    "wasn't", "aren't", "weren't", "hasn't", "haven't", "hadn't", "shouldn't", "if", "unless", "whether", "allegedly",
    "supposedly", "reportedly", "hardly", "scarcely", "barely", "deny", "denies", "denied", "reject", "rejects",
    "rejected", "doubt", "doubts", "pretend", "pretends", "false", "untrue", "wrong", "lie", "nonsense", "rumour",
    "rumor", "nobody", "neither", "without",
)  # fmt: skip


@dataclass(frozen=True)
class EditingRules:
    """The editing rules in force. Words and phrases are in lower case.

    `fillers` may be left out; with `repetitions` a repeated word or phrase may be printed once, with `false_starts`
    words that break off in a dash may be left out; with `brackets` words in square brackets may be added, or replace at
    most `max_bracket_words`; with `ellipses` a printed ellipsis may replace at most `max_ellipsis_words` words. `turns`
    are words that reverse the sense of the words before them, `hedges` of the words after them.
    """

    fillers: tuple[str, ...] = FILLERS
    repetitions: bool = True
    false_starts: bool = True
    brackets: bool = True
    ellipses: bool = True
    max_bracket_words: int = 4
    max_ellipsis_words: int = 60
    turns: tuple[str, ...] = TURNS
    hedges: tuple[str, ...] = HEDGES

    @cached_property
    def filler_words(self) -> frozenset[tuple[str, ...]]:
        """The fillers, each as its words."""
        return frozenset(tuple(each.split()) for each in self.fillers)

    def is_filler(self, keys: Sequence[str]) -> bool:
        """Whether these words are fillers only."""
        at = 0
        while at < len(keys):
            found = max((len(f) for f in self.filler_words if tuple(keys[at : at + len(f)]) == f), default=0)
            if not found:
                return False
            at += found
        return True
