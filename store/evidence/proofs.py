"""Checks the quotes of an article against its evidence, with a verdict for each fragment in quotation marks.

A paraphrase has no verdict; the nearest passages are given for comparison.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from extract.naming import is_named
from extract.quotation import Quotations
from extract.span import Span
from extract.types import Actor, Article, Quote
from store.evidence.comparable_words import ELLIPSIS, words_of
from store.evidence.evidence_text import Evidence, Place
from store.evidence.quote_alignment import candidates
from store.evidence.rules import EditingRules
from store.evidence.speaker_resolution import SpeakerLabels
from store.evidence.verdicts import PROVEN, Kind, Prover, Verdict

T = TypeVar("T")
MAX_PASSAGES = 3
"""Passages given for a paraphrase."""
PASSAGE_WORDS = 30
"""Length of such a passage."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of the evidence: its source, its place, and its words."""

    evidence: str
    place: Place
    words: str


@dataclass(frozen=True, slots=True)
class Proof:
    """The result for one fragment of a quote, or for a paraphrase, whose `verdict` is None.

    `span` is in code points of the article's text; `speaker` is the actor's name, "" if none is certain.
    """

    quote: str
    span: Span
    fragment: str
    speaker: str
    verdict: Verdict | None
    nearest: Sequence[Passage] = ()

    @property
    def mark(self) -> str:
        """Identifies the fragment within the story, across versions: its speaker and its words."""
        return f"{self.speaker}: {' '.join(word.key for word in words_of(self.fragment))}"


def prove(article: Article, prover: Prover, evidence: Sequence[Evidence]) -> Iterator[Proof]:
    """Prove every quote of `article` against the evidence of `prover`, in text order."""
    quotations = Quotations(article.text, article.blocks)
    quoted = [(quote, quotations.quoted_spans(quote)) for quote in article.quotes]
    fragments = sorted(((span, quote.actor) for quote, spans in quoted for span in spans), key=lambda item: item[0])
    for quote, spans in quoted:
        names = names_of(article, quote)
        speaker = names[0] if names else ""
        for span in spans:
            fragment = span.of(article.text)
            before, after = (
                beside[0].of(article.text) if beside is not None and beside[1] == quote.actor else ""
                for beside in _beside(fragments, (span, quote.actor))
            )
            yield Proof(quote.id, span, fragment, speaker, prover.prove(fragment, names, before, after))
        if not spans:
            words = quote.content(article.text)
            yield Proof(quote.id, quote.span, words, speaker, None, nearest(words, evidence))


def _beside(items: Sequence[T], item: T) -> tuple[T | None, T | None]:
    """What comes before and after an item."""
    at = items.index(item)
    return items[at - 1] if at else None, items[at + 1] if at + 1 < len(items) else None


def prover_for(
    article: Article,
    evidence: Sequence[Evidence],
    rules: EditingRules | None = None,
    speakers: Mapping[str, str] | None = None,
) -> Prover:
    """A prover for this article's quotes; `speakers` maps labels to the names a person gave them."""
    labels = SpeakerLabels(speakers, [actor_names(actor) for actor in article.actors if is_named(actor)])
    return Prover(evidence, rules, labels, article.language)


def names_of(article: Article, quote: Quote) -> list[str]:
    """Names and roles that the evidence may use for a quote's speakers. Empty if the speaker is unknown."""
    ids = quote.actors or ((quote.actor,) if quote.actor else ())
    actors = [actor for each in ids if (actor := article.actor(each)) is not None]
    return [name for actor in actors for name in actor_names(actor)]


def actor_names(actor: Actor) -> list[str]:
    """Name, other names, and role."""
    return [actor.name, *actor.aliases, *([actor.role] if actor.role else [])]


def nearest(words: str, evidence: Iterable[Evidence]) -> list[Passage]:
    """The passages of the evidence with the most of the rarest of these words, the best first."""
    keys = [word.key for word in words_of(words) if word.key != ELLIPSIS]
    found: list[tuple[int, Passage]] = []
    for each in evidence:
        for begin in candidates(keys, each)[:MAX_PASSAGES]:
            first = min(max(0, begin), len(each.words) - 1)
            last = min(len(each.words) - 1, first + max(PASSAGE_WORDS, len(keys)))
            place = each.place(first, last)
            shared = sum((Counter(keys) & Counter(each.words.keys(first, last + 1))).values())
            found.append((shared, Passage(each.name, place, each.text[place.start : place.end])))
    found.sort(key=lambda pair: -pair[0])
    return [passage for _shared, passage in found[:MAX_PASSAGES]]


def counted(proofs: Iterable[Proof]) -> Counter[Kind]:
    """The number of fragments with each verdict."""
    return Counter(proof.verdict.kind for proof in proofs if proof.verdict is not None)


def all_proven(proofs: Iterable[Proof]) -> bool:
    """Whether every fragment in quotation marks is verbatim or edited within the house's rules."""
    return all(proof.verdict is None or proof.verdict.kind in PROVEN for proof in proofs)
