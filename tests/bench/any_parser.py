"""A parser whose answers could be anything a model may say: to hold the rules to what they promise."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.parse.spacy_parser import Entity, Parse, Token
from extract.types import Span

TAGS = (
    "NN", "NNP", "NNS", "NNPS", "VBD", "VBZ", "VBP", "VB", "VBG", "VBN", "PRP", "PRP$", "DT", "IN", "JJ", "RB", "TO",
    "CC", "MD", "WP", "WDT", "WRB", "CD", "EX", "RP", "POS", "UH", "FW", "_SP",
)  # fmt: skip
DEPS = (
    "nsubj", "nsubjpass", "dobj", "pobj", "ccomp", "xcomp", "advcl", "relcl", "acl", "conj", "cc", "appos", "compound",
    "amod", "det", "poss", "case", "agent", "prep", "pcomp", "mark", "aux", "auxpass", "neg", "attr", "parataxis",
    "dep", "csubj", "expl", "punct", "nmod", "advmod", "npadvmod", "dative", "prt", "intj", "oprd",
)  # fmt: skip
LABELS = ("PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "DATE", "WORK_OF_ART", "CARDINAL")
KNOWN = {
    "said": "VBD", "says": "VBZ", "told": "VBD", "that": "IN", "to": "TO", "he": "PRP", "she": "PRP", "they": "PRP",
    "it": "PRP", "the": "DT", "a": "DT", "and": "CC", "of": "IN", "who": "WP", "according": "VBG", "will": "MD",
    "saying": "VBG",
}  # fmt: skip
_WORD = re.compile(r"\w+|[^\w\s]|[^\S \n]")


@dataclass(slots=True)
class AnyParser:
    """A parser whose answers are as well-formed as a model's, and as right as chance: the same for the same text."""

    name: str = "random"

    def parse(self, text: str, spans: Iterable[Span]) -> list[Parse]:
        """See `extract.parse.spacy_parser.Parser`."""
        return [self._parse(text, span) for span in spans]

    def _parse(self, text: str, span: Span) -> Parse:
        chance = random.Random(span.of(text))
        words = list(_WORD.finditer(text, span.start, span.end))
        cuts = {0, len(words)} | {
            i + 1
            for i, m in enumerate(words)
            if (m.group() in ".?!" and chance.random() < 0.8) or chance.random() < 0.03
        }
        bounds = sorted(cuts)
        sentences = list(pairwise(bounds))
        tokens: list[Token] = []
        for number, (first, last) in enumerate(sentences):
            heads: dict[int, int] = {}
            _grow(first, last, -1, heads, chance)
            for i in range(first, last):
                word = words[i].group()
                dep = "ROOT" if heads[i] == i else chance.choice(DEPS)
                tokens.append(
                    Token(i, *words[i].span(), word, word.lower(), _tag(word, chance), dep, heads[i], "", number)
                )
        for token in tokens:
            if token.head != token.i:
                tokens[token.head].children.append(token.i)
        return Parse(span, tokens, sentences, _names(tokens, sentences, chance))


def _grow(first: int, last: int, head: int, heads: dict[int, int], chance: random.Random) -> None:
    """A random projective tree over [first, last): a root, and a subtree each side of it."""
    waiting = [(first, last, head)]
    while waiting:
        first, last, head = waiting.pop()
        if first < last:
            root = chance.randrange(first, last)
            heads[root] = root if head < 0 else head
            waiting += [(first, root, root), (root + 1, last, root)]


def _tag(word: str, chance: random.Random) -> str:
    if chance.random() < 0.1:
        return chance.choice(TAGS)
    if not word[0].isalnum():
        return {",": ",", ".": ".", "?": ".", "!": ".", "“": "``", "”": "''", '"': "''", "(": "-LRB-"}.get(word, ":")
    known = KNOWN.get(word.lower())
    return known or ("CD" if word[0].isdigit() else "NNP" if word[0].isupper() else chance.choice(TAGS))


def _names(tokens: Sequence[Token], sentences: Sequence[tuple[int, int]], chance: random.Random) -> list[Entity]:
    entities = []
    for first, last in sentences:
        i = first
        while i < last:
            end = min(last, i + chance.randrange(1, 4))
            if chance.random() < (0.5 if tokens[i].tag.startswith("NNP") else 0.03):
                label = chance.choice(LABELS)
                for token in tokens[i:end]:
                    token.ent = label
                entities.append(Entity(Span(tokens[i].start, tokens[end - 1].end), i, end, label))
            i = end
    return entities
