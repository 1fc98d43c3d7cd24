"""Countries by name, alternative spelling, demonym or capital.

`data/countries.json` is derived from countryinfo (MIT, Porimol Chandro) and corrected by hand; Nordic names are added
because translated wire copy leaves them untranslated, or misspelt ("Kian's" for "Kinas").
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal

Use = Literal["name", "adjective", "people", "capital"]


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory with its own ISO 3166-1 code."""

    iso2: str
    name: str
    adjectives: tuple[str, ...]
    capitals: tuple[str, ...]
    spellings: tuple[str, ...]


class Gazetteer:
    """Looks up words. Case matters ("us" is not a country, "polish" not a Pole) except for text in capitals."""

    def __init__(self, rows: list[dict[str, object]]) -> None:
        self.countries: dict[str, Country] = {}
        self._uses: dict[str, tuple[Country, Use]] = {}
        for row in rows:
            words = {key: tuple(map(str, value)) for key, value in row.items() if isinstance(value, list)}
            country = Country(
                str(row["iso2"]), str(row["name"]), words["adjectives"], words["capitals"],
                (str(row["name"]), *words["aliases"], *words.get("nordic", ())),
            )  # fmt: skip
            self.countries[country.iso2] = country
            for use, names in (
                ("capital", country.capitals),
                ("people", (*words["people"], *(word + "s" for word in (*words["people"], *country.adjectives)))),
                ("adjective", country.adjectives),
                ("name", (country.name, *words["aliases"])),
            ):
                for name in names:
                    self._uses[name] = (country, use)  # type: ignore[assignment]
        for name, found in list(self._uses.items()):
            self._uses.setdefault(name.upper(), found)

    def find(self, words: str) -> tuple[Country, Use] | None:
        """The country that `words` means, and its use; None if there is none."""
        return self._uses.get(words)

    def near(self, word: str) -> list[Country]:
        """Countries one typing error (a letter added, missing, wrong, or two swapped) from `word`, in any spelling."""
        low = word.lower()
        return [c for c in self.countries.values() if any(_one_slip(low, s.lower()) for s in c.spellings if len(s) > 3)]


def _one_slip(a: str, b: str) -> bool:
    """Whether the optimal string alignment distance of two words is exactly one."""
    if abs(len(a) - len(b)) > 1 or a == b:
        return False
    i = 0
    while i < min(len(a), len(b)) and a[i] == b[i]:
        i += 1
    if len(a) == len(b):
        return a[i + 1 :] == b[i + 1 :] or (a[i : i + 2] == b[i : i + 2][::-1] and a[i + 2 :] == b[i + 2 :])
    long, short = (a, b) if len(a) > len(b) else (b, a)
    return long[i + 1 :] == short[i:]


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The one gazetteer, read on first use."""
    return Gazetteer(json.loads((files("extract") / "data" / "countries.json").read_text("utf-8")))
