"""Titles and roles beside a name: "Russian Foreign Minister Ann Bell", "Ann Bell, an analyst at Acme,"."""

from __future__ import annotations

from collections.abc import Sequence

from extract.actors.mention_candidates import Document, Page, Spot, left_edge, noun_lemma
from extract.lexicon.countries import gazetteer
from extract.lexicon.words import (
    BODIES,
    FEMALE_NOUNS,
    HONORIFICS,
    KIN,
    MALE_NOUNS,
    ORG_WORDS,
    PARTICLES,
    PEOPLE,
    PORTFOLIOS,
    ROLE_WORDS,
    ROLES,
    TITLE_WORDS,
)
from extract.parse.spacy_parser import Token

_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_NAME_TAGS = frozenset({"NNP", "NNPS"})
_ARTICLES = frozenset({"the", "a", "an"})
_NO_TITLE = _ARTICLES | {"former", "ex", "then", "its", "his", "her", "their", "our"}
"""Words before a title that are not part of it."""


def read_title(doc: Document, page: Page, spot: Spot) -> None:
    """Set gender, role and owner of `spot` from the words before the name, else from an apposition after it."""
    tokens = page.tokens
    before = tokens[spot.first - 1] if spot.first else None
    if before is not None and before.lower in HONORIFICS:
        spot.gender = HONORIFICS[before.lower]
        spot.type, spot.sure = "person", True
        return
    office = office_before(tokens, spot.first)
    if office is not None and spot.first > office + 2:
        _read_office(doc, page, spot, office)
        return
    first = _title_start(page, spot)
    role_at = [i for i in range(first, spot.first) if tokens[i].lower in ROLE_WORDS]
    if role_at and tokens[spot.first - 1].tag not in ("NNS", "NNPS"):
        near = role_at[-1] == spot.first - 1
        if near or spot.type == "person":
            if (
                spot.type in (None, "organisation", "place", "group")
                and near
                and not spot.sure
                and _looks_personal(spot)
            ):
                spot.type = "person"
            if spot.type == "person":
                spot.sure, spot.lead = True, first
                _set_role(doc, page, spot, first, spot.first)
    if spot.type == "person" and not spot.title:
        _read_apposition(doc, page, spot)


def office_before(tokens: Sequence[Token], end: int) -> int | None:
    """Index of the office whose portfolio ends at token `end`, as of "Minister" in "Minister of Trade and Industry |".

    None if there is no such office.
    """
    i = end - 1
    if i < 1 or tokens[i].lower not in PORTFOLIOS:
        return None
    while i > 1 and end - i < 9 and (tokens[i].lower in PORTFOLIOS or tokens[i].lower in (",", "and", "&")):
        i -= 1
    if tokens[i].lower not in ("of", "for"):
        return None
    if [t.lower for t in tokens[max(0, i - 3) : i]] == ["secretary", "of", "state"]:
        return i - 3
    return i - 1 if tokens[i - 1].lower in _OFFICES else None


_OFFICES = frozenset({"minister", "secretary", "undersecretary", "commissioner"})


def _read_office(doc: Document, page: Page, spot: Spot, office: int) -> None:
    """ "Norwegian Minister of Trade and Industry Ola Lund": the whole office is the role."""
    tokens, first = page.tokens, office
    while first and tokens[first - 1].lower in TITLE_WORDS:
        first -= 1
    spot.type, spot.sure, spot.lead, spot.title = "person", True, first, doc.words(page, first, spot.first)
    before = first - 1
    if before > 0 and tokens[before].text in _POSSESSIVE:
        before -= 1
    if before >= 0 and gazetteer().find(tokens[before].text):
        spot.owner = tokens[before].text


def shows_person(page: Page, first: int, last: int, head: int) -> bool:
    """Whether the words beside a name show a person: "Ann Bell, who", "Ann Bell, 41,", "her lawyer, Ann Bell,"."""
    tokens = page.tokens
    if tokens[first].tag != "NNP" or tokens[last - 1].tag != "NNP" or tokens[last - 1].lower in ORG_WORDS | BODIES:
        return False
    among = first > 0 and tokens[first - 1].lower in ("of", "in", "at", "from")
    if last + 2 < len(tokens) and tokens[last].text == "," and not among:
        after, beyond = tokens[last + 1], tokens[last + 2]
        if after.lower == "who" or (after.tag == "CD" and len(after.text) == 2 and beyond.text == ","):
            return True
    above = tokens[tokens[head].head]
    beside = tokens[head].dep == "appos" and first > 1 and tokens[first - 1].text == "," and above.i == first - 2
    if last - first > 1 and last < len(tokens) and tokens[last].text == "," and _role_of(page, first - 1):
        return True
    alone = last - first > 1 or (above.lower in KIN and last < len(tokens) and tokens[last].text == ",")
    return beside and above.tag == "NN" and above.lower in ROLES | PEOPLE and alone


def _role_of(page: Page, comma: int) -> bool:
    """Whether a phrase like "the mayor of Esbjerg" precedes the comma at token `comma`."""
    tokens, i = page.tokens, comma - 1
    if comma < 3 or tokens[comma].text != ",":
        return False
    while i > 1 and comma - i < 5 and (tokens[i].tag in _NAME_TAGS or tokens[i].lower == "the"):
        i -= 1
    return i < comma - 1 and tokens[i].lower in ("of", "at", "in", "for") and tokens[i - 1].lower in ROLES


