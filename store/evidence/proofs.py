"""The quotes of an article held against its evidence: a verdict for each fragment in quotation marks.

A paraphrase has no verdict: the passages nearest to it are given to compare.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

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

MAX_PASSAGES = 3
"""Passages given for a paraphrase."""
PASSAGE_WORDS = 30
"""Words of such a passage."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of the evidence: which, where, and its words."""

    evidence: str
    place: Place
    words: str


@dataclass(frozen=True, slots=True)
class Proof:
    """What the evidence says of one fragment of a quote, or of a paraphrase, whose `verdict` is None.

    `span` are code points of the article's text; `speaker` is the name of the actor, "" where none is sure.
    """

    quote: str
    span: Span
    fragment: str
    speaker: str
    verdict: Verdict | None
    nearest: Sequence[Passage] = ()

    @property
    def mark(self) -> str:
        """Tells the fragment from others of the story, also in another version of it: its speaker and its words."""
        return f"{self.speaker}: {' '.join(word.key for word in words_of(self.fragment))}"


def prove(article: Article, prover: Prover, evidence: Sequence[Evidence]) -> Iterator[Proof]:
    """Every quote of `article` against the evidence that `prover` holds, in the order of the text."""
    quotations = Quotations(article.text, article.blocks)
    for quote in article.quotes:
        names = names_of(article, quote)
        speaker = names[0] if names else ""
        spans = quotations.quoted_spans(quote)
        for span in spans:
            fragment = span.of(article.text)
            yield Proof(quote.id, span, fragment, speaker, prover.prove(fragment, names))
        if not spans:
            words = quote.content(article.text)
            yield Proof(quote.id, quote.span, words, speaker, None, nearest(words, evidence))


def prover_for(
    article: Article,
    evidence: Sequence[Evidence],
    rules: EditingRules | None = None,
    speakers: Mapping[str, str] | None = None,
) -> Prover:
    """A prover for this article's quotes; `speakers` are the names that a person gave to labels."""
    labels = SpeakerLabels(speakers, [actor_names(actor) for actor in article.actors if is_named(actor)])
    return Prover(evidence, rules, labels, article.language)


def names_of(article: Article, quote: Quote) -> list[str]:
    """What the speakers of a quote may be called in the evidence: names and role. None: it is not known who spoke."""
    ids = quote.actors or ((quote.actor,) if quote.actor else ())
    actors = [actor for each in ids if (actor := article.actor(each)) is not None]
    return [name for actor in actors for name in actor_names(actor)]


def actor_names(actor: Actor) -> list[str]:
    """Name, other names, and role."""
    return [actor.name, *actor.aliases, *([actor.role] if actor.role else [])]


def nearest(words: str, evidence: Iterable[Evidence]) -> list[Passage]:
    """The passages of the evidence with most of the rarest of these words, the nearest first."""
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
    """How many fragments have each verdict."""
    return Counter(proof.verdict.kind for proof in proofs if proof.verdict is not None)


def all_proven(proofs: Iterable[Proof]) -> bool:
    """Whether every fragment in quotation marks is verbatim or edited as the house's rules allow."""
    return all(proof.verdict is None or proof.verdict.kind in PROVEN for proof in proofs)
