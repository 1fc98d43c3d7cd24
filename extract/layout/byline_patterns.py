"""How lines above a text begin: bylines, in English and as six other languages print them, agencies, embargoes."""

from __future__ import annotations

import re

BYLINE = re.compile(
    r"(?:By|BY|by|Of|Text|Story by|Words by|Written by|From our|By our)\b:?\s+(?=[A-ZÀ-ÞÅÄÖØÆ]|our\b|the\b)"
    r"|[-–—(\[]*(?:Additional )?[Rr]eporting (?:by|from)\b|[(\[]?(?:Writing|Editing|Compiled|Translated) by\b"
)
_NAME_WORD = r"[A-ZÀ-Þ][\w'’-]+\.?"
BYLINE_ABROAD = re.compile(
    rf"(?:Von|Par|Por|Av|Af)\s+(?={_NAME_WORD}(?:,?\s+(?:(?:und|et|y|e|og|och|de|da|van|von|af|del)\s+)?{_NAME_WORD})"
    r"{1,7}\s*\|?\s*$)"
)
EMBARGO_LINE = re.compile(
    r"(?:strictly\s|sous\s|under\s)?(?:embargo(?:ed)?|sperrfrist|sperrefrist|klausuler(?:et|t)|hold for release|"
    r"not for (?:publication|release))\b.{0,80}"
    r"\d(?:[.:h]\s?\d\d\b|\s?h\b|\s?uhr\b|\s?[ap]\.?m\b|\d{3} ?(?:gmt|utc|hrs)\b)",
    re.IGNORECASE,
)
"""A line of its own that withholds the text until a time of day: no headline."""
AGENCY_LINE = re.compile(
    r"(?:[^\W\da-z_][^\Wa-z_\d/]+(?:[\s/,-]+[^\Wa-z_\d]+)*\s*)?\((?P<agency>[^()\n.!?]{2,40})\)\s*$"
)
