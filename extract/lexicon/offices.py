"""Words of names and titles, and titles that name an office held by someone."""

from __future__ import annotations

import re
import unicodedata

_PARTS = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
FUNCTION_WORDS = frozenset({"the", "of", "for", "a", "an", "and", "in", "under"})
"""Words of a title that do not distinguish the office."""
OFFICES = frozenset(
    """admiral alderman ambassador archbishop attorney bishop captain ceo cfo chair chancellor chief colonel
    commander commissioner constable consul coo coroner councillor cto dean director doctor envoy executive general
    governor imam inspector judge justice king lieutenant magistrate major marshal mayor minister mp pope premier
    president prince princess professor prosecutor queen rabbi rector representative secretary senator sergeant sheriff
    speaker spokesperson superintendent treasurer undersecretary vicar""".split()  # noqa: SIM905
)
"""Nouns for an office, which few hold; anyone can be a winner, a father or an opponent."""
_SAME_OFFICE = {
    **dict.fromkeys(("chairman", "chairwoman", "chairperson"), "chair"),
    **dict.fromkeys(("spokesman", "spokeswoman"), "spokesperson"),
    **dict.fromkeys(("rep", "congressman", "congresswoman"), "representative"),
    **dict.fromkeys(("councilman", "councilwoman", "councilor"), "councillor"),
    "sen": "senator", "gov": "governor", "pres": "president", "gen": "general", "col": "colonel", "capt": "captain",
    "lt": "lieutenant", "maj": "major", "sgt": "sergeant", "prof": "professor", "dr": "doctor", "pm": "premier",
}  # fmt: skip


def words_of(name: str) -> list[str]:
    """The words of a name or title, as printed."""
    return _PARTS.findall(name)


def parts_of(name: str) -> tuple[str, ...]:
    """The parts of a name, without case and accents: `("jean", "luc", "picard")` of "Jean-Luc Picard"."""
    return tuple(part.replace("’", "'") for part in _PARTS.findall(_unaccented(name)))


def _unaccented(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def title_key(title: str) -> str:
    """A key that is equal for titles that differ only in spelling: `Sen.`, `senator`; `CEO`, `ceo`."""
    return " ".join(_SAME_OFFICE.get(part, part) for part in parts_of(title))


def is_office(title: str) -> bool:
    """Whether a printed title names an office: by its last noun, or the one before "of"."""
    parts = title_key(title).split()
    head = next((i for i, part in enumerate(parts) if part in FUNCTION_WORDS and i), len(parts))
    return head > 0 and parts[head - 1] in OFFICES
