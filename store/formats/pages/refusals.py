"""Pages that hold no article: a server's error, a consent wall, a check for robots."""

from __future__ import annotations

import re

MAX_CHARS = 1500
"""A page with more text than this is taken for an article, whatever its title."""

_ERROR = re.compile(
    r"^\W*(?:(?:error\s*)?[45]\d\d\b[\s:–—-]*)?(?:(?:error\s*)?(?:40[0134]|41[08]|429|50[0234])\b|"
    r"forbidden|access denied|(?:page\s)?not found|"
    r"bad gateway|service (?:temporarily )?unavailable|internal server error|too many requests|"
    r"gateway time-?out|unauthori[sz]ed|"
    r"attention required|just a moment|are you a robot|access to this page has been denied|pardon our interruption|"
    r"siden (?:ble )?(?:ikke )?(?:funnet|finnes ikke)|sidan finns inte|side ikke fundet|"
    r"seite nicht gefunden|page introuvable|"
    r"página no encontrada)",
    re.IGNORECASE,
)
_ROBOT = re.compile(
    r"verify (?:that )?you are (?:a )?human|enable javascript and cookies to continue|"
    r"checking your browser|unusual traffic|"
    r"don[’']t have permission to access|are you a robot|complete the captcha|request (?:was )?blocked",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"before you continue|we (?:and our|value your privacy)|accept (?:all|cookies)|manage (?:options|"
    r"preferences|cookies)|your (?:privacy|data)|"
    r"partners? store|store and(?:/or)? access information|cookie|consent|datenschutz|einwilligung|"
    r"alle akzeptieren|zustimmen|"
    r"tout accepter|vos données|nos partenaires|aceptar (?:todo|y continuar)|samtykke|godta alle|"
    r"informasjonskapsler|acceptera alla",
    re.IGNORECASE,
)


def refusal(title: str, text: str) -> str | None:
    """Why a page with this title and text is no article; None where it may be one."""
    if len(text) > MAX_CHARS:
        return None
    shown = " ".join(title.split())[:60]
    if _ERROR.search(title) or _ROBOT.search(text) or _ERROR.match(text):
        return f"no article: an error page (“{shown or text.strip()[:40]}”)"
    if len({found[0].lower() for found in _CONSENT.finditer(f"{title} {text}")}) >= 3:
        return f"no article: a consent wall (“{shown}”)"
    return None
