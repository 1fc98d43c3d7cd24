"""Stand-ins of the same width for characters that the terminal cannot show."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_FALLBACKS = {
    **dict.fromkeys("─━╌┄┈‐‑‒–—―−", "-"),
    **dict.fromkeys("│┃║▌▐╎┆┊", "|"),
    **dict.fromkeys("┌┐└┘├┤┬┴┼╭╮╰╯╔╗╚╝╠╣╦╩╬┏┓┗┛", "+"),
    **dict.fromkeys("═", "="),
    **dict.fromkeys("█▇▆▅▄▃▂▁▀■", "#"),
    **dict.fromkeys("▓▒", "+"),
    **dict.fromkeys("░", "-"),
    **dict.fromkeys("►▶▸→⇒›", ">"),
    **dict.fromkeys("◄◀◂←⇐‹", "<"),
    **dict.fromkeys("▲↑", "^"),
    **dict.fromkeys("▼▾↓", "v"),
    **dict.fromkeys("•●◆", "*"),
    **dict.fromkeys("○◇", "o"),
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict.fromkeys("‘’‚‛′´", "'"),
    **dict.fromkeys("\xa0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "),
    "…": "~", "·": ".", "×": "x", "✓": "+", "✗": "x", "✎": "*", "ß": "s", "æ": "a", "Æ": "A", "ø": "o", "Ø": "O",
    "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "t", "Þ": "T", "œ": "o", "Œ": "O", "ı": "i",
    "€": "E", "£": "L", "©": "c", "®": "r", "§": "S", "°": "o",
}  # fmt: skip
UNKNOWN = "?"


@lru_cache(maxsize=4096)
def fallback_for(character: str, charset: str) -> str:
    """`character` (a grapheme) if the codec `charset` has it, else a stand-in of one character."""
    try:
        character.encode(charset)
        return character
    except UnicodeEncodeError:
        pass
    if character in _FALLBACKS:
        return _FALLBACKS[character]
    base = unicodedata.normalize("NFKD", character)[:1]
    return base if base.isascii() and base.isprintable() else _FALLBACKS.get(base, UNKNOWN)
