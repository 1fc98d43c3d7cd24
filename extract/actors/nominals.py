"""Noun phrases and pronouns that may mention an actor: "US officials", "a person with knowledge", "he"."""

from __future__ import annotations

from collections.abc import Sequence

from extract.actors.mention_candidates import Document, Page, Spot, left_edge, noun_lemma
from extract.lexicon.countries import gazetteer
from extract.lexicon.words import (
    BODIES,
    COLLECTIVES,
    DETERMINERS,
    FEMALE_NOUNS,
    FEMININE,
    FIRST,
    FIRST_PLURAL,
    HONORIFICS,
    MALE_NOUNS,
    MASCULINE,
    NEUTER,
    PEOPLE,
    PLACE_NOUNS,
    PLURAL,
    ROLE_WORDS,
    ROLES,
    SECOND,
    TITLE_WORDS,
)
from extract.parse.spacy_parser import Token
from extract.types import ActorKind, Span

PRONOUNS = MASCULINE | FEMININE | NEUTER | PLURAL | FIRST | FIRST_PLURAL | SECOND
_DEFINITE = frozenset(
    ["the", "this", "that", "these", "those", "his", "her", "its", "their", "my", "our", "your", "both"]
)
_ANY = frozenset(["any", "each", "every", "no", "neither", "such", "whose"])
_MANNED = frozenset(["authority", "opposition", "police"])
_SOURCES = frozenset(["source", "people", "person", "insider", "insiders", "sources"])
_AGENTS = ("er", "ers", "or", "ors", "ist", "ists", "ian", "ians", "man", "men", "woman", "women", "ee", "ees", "ant")
"""Endings of nouns for people."""
_UNNAMED = frozenset({"anonymous", "unnamed", "unidentified"})
_CALLED = frozenset({"called", "dubbed", "known", "labelled", "labeled", "named"})
_MANY = frozenset(["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "several"])
TWO = frozenset({"two", "pair", "duo", "both"})
"""Words for two actors named together before: "the two", "both"."""
EACH = {"former": 0, "latter": 1}
"""Words for one of two actors named together before, and the index of that one."""
LONE = TWO | EACH.keys()
"""Words that are not an actor by themselves."""


def find_nominals(doc: Document, names: Sequence[Spot]) -> list[Spot]:
    """Noun phrases headed by a noun for people or for a body that can act, in text order."""
    spots: list[Spot] = []
    heads = _speaker_heads(doc)
    inside: dict[int, list[Spot]] = {}
    for name in names:
        inside.setdefault(name.page, []).append(name)
    for page in doc.pages:
        here = inside.get(page.number, [])
        used = {i for spot in here for i in range(spot.lead if spot.lead >= 0 else spot.first, spot.last)}
        at = {spot.head: spot for spot in here}
        people = {i for spot in here if spot.type == "person" for i in (spot.first, spot.head)}
        for token in page.tokens:
            if token.i in used or not page.inside(token):
                continue
            if is_pair(page, token):
                spots.append(_pair(doc, page, token))
                continue
            known = _is_head(page, token, people)
            if not known and not ((page.number, token.i) in heads and _speaks(page, token)):
                continue
            phrase = _phrase(doc, page, token, at)
            if not known and token.tag in ("NN", "NNS") and not token.lower.endswith(_AGENTS):
                for spot in phrase:
                    spot.document = True
            spots += phrase
    return spots


def is_pair(page: Page, token: Token) -> bool:
    """Whether a word alone refers to actors named before: "the two said", "the latter denied"."""
    before = page.tokens[token.i - 1].lower if token.i else ""
    alone = token.dep not in ("amod", "nummod", "compound", "det", "advmod", "quantmod", "nmod", "cc", "preconj")
    if token.lower in EACH or token.lower in ("two", "pair", "duo"):
        return before == "the" and alone and page.verb_of(token.i) is not None
    return token.lower == "both" and token.dep in ("nsubj", "nsubjpass")


def _pair(doc: Document, page: Page, token: Token) -> Spot:
    """ "the two", "both", "the latter" as separate phrases."""
    first, last = token.i - (token.lower != "both"), token.i + 1
    spot = Spot(
        doc.span(page, first, last),
        page.number,
        first,
        last,
        token.i,
        "nominal",
        "group",
        token.lower,
        label=token.lower,
    )
    spot.plural, spot.definite, spot.acts = token.lower not in ("former", "latter"), True, True
    return spot


def _speaker_heads(doc: Document) -> set[tuple[int, int]]:
    """Page and token index of the head of each speaker's words."""
    heads = set()
    for attribution in doc.attributions:
        found = doc.tokens_in(attribution.speaker) if attribution.speaker is not None else None
        if found is not None:
            page, first, last = found
            heads.add((page.number, head_of(page.tokens, first, last)))
    return heads


def head_of(tokens: Sequence[Token], first: int, last: int) -> int:
    """Index of the head of the tokens [first, last): the first that depends on none of them."""
    for i in range(first, last):
        token = tokens[i]
        outside = not first <= token.head < last or token.head == i
        if outside and token.tag[:2] in ("NN", "PR", "WP", "DT", "JJ", "CD", "WD"):
            return i
    return last - 1


def _speaks(page: Page, token: Token) -> bool:
    """Whether the head of a speaker's words can be a noun phrase by itself: "some", "the model"."""
    if token.tag in ("NN", "NNS"):
        return token.lower not in HONORIFICS
    alone = token.tag in ("JJ", "CD", "JJS", "VBN") or token.lower in ("some", "others", "many", "most", "both", "all")
    return alone and token.lower.isalnum()


def _is_head(page: Page, token: Token, people: set[int]) -> bool:
    if token.tag not in ("NN", "NNS", "NNP", "NNPS") and token.lower not in COLLECTIVES | {"someone", "somebody"}:
        return False
    word = noun_lemma(token)
    if word not in PEOPLE and word not in ROLES and word not in BODIES and token.lower not in COLLECTIVES:
        return False
    if token.tag.startswith("NNP") and not _titled(page, token.i):
        return False
    if token.dep in ("compound", "amod", "nmod") and token.head > token.i:
        verb = page.tokens[token.head]
        return page.kind == "headline" and verb.i == token.i + 1 and verb.lower.endswith("s") and verb.tag != "NNP"
    after = page.tokens[token.i + 1] if token.i + 1 < len(page.tokens) else None
    if after is not None and after.i in people:
        return False
    return not (after is not None and after.tag in ("NN", "NNS") and after.head != token.i and token.head == after.i)


def _titled(page: Page, head: int) -> bool:
    """Whether a capitalised noun is a title, not the end of a name: "Foreign Minister", not "Space Challenger"."""
    tokens, i = page.tokens, head
    while (
        i > 0 and tokens[i - 1].tag.startswith("NNP") and tokens[i - 1].dep == "compound" and tokens[i - 1].head <= head
    ):
        i -= 1
        known = tokens[i].lower in TITLE_WORDS | ROLE_WORDS or gazetteer().find(tokens[i].text)
        if not known and tokens[i].text.isalpha() and page.kind != "headline":
            return False
    return True


def _phrase(doc: Document, page: Page, token: Token, names: dict[int, Spot]) -> list[Spot]:
    tokens, head = page.tokens, token.i
    first = left_edge(page, head)
    last = _right_edge(page, head)
    opening = tokens[first].lower
    word = noun_lemma(token)
    plural = token.tag in ("NNS", "NNPS", "DT", "CD")
    plural = plural or (token.lower in COLLECTIVES and (word not in BODIES or word in _MANNED))
    begin = first
    while begin < head and tokens[begin].lower in DETERMINERS:
        begin += 1
    kind = _kind(token, word, plural, tokens[first:last])
    base = Spot(
        doc.span(page, first, last), page.number, first, last, head, "nominal", kind, doc.words(page, begin, last)
    )
    base.plural = plural
    base.definite = (
        opening in _DEFINITE or tokens[first].tag == "PRP$" or any(t.tag == "POS" for t in tokens[first:head])
    )
    base.indefinite = opening in _ANY
    base.gender = "m" if word in MALE_NOUNS else "f" if word in FEMALE_NOUNS else ""
    base.acts = page.verb_of(head) is not None
    base.label = word
    owners = [names[i] for i in range(first, head) if i in names]
    base.title = _role(doc, page, begin, head, owners)
    lands = [spot for spot in owners if spot.country is not None and spot.type == "country"]
    if len(lands) == 2 and plural and any(t.tag == "CC" for t in tokens[first:head]):
        return [_share(base, land, doc, page) for land in lands]
    if lands:
        base.country = lands[0].country
    elif owners:
        base.owner = owners[0].name
    elif base.type != "organisation" or word in PLACE_NOUNS:
        kinds = ("place", "country") if word in PLACE_NOUNS else ("organisation",)
        following = [
            names[i] for i in range(head + 1, min(last + 3, len(tokens))) if i in names and names[i].type in kinds
        ]
        if following and head + 1 < len(tokens) and tokens[head + 1].lower in ("of", "for", "at", "in", "from"):
            base.owner = following[0].name
    return [base]


def _kind(token: Token, word: str, plural: bool, tokens: Sequence[Token]) -> ActorKind:
    if token.lower == "police":
        return "organisation"
    if word in BODIES and word not in PEOPLE and word not in _MANNED:
        return "group" if plural else "organisation"
    if not plural:
        return "anonymous"
    unnamed = word in _SOURCES or any(t.lower in ("anonymous", "unnamed", "unidentified", "familiar") for t in tokens)
    counted = tokens[0].lower in _MANY and len(tokens) > 2
    return "anonymous" if (unnamed and (len(tokens) > 1 or word == "source")) or counted else "group"


def _right_edge(page: Page, head: int) -> int:
    """The end of the phrase, as in "a person with knowledge of the talks", before commas and relative clauses."""
    tokens, i = page.tokens, head + 1
    while i < len(tokens) and i - head <= 10:
        at = i
        chain: list[Token] = []
        while at != head and len(chain) < 7 and tokens[at].head != at:
            chain.append(tokens[at])
            at = tokens[at].head
        if at != head or any(t.dep in ("relcl", "appos", "punct", "cc", "conj", "pcomp") for t in chain):
            break
        top = chain[-1]
        if (top.dep == "acl" and top.tag != "VBN") or top.dep not in ("prep", "acl", "amod", "advmod"):
            break
        i += 1
    while i > head + 1 and (tokens[i - 1].tag in ("IN", "DT", "TO", "CC") or tokens[i - 1].lower in _CALLED):
        i -= 1
    return i


def _role(doc: Document, page: Page, begin: int, head: int, owners: Sequence[Spot]) -> str:
    """The noun with its plain modifiers: "senior official" for "an anonymous senior US official"."""
    skip = {i for spot in owners for i in range(spot.first, spot.last)}
    words = [
        t.text for t in page.tokens[begin : head + 1]
        if t.i not in skip and t.lower not in _UNNAMED and t.tag not in ("CC", "POS", "CD", "DT")
    ]  # fmt: skip
    return " ".join(words).replace(" - ", "-")


def _share(base: Spot, land: Spot, doc: Document, page: Page) -> Spot:
    """One half of "US and Chinese officials"."""
    noun = doc.words(page, base.head, base.last)
    return Spot(
        base.span, base.page, base.first, base.last, base.head, "nominal", base.type, f"{land.name} {noun}", base.title,
        "", land.country, "", True, base.definite, base.acts, False, base.label,
    )  # fmt: skip


def find_pronouns(doc: Document) -> list[Spot]:
    """Personal pronouns, in text order."""
    spots = []
    for page in doc.pages:
        for token in page.tokens:
            if (
                token.lower not in PRONOUNS
                or token.tag not in ("PRP", "PRP$", "NN", "NNP", "UH")
                or not page.inside(token)
            ):
                continue
            if token.text in ("US", "IT", "Mine", "mine") and token.tag != "PRP":
                continue
            spot = Spot(
                Span(token.start, token.end), page.number, token.i, token.i + 1, token.i, "pronoun", None, token.lower
            )
            spot.gender = "m" if token.lower in MASCULINE else "f" if token.lower in FEMININE else ""
            spot.plural = token.lower in PLURAL or token.lower in FIRST_PLURAL
            spot.acts = page.verb_of(token.i) is not None
            spots.append(spot)
    return spots
