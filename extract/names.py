"""Names in the running text: people with the titles around them, organisations, countries, places.

The language model proposes; the gazetteer, titles, and the words of the name decide.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.countries import gazetteer
from extract.language import Token
from extract.lexicon import (
    BODIES,
    COLLECTIVES,
    FEMALE_NOUNS,
    HONORIFICS,
    LEGAL_SUFFIX,
    LOCATIVE,
    MALE_NOUNS,
    MOTION,
    ORG_WORDS,
    PARTICLES,
    PEOPLE,
    ROLES,
    SEATS,
    SHORT_TITLES,
    TIME_WORDS,
    TITLE_WORDS,
)
from extract.spots import Document, Page, Spot, left_edge, noun_lemma
from extract.types import ActorKind, Span

_LABELS: dict[str, ActorKind] = {
    "PERSON": "person", "ORG": "organisation", "GPE": "place", "NORP": "group", "LOC": "place", "FAC": "place",
}  # fmt: skip
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_NAME_TAGS = frozenset({"NNP", "NNPS"})
_PART_OF_TITLE = BODIES | TITLE_WORDS | COLLECTIVES
_ROLE_WORDS = ROLES | SHORT_TITLES | {"minister", "secretary-general"}


def find_names(doc: Document) -> list[Spot]:
    """All names of the article, page by page, in text order."""
    spots: list[Spot] = []
    for page in doc.pages:
        titled = _is_title_case(page)
        taken: set[int] = set()
        for first, last, label in _proposals(page, titled):
            for piece in _split(doc, page, first, last, label):
                if not taken.isdisjoint(range(piece.first, piece.last)):
                    continue
                taken.update(range(piece.first, piece.last))
                spots.append(piece)
    return spots


def _proposals(page: Page, titled: bool) -> list[tuple[int, int, str]]:
    """Token ranges that may be names, with the model's label ("" where only capitals speak)."""
    tokens = page.tokens
    ranges = [(e.first, e.last, e.label) for e in page.parse.entities if e.label in _LABELS]
    covered = {i for first, last, _ in ranges for i in range(first, last)}
    other = {i for e in page.parse.entities if e.label not in _LABELS for i in range(e.first, e.last)}
    find = gazetteer().find
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if i in covered or not _capital(token) or (token.tag not in _NAME_TAGS and find(token.text) is None):
            i += 1
            continue
        end = i + 1
        while end < len(tokens) and end not in covered and _capital(tokens[end]) and tokens[end].tag in _NAME_TAGS:
            end += 1
        if i not in other or any(find(t.text) for t in tokens[i:end]) or tokens[i - 1].lower in HONORIFICS:
            ranges.append((i, end, ""))
        i = end
    return [r for r in sorted(ranges) if page.inside(tokens[r[0]]) and page.inside(tokens[r[1] - 1])]


def _capital(token: Token) -> bool:
    return token.text[:1].isupper() or (token.text[:1].isdigit() and token.text[-1:].isalpha() and token.text.isupper())


def _is_title_case(page: Page) -> bool:
    words = [t for t in page.tokens if t.text[:1].isalpha() and len(t.text) > 3]
    return page.kind == "headline" and len(words) > 3 and sum(t.text[0].isupper() for t in words) > 0.8 * len(words)


def _split(doc: Document, page: Page, first: int, last: int, label: str) -> list[Spot]:
    """A proposed range as one or more names: titles, possessives and joined names cut off."""
    tokens = page.tokens
    while first < last and (
        tokens[first].lower in ("the", "a", "an", "this", "that", "both") or not tokens[first].text[0].isalnum()
    ):
        first += 1
    while last > first and (
        tokens[last - 1].text in _POSSESSIVE
        or (not tokens[last - 1].text[-1].isalnum() and tokens[last - 1].text[-1] not in '.”"')
    ):
        last -= 1
    if (
        last - first == 1
        and last < len(tokens)
        and tokens[first].lower in _PART_OF_TITLE
        and tokens[last].lower in ROLES
    ):
        return []
    if first >= last or all(tokens[i].lower.rstrip(".") in TIME_WORDS for i in range(first, last)):
        return []
    whole = doc.words(page, first, last)
    if gazetteer().find(whole):
        return [_country(doc, page, first, last)]
    if label == "PERSON":
        for i in range(first, last):
            if tokens[i].text in (",", "and", "&", "/", ";") and first < i:
                return _split(doc, page, first, i, label) + _split(doc, page, i + 1, last, label)
            if tokens[i].text in _POSSESSIVE and first < i:
                return _split(doc, page, first, i, label) + _split(doc, page, i + 1, last, "")
    lead = _leading_title(page, first, last)
    if lead > first:
        spots = _owners_in_title(doc, page, first, lead)
        return spots + ([_name(doc, page, lead, last, "PERSON")] if lead < last else [])
    found = gazetteer().find(tokens[first].text)
    if found and label in ("", "PERSON", "NORP") and last - first > 1:
        return [_country(doc, page, first, first + 1), *_split(doc, page, first + 1, last, label)]
    return [_name(doc, page, first, last, label)]


