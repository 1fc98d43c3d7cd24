"""Queries on a parse as a tree: subtrees, noun phrases, the subject of a verb."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from extract.parse.spacy_parser import Parse, Token
from extract.types import Span

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_RAISED = frozenset({"conj", "xcomp", "advcl", "pcomp", "prep", "ccomp", "dep", "parataxis"})
"""Dependencies of a verb, or of the word above it, on one with the same subject; also an adjective's ("able to")."""
NOMINAL = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "DT", "CD", "WP", "EX"})
TRIM = frozenset(" \t\n\u00a0,;:–—-―")


class Tree:
    """A tree over one Parse. Indexes are token indexes; `left` and `right` bound a token's subtree, inclusive."""

    def __init__(self, parse: Parse) -> None:
        self.tokens = parse.tokens
        self.span = parse.span
        self.sentences = parse.sentences
        count = len(self.tokens)
        self.left = list(range(count))
        self.right = list(range(count))
        self.starts = [t.start for t in self.tokens]
        self._bound()

    def _bound(self) -> None:
        waiting = [len(t.children) for t in self.tokens]
        ready = [t.i for t in self.tokens if not t.children]
        left, right = self.left, self.right
        while ready:
            i = ready.pop()
            head = self.tokens[i].head
            if head == i:
                continue
            left[head] = min(left[head], left[i])
            right[head] = max(right[head], right[i])
            waiting[head] -= 1
            if waiting[head] == 0:
                ready.append(head)

    def children(self, i: int, *deps: str) -> Iterator[Token]:
        """The children of token `i` whose dependency is among `deps`."""
        for child in self.tokens[i].children:
            if self.tokens[child].dep in deps:
                yield self.tokens[child]

    def child(self, i: int, *deps: str) -> Token | None:
        """The first of `children`, or None."""
        return next(self.children(i, *deps), None)

    def chars(self, first: int, last: int) -> Span:
        """Article offsets of the tokens from `first` to `last`, inclusive."""
        return Span(self.tokens[first].start, self.tokens[last].end)

    def at(self, offset: int) -> int:
        """Index of the first token that starts at or after the article offset `offset`."""
        return bisect_left(self.starts, offset)

    def before(self, offset: int) -> int:
        """Index of the last token that starts at or before the article offset `offset`; -1 if there is none."""
        return bisect_right(self.starts, offset) - 1

    def sentence(self, i: int) -> tuple[int, int]:
        """Token range (end exclusive) of the sentence of token `i`."""
        return self.sentences[self.tokens[i].sent]

    def ancestors(self, i: int) -> Iterator[int]:
        """The heads above token `i`, nearest first."""
        while self.tokens[i].head != i:
            i = self.tokens[i].head
            yield i

    def phrase(self, head: int, low: int = 0, high: int | None = None) -> tuple[int, int]:
        """Token range (inclusive) of the noun phrase of `head`, within `low` and `high`.

        Titles, appositions and prepositional phrases are included, relative clauses and participles are not.
        """
        first, last = min(max(self.left[head], low), head), head
        limit = len(self.tokens) - 1 if high is None else high
        for i in sorted(self.tokens[head].children):
            child = self.tokens[i]
            if i < head or child.dep in ("punct", "cc"):
                continue
            if child.dep in ("relcl", "acl", "advcl", "ccomp", "parataxis", "dep"):
                break
            last = max(last, self._within(i))
        last = min(last, limit)
        while first < head and self.tokens[first].tag in (",", ":", "``", "''", "CC", "HYPH", "-LRB-") and first < head:
            first += 1
        return first, max(last, head)

    def _within(self, i: int) -> int:
        """The last token of a phrase below a noun, before any relative clause in it."""
        last = self.right[i]
        for j in range(i, last + 1):
            if self.tokens[j].dep in ("relcl", "advcl", "ccomp", "parataxis") and self.left[j] > i:
                last = self.left[j] - 1
                break
        while last > i and self.tokens[last].tag in (",", ":", "-LRB-"):
            last -= 1
        return last

    def subject(self, verb: int, depth: int = 0) -> Token | None:
        """The subject of `verb`: its own, or that of the verb it is coordinated with or depends on; None for none."""
        own = self.child(verb, "nsubj", "nsubjpass", "expl")
        if own is not None:
            return own
        if depth > 5:
            return None
        token = self.tokens[verb]
        head = self.tokens[token.head]
        if token.dep == "acl" or (token.dep == "relcl" and head.tag in NOMINAL):
            return head
        if (token.dep in _RAISED or (token.dep == "acomp" and token.tag == "JJ")) and head.i != verb:
            if token.dep in ("ccomp", "parataxis") and token.tag not in ("VBG", "VB", "VBN"):
                return None
            if token.dep == "xcomp":
                control = self.child(head.i, "dobj")
                if control is not None and control.i < verb and token.tag == "VB":
                    return control
            if head.tag in NOMINAL and token.dep in ("advcl", "conj"):
                return head if token.dep == "conj" and head.dep in SUBJECTS else self.subject(head.i, depth + 1)
            return self.subject(head.i, depth + 1)
        return None

    def finite(self, first: int, last: int) -> bool:
        """Whether a finite verb is among the tokens from `first` to `last`, inclusive."""
        return any(t.tag in FINITE for t in self.tokens[first : last + 1])
