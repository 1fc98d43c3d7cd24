"""Recognises pages without an article: server errors, consent walls, robot checks."""

from __future__ import annotations

import re

MAX_CHARS = 1500
"""A page with more text than this counts as an article, whatever its title."""

_ERROR = re.compile(
    r"^\W*(?:(?:error\s*)?[45]\d\d\b[\s:–—-]*)?(?:(?:error\s*)?(?:40[0134]|41[08]|429|50[0234])\b|"
    r"forbidden|access denied|(?:page\s)?not found|"
    r"bad gateway|service (?:temporarily )?unavailable|internal server error|too many requests|"
    r"gateway time-?out|unauthori[sz]ed|"
    r"attention required|just a moment|are you a robot|access to this page has been denied|pardon our interruption|"
    r"siden (?:ble )?(?:ikke )?(?:funnet|finnes ikke)|sidan finns inte|side ikke fundet|"
    r"seite nicht gefunden|page introuvable|"
    r"página no encontrada|oops|erreur\s*[45]\d\d|fehler\s*[45]\d\d|(?:sidan|siden)\b.{0,20}\b(?:hittades inte|"
    r"(?:ikke|ikkje) (?:fundet|funne[tn]?))|wartung|robot check|site maintenance)",
    re.IGNORECASE,
)
_ROBOT = re.compile(
    r"verify (?:that )?you are (?:a )?human|enable javascript and cookies to continue|"
    r"checking your browser|unusual traffic|"
    r"(?:can(?:no|[’'])t|could not|couldn[’']t) (?:find|be found)|(?:the|that|this) page\b.{0,40}\b(?:not be found|"
    r"no longer exists|(?:does|did) ?n[’']?o?t exist)|internal server error|temporarily unavailable|"
    r"page demandée n[’']existe|seite (?:existiert nicht|ist vorübergehend nicht)|"
    r"don[’']t have permission to access|are you a robot|complete the captcha|request (?:was )?blocked",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"before you continue|we (?:and our|value your privacy)|accept (?:all|cookies)|manage (?:options|"
    r"preferences|cookies)|your (?:privacy|data)|"
    r"partners? store|store and(?:/or)? access information|cookie|consent|datenschutz|einwilligung|"
    r"alle akzeptieren|zustimmen|"
    r"tout accepter|vos données|nos partenaires|aceptar (?:todo|y continuar)|nuestros socios|tratar sus datos|"
    r"privacidad|samt[y]c?ke|godta alle|informasjonskapsler|acceptera alla|accepter alle|"
    r"v(?:ore|ores|åre|åra) partner(?:e|es)?|"
    r"hantera inställningar|kun nødvendige|reject all|rechazar",
    re.IGNORECASE,
)


def refusal(title: str, text: str) -> str | None:
    """Why a page with this title and text is not an article; None if it may be one."""
    if len(text) > MAX_CHARS:
        return None
    shown = " ".join(title.split())[:60]
    if _ERROR.search(title) or _ROBOT.search(text) or _ERROR.match(text):
        return f"no article: an error page (“{shown or text.strip()[:40]}”)"
    if len({found[0].lower() for found in _CONSENT.finditer(f"{title} {text}")}) >= 3:
        return f"no article: a consent wall (“{shown}”)"
    return None