def _leading_title(page: Page, first: int, last: int) -> int:
    """Where the name begins after a title inside the range: "US President Joe Biden" -> the index of "Joe"."""
    tokens = page.tokens
    best = first
    for i in range(first, min(last, first + 8)):
        word = tokens[i].lower
        if word in _ROLE_WORDS or word in HONORIFICS:
            best = i + 1
            if i + 1 < last and tokens[i + 1].lower in ("of", "for"):
                return first
    if (
        best == last
        and last - first > 1
        and all(t.lower in _ROLE_WORDS or t.lower in TITLE_WORDS or t.lower in HONORIFICS for t in tokens[first:last])
    ):
        return last
    if best >= last:
        return last if last - first == 1 else first
    return best


def _owners_in_title(doc: Document, page: Page, first: int, lead: int) -> list[Spot]:
    """The country or organisation named inside a title: "US President", "Environment Canada spokesperson"."""
    tokens = page.tokens
    end = first
    while end < lead and tokens[end].lower not in _ROLE_WORDS and tokens[end].lower not in TITLE_WORDS:
        end += 1
    if end == first:
        return []
    whole = doc.words(page, first, end)
    if gazetteer().find(whole):
        return [_country(doc, page, first, end)]
    return [_name(doc, page, first, end, "ORG")]


def _country(doc: Document, page: Page, first: int, last: int) -> Spot:
    tokens = page.tokens
    words = doc.words(page, first, last)
    found = gazetteer().find(words)
    assert found is not None
    country, use = found
    head = last - 1
    spot = Spot(doc.span(page, first, last), page.number, first, last, head, "name", "country", words, country=country)
    following = tokens[last] if last < len(tokens) else None
    modifies = tokens[head].dep in ("amod", "compound", "nmod") and tokens[head].head >= last
    joined = (
        following is not None and following.lower in ("and", "or") and tokens[head].dep in ("amod", "compound", "nmod")
    )
    if use == "capital":
        spot.kind = "metonym"
        spot.place = not _capital_acts(page, head)
    elif use in ("adjective", "people") or modifies or joined:
        spot.kind = "demonym" if use != "name" or modifies else "name"
        spot.place = use == "adjective" and tokens[head].dep in ("amod", "compound") and not modifies and not joined
        if following is not None and following.lower in ("language", "english"):
            spot.place = True
    if spot.kind == "name":
        spot.place = _is_locative(page, head)
    spot.acts = page.verb_of(head) is not None
    if first and tokens[first - 1].lower in ("the", "an", "a") and not modifies:
        spot.span = Span(tokens[first - 1].start, spot.span.end)
        spot.first = first - 1
    return spot


def _is_locative(page: Page, head: int) -> bool:
    """Whether a place name only says where: "in Italy", "a visit to Beijing", "visit China"."""
    tokens = page.tokens
    token = tokens[head]
    above = tokens[token.head]
    if token.dep == "pobj":
        if above.lower in LOCATIVE:
            return True
        if above.lower in ("to", "from", "for"):
            return tokens[above.head].lower in MOTION
        return False
    if token.dep == "conj" and above.i != head and above.tag in _NAME_TAGS:
        return _is_locative(page, above.i)
    return token.dep in ("dobj", "npadvmod", "appos") and (above.lower in MOTION or token.dep != "dobj")


def _capital_acts(page: Page, head: int) -> bool:
    """Whether a capital's name stands for its government: it does something, or something is done to it."""
    token = page.tokens[head]
    above = page.tokens[token.head]
    verb = page.verb_of(head)
    if verb is not None:
        return verb.lower not in ("is", "was", "lies", "has", "had")
    if token.dep in ("dobj", "dative"):
        return above.lower not in MOTION and above.tag.startswith("VB")
    if token.dep == "pobj":
        return above.lower in ("with", "against", "between", "by") and above.dep != "npadvmod"
    return False


def _name(doc: Document, page: Page, first: int, last: int, label: str) -> Spot:
    tokens = page.tokens
    words = doc.words(page, first, last)
    head = last - 1
    for i in range(first, last):
        if not first <= tokens[i].head < last:
            head = i
    spot = Spot(
        doc.span(page, first, last), page.number, first, last, head, "name", _LABELS.get(label), words, label=label
    )
    spot.acts = page.verb_of(head) is not None
    last_word, first_word = tokens[last - 1].lower, tokens[first].lower
    if words.lower() in SEATS:
        spot.type, spot.sure = "organisation", True
        spot.country = gazetteer().countries.get(SEATS[words.lower()])
    elif len(words.split()) > 1 and (
        last_word in ORG_WORDS
        or (any(t.lower in ("of", "for") for t in tokens[first:last]) and first_word in ORG_WORDS)
    ):
        spot.type, spot.sure = "organisation", label != "PERSON"
    elif re.fullmatch(r"[A-Z]{1,2}\d{1,2}|[A-Z][A-Z&.-]{1,6}", words) and label != "PERSON" and not _is_shouted(page):
        spot.type, spot.sure = "organisation", bool(re.search(r"\d", words))
    elif label in ("GPE", "LOC", "FAC"):
        spot.place = _is_locative(page, head)
    _read_title(doc, page, spot)
    return spot


