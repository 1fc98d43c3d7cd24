"""Words that identify actors: titles, nouns for people, bodies and groups, given names, and small closed classes.

The long tables are `data/lexicon.txt`, one section a table; this module names them.
"""

from __future__ import annotations

from importlib.resources import files


def _read() -> dict[str, frozenset[str]]:
    tables: dict[str, list[str]] = {}
    words: list[str] = []
    for line in (files("extract") / "data" / "lexicon.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            words = tables.setdefault(line[1 : line.index("]")], [])
        elif not line.startswith("#"):
            words += line.split()
    return {name: frozenset(words) for name, words in tables.items()}


_TABLES = _read()

MALE_NOUNS = _TABLES["male_nouns"]
FEMALE_NOUNS = _TABLES["female_nouns"]
KIN = _TABLES["kin"]
ROLES = _TABLES["roles"]
"""Nouns for one person's role; before a name they are its title, alone they are a nominal mention."""
TITLE_WORDS = _TABLES["title_words"]
"""Words before the role noun in a title: "Deputy Prime Minister", "Chief Financial Officer"."""
SHORT_TITLES = _TABLES["short_titles"]
ROLE_WORDS = ROLES | SHORT_TITLES
"""Nouns and short forms that end a title."""
PEOPLE = _TABLES["people"]
"""Nouns for one person. Their plurals mean a group."""
COLLECTIVES = _TABLES["collectives"]
"""Nouns that name a group in this form."""
BODIES = _TABLES["bodies"]
"""Nouns for a body that can act: "the company", "the ministry"."""
COUNTRY_NOUNS = _TABLES["country_nouns"]
ORG_WORDS = _TABLES["org_words"]
"""Last (or first, before "of") words that mark a capitalised name as an organisation's."""
MALE_NAMES = _TABLES["male_names"]
FEMALE_NAMES = _TABLES["female_names"]
"""Given names that mostly indicate a gender; the rest is inferred from honorifics, nouns and pronouns."""
LOCATIVE = _TABLES["locative"]
MOTION = _TABLES["motion"]
LEGAL_SUFFIX = _TABLES["legal_suffix"]
THINGS = _TABLES["things"]
NON_ACTORS = _TABLES["non_actors"]
PREMISES = _TABLES["premises"]
TIME_WORDS = _TABLES["time_words"]
PARTICLES = _TABLES["particles"]
PLACE_NOUNS = _TABLES["place_nouns"]
PORTFOLIOS = _TABLES["portfolios"]
"""Words for the portfolio of an office: "Minister of Trade and Industry"."""
PLAIN_BODIES = _TABLES["plain_bodies"]
GENERIC_PEOPLE = _TABLES["generic_people"]
DETERMINERS = _TABLES["determiners"]

OWN_NOUNS = frozenset(
    ["agency", "airline", "broadcaster", "company", "firm", "group", "magazine", "newspaper", "paper", "party"]
)
"""Nouns that, right after an organisation's name, describe it and do not mean a part of it."""
ANYBODY = frozenset(["anybody", "anyone", "everybody", "everyone", "nobody", "somebody", "someone"])
"""Words for an unspecified person."""
VESSELS = frozenset(
    [
        "ship",
        "ferry",
        "shuttle",
        "vessel",
        "boat",
        "yacht",
        "submarine",
        "frigate",
        "destroyer",
        "tanker",
        "trawler",
        "freighter",
        "spacecraft",
        "orbiter",
        "hms",
        "uss",
        "mv",
    ]
)
"""Nouns before a ship's name."""
STATE_BODIES = frozenset(["ministry", "department", "supreme", "constitutional", "parliament", "senate", "treasury"])
"""First words of a state body's name, before which a country is not part of the name: "Greek Ministry of Culture"."""

DOCUMENTS = _TABLES["documents"]
"""Nouns for written or recorded matter: it speaks in an article, but its maker is the actor."""

HONORIFICS = {
    "mr": "m", "mr.": "m", "sir": "m", "lord": "m", "mrs": "f", "mrs.": "f", "ms": "f", "ms.": "f", "miss": "f",
    "dame": "f", "lady": "f", "madame": "f", "mme": "f", "dr": "", "dr.": "", "prof": "", "prof.": "",
    "king": "m", "queen": "f", "prince": "m", "princess": "f",
}  # fmt: skip
"""Forms of address before a name, with the gender they indicate ("" if none)."""

SEATS = {
    "white house": "US", "kremlin": "RU", "pentagon": "US", "downing street": "GB", "capitol hill": "US",
    "élysée": "FR", "whitehall": "GB", "state department": "US", "house of commons": "GB", "bundestag": "DE",
    "knesset": "IL", "congress": "US", "supreme court": "", "quai d'orsay": "FR",
}  # fmt: skip
"""Buildings and bodies that represent a government, with its country ("" if several have one of that name)."""

OFFICE_COUNTRY = {
    "treasury secretary": "US", "secretary of state": "US", "attorney general": "US", "house speaker": "US",
    "defense secretary": "US", "defence secretary": "GB", "home secretary": "GB", "foreign secretary": "GB",
    "shadow home secretary": "GB", "white house press secretary": "US", "commerce secretary": "US",
    "chancellor of the exchequer": "GB", "senator": "US", "congressman": "US", "congresswoman": "US",
    "homeland security secretary": "US", "health secretary": "GB",
}  # fmt: skip
"""Offices that, without a country beside them, belong to one country if the article mentions it."""

UNLIKELY_OFFICES = {
    ("DE", "prime minister"): "Chancellor",
    ("AT", "prime minister"): "Chancellor",
    ("US", "prime minister"): "President",
    ("US", "chancellor"): "President",
    ("GB", "president"): "Prime Minister",
}
"""Titles that do not exist in a country's government, with their equivalents."""

MASCULINE = frozenset({"he", "him", "his", "himself"})
FEMININE = frozenset({"she", "her", "hers", "herself"})
NEUTER = frozenset({"it", "its", "itself"})
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
FIRST = frozenset({"i", "me", "my", "mine", "myself"})
FIRST_PLURAL = frozenset({"we", "us", "our", "ours", "ourselves"})
SECOND = frozenset({"you", "your", "yours", "yourself", "yourselves"})