def _looks_personal(spot: Spot) -> bool:
    words = spot.name.split()
    return (
        1 <= len(words) <= 4
        and all(word[:1].isupper() or word.lower() in PARTICLES for word in words)
        and not spot.name.isupper()
    )


def _title_start(page: Page, spot: Spot) -> int:
    """Index of the first token of a possible title before a name."""
    tokens = page.tokens
    edge = left_edge(page, spot.head)
    first = min(edge, spot.first)
    while first > 0 and spot.first - first < 12:
        word = tokens[first - 1]
        if (
            word.lower in ROLE_WORDS
            or word.lower in TITLE_WORDS
            or (word.tag in ("NNP", "NNPS") and word.dep in ("compound", "nmod"))
        ):
            first -= 1
            first = min(first, left_edge(page, first)) if word.tag in ("NN", "NNP") else first
        elif (
            word.lower in ("and", "of", "for", "'s", "’s", "the")
            and first > 1
            and (tokens[first - 2].lower in ROLE_WORDS or word.text in _POSSESSIVE)
        ):
            first -= 1
        else:
            break
    while first < spot.first and (tokens[first].dep in ("det", "punct", "cc") or not tokens[first].text[0].isalnum()):
        first += 1
    return first


def _set_role(doc: Document, page: Page, spot: Spot, first: int, last: int) -> None:
    """Set role and owner from the tokens [first, last): "Russian Foreign Minister", "chief of Pamir Hydro"."""
    tokens = page.tokens
    role_at = next((i for i in range(last - 1, first - 1, -1) if tokens[i].lower in ROLE_WORDS), None)
    of = next((i for i in range(first, last) if tokens[i].lower in ("of", "for", "at", "in") and i > first), None)
    if of is not None:
        role_at = next(
            (i for i in range(of - 1, first - 1, -1) if tokens[i].lower in ROLE_WORDS or tokens[i].tag == "NN"),
            role_at,
        )
    if role_at is None:
        return
    begin = _take_owner(doc, page, spot, first, role_at)
    end = role_at + 1
    if of is not None and of == end:
        if not spot.owner:
            after = of + 1 + (tokens[of + 1].lower in _ARTICLES if of + 1 < last else 0)
            spot.owner = doc.words(page, after, last)
        if (
            tokens[of].lower == "of"
            and last > of + 1
            and tokens[of + 1].tag not in _NAME_TAGS
            and tokens[of + 1].lower != "the"
        ):
            end, spot.owner = last, ""
    while begin < end and (tokens[begin].lower in _NO_TITLE or tokens[begin].tag == "HYPH"):
        begin += 1
    spot.title = doc.words(page, begin, end)
    word = noun_lemma(tokens[role_at])
    spot.gender = spot.gender or ("m" if word in MALE_NOUNS else "f" if word in FEMALE_NOUNS else "")


def _take_owner(doc: Document, page: Page, spot: Spot, first: int, role_at: int) -> int:
    """Set the owner before a role, as in "Russian Foreign Minister"; return the index where the role begins."""
    tokens = page.tokens
    possessive = next((i for i in range(first, role_at) if tokens[i].text in _POSSESSIVE), None)
    if possessive is not None:
        spot.owner = doc.words(page, first + (tokens[first].lower in _ARTICLES), possessive)
        return possessive + 1
    begin = first
    while (
        begin < role_at
        and tokens[begin].lower not in TITLE_WORDS
        and (
            gazetteer().find(tokens[begin].text)
            or (tokens[begin].tag in _NAME_TAGS and tokens[begin].lower not in ROLE_WORDS)
        )
    ):
        begin += 1
    if begin > first:
        spot.owner = doc.words(page, first, begin)
    return begin


def _read_apposition(doc: Document, page: Page, spot: Spot) -> None:
    """ "Brent Oyelaran, an analyst at Fenwick Tarr, said" and "Thandi Khoza, 41, governor of ..."."""
    tokens = page.tokens
    i = spot.last
    if i >= len(tokens) or tokens[i].text not in (",", "(", "–", "—"):
        return
    i += 1
    if i + 1 < len(tokens) and (tokens[i].tag == "CD" or tokens[i].lower == "aged"):
        i += 1 + (tokens[i].lower == "aged")
        if i >= len(tokens) or tokens[i].text != ",":
            return
        i += 1
    end = i
    while (
        end < len(tokens)
        and end - i < 14
        and tokens[end].text not in (",", ".", ")", ";", "–", "—", "“", '"')
        and (not tokens[end].tag.startswith(("VB", "W", "MD")) or (tokens[end].tag == "VBG" and end == i))
    ):
        end += 1
    role_at = next(
        (j for j in range(i, end) if noun_lemma(tokens[j]) in ROLES or noun_lemma(tokens[j]) in PEOPLE), None
    )
    if role_at is None or tokens[role_at].tag in ("NNS", "NNPS"):
        return
    if (
        end < len(tokens)
        and tokens[end].text not in (",", ")", ".", "–", "—", ";")
        and not tokens[end].tag.startswith(("VB", "W", "MD"))
    ):
        return
    begin = i
    while begin < role_at and tokens[begin].lower in ("the", "a", "an"):
        begin += 1
    if any(t.tag == "CC" and t.i > role_at for t in tokens[i:end]) and tokens[i].tag in _NAME_TAGS:
        return
    _set_role(doc, page, spot, begin, end)