def _is_shouted(page: Page) -> bool:
    words = [t.text for t in page.tokens if t.text.isalpha() and len(t.text) > 2]
    return sum(word.isupper() for word in words) > 0.6 * len(words)


# --- titles before and after a name ---------------------------------------------------------------------------------


def _read_title(doc: Document, page: Page, spot: Spot) -> None:
    """Fill in honorific, role and owner from the words before the name, then from an apposition after it."""
    tokens = page.tokens
    before = tokens[spot.first - 1] if spot.first else None
    if before is not None and before.lower in HONORIFICS:
        spot.gender = HONORIFICS[before.lower]
        spot.type, spot.sure = "person", True
        return
    first = _title_start(page, spot)
    role_at = [i for i in range(first, spot.first) if tokens[i].lower in _ROLE_WORDS]
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
                spot.sure = True
                set_role(doc, page, spot, first, spot.first)
    if spot.type == "person" and not spot.title:
        _read_apposition(doc, page, spot)


def _looks_personal(spot: Spot) -> bool:
    words = spot.name.split()
    return (
        1 <= len(words) <= 4
        and all(word[:1].isupper() or word.lower() in PARTICLES for word in words)
        and not spot.name.isupper()
    )


def _title_start(page: Page, spot: Spot) -> int:
    """First token of the words before a name that may be its title."""
    tokens = page.tokens
    edge = left_edge(page, spot.head)
    first = min(edge, spot.first)
    while first > 0 and spot.first - first < 12:
        word = tokens[first - 1]
        if (
            word.lower in _ROLE_WORDS
            or word.lower in TITLE_WORDS
            or (word.tag in ("NNP", "NNPS") and word.dep in ("compound", "nmod"))
        ):
            first -= 1
            first = min(first, left_edge(page, first)) if word.tag in ("NN", "NNP") else first
        elif (
            word.lower in ("and", "of", "for", "'s", "’s", "the")
            and first > 1
            and (tokens[first - 2].lower in _ROLE_WORDS or word.text in _POSSESSIVE)
        ):
            first -= 1
        else:
            break
    while first < spot.first and (tokens[first].dep in ("det", "punct", "cc") or not tokens[first].text[0].isalnum()):
        first += 1
    return first


def set_role(doc: Document, page: Page, spot: Spot, first: int, last: int) -> None:
    """Read role and owner out of the tokens [first, last): "Russian Foreign Minister", "chief of Pamir Hydro"."""
    tokens = page.tokens
    role_at = next((i for i in range(last - 1, first - 1, -1) if tokens[i].lower in _ROLE_WORDS), None)
    of = next((i for i in range(first, last) if tokens[i].lower in ("of", "for", "at", "in") and i > first), None)
    if of is not None:
        role_at = next(
            (i for i in range(of - 1, first - 1, -1) if tokens[i].lower in _ROLE_WORDS or tokens[i].tag == "NN"),
            role_at,
        )
    if role_at is None:
        return
    begin = first
    possessive = next((i for i in range(first, role_at) if tokens[i].text in _POSSESSIVE), None)
    if possessive is not None:
        begin = possessive + 1
        start = first + (tokens[first].lower in ("the", "a", "an"))
        spot.owner = doc.words(page, start, possessive)
    else:
        while (
            begin < role_at
            and tokens[begin].lower not in TITLE_WORDS
            and (
                gazetteer().find(tokens[begin].text)
                or (tokens[begin].tag in _NAME_TAGS and tokens[begin].lower not in _ROLE_WORDS)
            )
        ):
            begin += 1
        if begin > first:
            spot.owner = doc.words(page, first, begin)
    end = role_at + 1
    if of is not None and of == end:
        if not spot.owner:
            after = of + 1 + (tokens[of + 1].lower in ("the", "a", "an") if of + 1 < last else 0)
            spot.owner = doc.words(page, after, last)
        if (
            tokens[of].lower == "of"
            and last > of + 1
            and tokens[of + 1].tag not in _NAME_TAGS
            and tokens[of + 1].lower != "the"
        ):
            end, spot.owner = last, ""
    while begin < end and tokens[begin].lower in (
        "former",
        "ex",
        "the",
        "a",
        "an",
        "then",
        "its",
        "his",
        "her",
        "their",
        "our",
    ):
        begin += 1
    spot.title = doc.words(page, begin, end)
    word = noun_lemma(tokens[role_at])
    spot.gender = spot.gender or ("m" if word in MALE_NOUNS else "f" if word in FEMALE_NOUNS else "")


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
    set_role(doc, page, spot, begin, end)


def stands_for_people(token: Token) -> bool:
    """Whether a noun is for people, one or many."""
    word = noun_lemma(token)
    return word in PEOPLE or word in ROLES or token.lower in COLLECTIVES


def strip_legal(words: Sequence[str]) -> list[str]:
    """A company name without "Inc." and its like."""
    kept = [word for word in words if word.lower().strip(",") not in LEGAL_SUFFIX]
    return [word.strip(",") for word in kept] or list(words)
