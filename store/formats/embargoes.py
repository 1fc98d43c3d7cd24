"""Finds an embargo in an article's text: "EMBARGOED UNTIL 06:00 GMT, 25 NOVEMBER 2026".

In English, German, French, Spanish, Norwegian, Danish and Swedish; at the start of a line, within a sentence, at the
top of the article or after its end. In doubt the article is held, and the warning quotes the words.
"""

from __future__ import annotations

import re
from datetime import datetime

from store.formats.detect import HOLD_HINTS
from store.formats.times import embargo, find_clock, find_day, find_zone
from store.model.wire import INDEFINITE

MAX_TOP_LINES = 25
"""Lines from the top in which an embargo is searched for."""
MAX_TAIL_LINES = 8
"""Lines at the end, where notes to editors are."""
MAX_LINE_CHARS = 500
_UNTIL = (
    r"(?:until|till|til|to|before|prior\s+to|bis|vor|jusqu[’']?\s?(?:au?|à)|avant|hasta|antes\s+del?|før|inntil|indtil|"
    r"till?s?|före|innan|after|ab)"
)
_MADE_OF = r"(?:publication|release|broadcast|use|distribution|circulation|transmission|publishing)"
_PRINTED = r"(?:publiser|publicer|offentl[ei]gg?j?[øoe]r|(?:bruk|brug|bring)(?=e?s\b|ast\b))"
_AT_HEAD = re.compile(
    rf"""\W*(?:(?:strictly|strict|under|sous|bajo|streng|achtung|wichtig|obs|nb|press|media|news|note|important|
        bitte\s+(?:beachten|sperrfrist\s+beachten))[\s:!,]+)*(?:
      embargo(?:ed|ert|eret|erad|iert|ado|ada|é|ée)?\b(?P<sure>[^\n]{{0,60}}?\b{_UNTIL}(?!\w))?
    | (?P<frist>(?:sende)?sperrfrist|sperrefrist|spærrefrist|spärrfrist|sperrvermerk)\b
    | (?P<tid>spärrtid)\b
    | (?P<clause>klausul(?:ert|eret|erad|e)?)\b[^\n]{{0,40}}?\b(?:til|till|indtil|inntil)\b
    | gesperrt\s+(?P<gesperrt>bis)\b
    | hold\s+(?:for|until|till|til)\b(?P<hold>)
    | for\s+release\s*:?\s+(?:at|on|after|not\s+before|\d|(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|
        jul|aug|sep|oct|nov|dec)[a-z]*\b)(?P<release>)
    | (?:frei(?:gabe)?|zur\s+veröffentlichung\s+frei)\s*:?\s+ab\b(?P<frei>)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_ANYWHERE = re.compile(
    rf"""\b(?:
      (?:strictly\s+)?embargoed\s+(?:for\s+{_MADE_OF}\s+)?(?P<a>until|till)\b
    | (?:(?:under|sous|bajo|unter|med|with)\s+(?:(?:a|an|un|einem|strict|streng(?:t|em)?|estricto|strikt)\s+)*
       (?:press\s*|medien\s*|presse\s*)?embargo(?:\s+strict)?|(?:press|news|story|text|media)\s+embargo)\b
       [^\n.!?]{{0,30}}?\b(?P<b>{_UNTIL})(?!\w)
    | (?:not\s+(?:for|to\s+be)|no)\s+(?:{_MADE_OF}|published|released|used|broadcast|distributed)\b[^\n]{{0,60}}?
       \b(?P<c>before|until|till|prior)\b
    | (?P<l>release\s+(?:date|time)\b[^\n]{{0,60}}?\bnot\s+before\b)
    | (?:do\s+not|don[’']t|must\s+not|may\s+not|cannot|can\s+not|can[’']t)\s+(?:be\s+)?
       (?:publish|release|use|broadcast|print|run|share|report|distribute)\w*\b[^\n.]{{0,50}}?
       \b(?P<d>before|until|till|prior)\b
    | please\s+hold\s+(?:for\s+release\s+|this\s+|it\s+)?(?P<h>until|till)\b
    | (?P<e>(?:sende)?sperrfrist|sperrefrist|spærrefrist|klausulert\s+til|klausuleret\s+(?:ind)?til|embargoert\s+til|
       embargoeret\s+(?:ind)?til)\b
    | (?P<f>(?:bitte\s+)?nicht\s+vor\b[^\n]{{0,60}}?\b(?:veröffentlich|verwend|sende|publizier)\w*|gesperrt\s+bis|
       frei\s+(?:zur\s+veröffentlichung\s+)?ab\s|
       (?:veröffentlichung|verwendung|verbreitung)\b[^\n.]{{0,30}}?\berst\s+(?:ab|am|nach)\b)
    | (?P<g>(?:à\s+)?ne\s+pas\s+(?:publier|diffuser|utiliser)\b[^\n.]{{0,40}}\bavant|
       (?:diffusion|publication)\s+(?:interdite|autorisée)\s+(?:avant|jusqu|à\s+partir|à\s+compter))
    | (?P<i>no\s+(?:publicar|difundir|divulgar)\b[^\n.]{{0,30}}\b(?:antes|hasta)|
       prohibida\s+su\s+(?:difusión|publicación)[^\n.]{{0,30}}?\b(?:antes|hasta)|embargad[oa]\s+hasta|
       (?:puede|podrá)\s+(?:publicarse|difundirse)\s+(?:solo\s+)?a\s+partir)
    | (?P<j>(?:må|skal|kan)\s+(?:ikke|ikkje)\s+(?:\w+\s+){{0,2}}?
       {_PRINTED}\w*[^\n.]{{0,30}}?\bfør|
       (?:må|skal|kan)\s+(?:først|tidligst|tidlegast)\s+{_PRINTED}|{_PRINTED}\w*\s+tidligst|
       (?:ikke|ikkje)\s+(?:for|til)\s+(?:publisering|offentl[ei]g\w+)[^\n.]{{0,30}}?\bfør)
    | (?P<k>(?:får|ska|skall|kan)\s+(?:inte|ej)\s+(?:publicer|offentliggör|använd)\w*[^\n.]{{0,30}}?
       \b(?:före|innan|förrän)|(?:får\s+)?publiceras\s+(?:tidigast|först)|(?:får\s+)?tidigast\s+publiceras|
       (?:ej|inte)\s+för\s+publicering[^\n.]{{0,30}}?\b(?:före|innan|förrän)|publiceringsförbud\s+till)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_NONE = re.compile(
    r"embargo\w*\s*[:=-]?\s*(?:none|no|nil|n/a|keine?r?|aucun|sans|ninguno|ingen|inget|lifted|over|passed|is\s+over|levé|"
    r"aufgehoben|opphevet|hävt|hævet|levantado)\b|(?:no|without|ohne|kein|sans|sin|ingen|uten|utan|uden)\s+embargo|"
    r"(?:sperrfrist|sperrefrist)\s*:?\s*(?:keine|ingen|aufgehoben)|for\s+immediate\s+release",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)|"
    r"\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo)\b|"
    r"\b(?:mandag|måndag|måndag|tirsdag|tysdag|tisdag|onsdag|torsdag|fredag|lørdag|laurdag|lördag|søndag|sundag|söndag)",
    re.IGNORECASE,
)
_DAY_AND_MONTH = re.compile(r"\b\d{1,2}\.?\s(?:de\s)?[^\W\d]{3,10}\b|\b[A-Z][a-z]{2,8}\.?\s\d{1,2}\b")
_PIECE = re.compile(r"\s[-–—|]\s|[(\[]\s*|:\s")
"""Separates a headline from the label in a subject line: `New roof - EMBARGO: 4 May`."""
_PAST = re.compile(r"\b(?:was|were|had\s+been|remained)\s+(?:strictly\s+)?embargoed\b", re.IGNORECASE)


def embargo_in_text(text: str) -> tuple[str | None, tuple[str, ...]]:
    """The end of the embargo in an article's text, ISO 8601 with a zone, and warnings that quote it.

    None without an embargo. A certain embargo without a readable day holds until further notice.
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    top, tail = lines[:MAX_TOP_LINES], lines[max(MAX_TOP_LINES, len(lines) - MAX_TAIL_LINES) :]
    for line in (*top, *tail):
        low = line[:MAX_LINE_CHARS].lower()
        if (
            any(hint in low for hint in HOLD_HINTS)
            and (found := _in_line(line[:MAX_LINE_CHARS], len(line))) is not None
        ):
            return found
    return None, ()


def _in_line(line: str, paragraph_chars: int) -> tuple[str, tuple[str, ...]] | None:
    if _NONE.search(line):
        return None
    head = _labelled(line) if paragraph_chars <= 200 else None
    found = head or _ANYWHERE.search(line)
    if found is None or _PAST.search(line):
        return None
    notice = (f"the text says: “{' '.join(line.split())[:200]}”",)
    rest = line[found.start() :]
    day = find_day(rest)
    if day is not None and day.iso is not None:
        ends, more = _ends(rest, day.iso, f"{rest[: day.start]} {rest[day.end :]}")
        return ends, (*notice, *more)
    named = day is not None or _WEEKDAY.search(rest) or find_clock(rest) or _DAY_AND_MONTH.search(rest)
    if _is_sure(line, found, head is not None, bool(named)):
        return INDEFINITE, (*notice, "no day in it can be read: held until further notice")
    return None


def _labelled(line: str) -> re.Match[str] | None:
    """The label of an embargo at the start of a line, or after its headline."""
    starts = (0, *(piece.end() for piece in _PIECE.finditer(line)))
    return next((found for start in starts if (found := _AT_HEAD.match(line, start)) is not None), None)


def _is_sure(line: str, found: re.Match[str], at_head: bool, named: bool) -> bool:
    """Whether a line without a full date is certainly an embargo."""
    groups = {name for name, value in found.groupdict().items() if value is not None}
    if at_head:
        if groups & {"frist", "tid", "clause", "gesperrt", "hold"}:
            return True
        if "sure" in groups:
            shouted = found[0].isupper()
            return shouted or named or "embargoed" in found[0].lower() or "embargoert" in found[0].lower()
        return named and bool(groups & {"frei", "release"})
    return bool(groups - {"b"}) or named


def _ends(line: str, day: str, rest: str) -> tuple[str, tuple[str, ...]]:
    clock = find_clock(rest)
    if clock is None:
        ends, more = embargo(day)
    elif (zone := find_zone(rest)) is None:
        ends, more = embargo(f"{day}T{clock}")
    else:
        ends, more = datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=zone).isoformat(), ()
    assert ends is not None
    return ends, more
