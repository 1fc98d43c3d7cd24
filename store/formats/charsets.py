"""Decodes bytes of unknown charset: by declaration, by content, and last by a guess, which is reported.

Light to import: charset-normalizer and ftfy are loaded only when needed.
"""

from __future__ import annotations

import codecs
import re

from extract.text import normalise

_FAMILIES = (
    "windows-", "cp", "iso-8859-", "iso8859-", "koi8-", "gb", "big5", "euc-", "shift-jis", "sjis", "iso-2022-",
    "utf-", "utf8", "macintosh", "mac-", "tis-620", "ks-c-", "hz", "viscii", "us-ascii", "ascii", "latin", "l1",
)  # fmt: skip
"""Names of character sets: Python also knows codecs that are not."""
_SINGLE = ("windows-", "cp125", "iso-8859-", "iso8859-", "koi8-", "macintosh", "mac-", "latin", "l1", "ascii", "us-")
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_LEGACY = (
    "shift_jis", "euc_jp", "iso2022_jp", "gb18030", "big5", "euc_kr", "cp1250", "iso8859_2", "cp1251", "koi8_r",
    "koi8_u", "mac_cyrillic", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874",
)  # fmt: skip
"""Candidates for text that is neither UTF-8 nor Western: the legacy encodings of https://encoding.spec.whatwg.org/"""
_LATIN1 = frozenset({"iso-8859-1", "latin-1", "latin1", "l1", "iso8859-1", "ascii", "us-ascii"})
_FOREIGN = re.compile("(?<=[A-Za-z\u00c0-\u00ff])[¹³¿¥£¼¾¯ªº¶±¸](?=[a-z\u00e0-\u00ff])")
"""Characters that no Western word contains, but that are letters in other code pages."""
_WESTERN = re.compile("[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ffŒœŠšŽžŸ]")
_MOJIBAKE = re.compile("â€[\u0080-\u00bf™œš›˜“”¢¦¹º]|Ã[\u0080-\u00bf©¨¤¶¼±¡­³ªº]|Â[ £©®°·»«]")
MAX_ACCENTED_SHARE = 0.09
"""Share of accented letters above which text is not assumed to be Western."""


def decode_bytes(data: bytes, declared: str | None = None) -> tuple[str, tuple[str, ...]]:
    """Text and warnings. A byte order mark wins, then the `declared` charset, then UTF-8, then a guess.

    A declared single-byte charset is overruled by bytes that are certainly UTF-8, since servers often declare the wrong
    one.
    """
    for mark, marked in _BOMS:
        if data.startswith(mark):
            return _replacing(data, marked)
    try:
        unicode = data.decode("utf-8")
    except UnicodeDecodeError:
        unicode = None
    name = _known(declared)
    if name is not None and not (unicode is not None and (name.startswith(_SINGLE) or name.startswith("utf"))):
        try:
            if not name.startswith("utf-16") or b"\0" in data[:400]:
                return normalise(data.decode("cp1252" if name in _LATIN1 else name)), ()
        except (LookupError, ValueError):
            pass
    if unicode is not None and not wide(data):
        return normalise(unicode), ()
    if found := wide(data):
        return _replacing(data, found)
    return _guess(data, name)


def _known(declared: str | None) -> str | None:
    name = (declared or "").strip().lower().replace("_", "-")
    return name if name.startswith(_FAMILIES) else None


def wide(data: bytes) -> str | None:
    """Decode UTF-16 without a byte order mark: every other byte of mostly ASCII text is NUL."""
    head = data[:400]
    if len(head) < 4 or b"\0" not in head:
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > half * 0.7 and even < half * 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > half * 0.7 and odd < half * 0.1 else None


def _replacing(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    text = data.decode(name, "replace")
    count = text.count("\ufffd")
    return normalise(text), ((f"{count} undecodable bytes replaced",) if count else ())


def _guess(data: bytes, declared: str | None) -> tuple[str, tuple[str, ...]]:
    reason = f"not {declared}, as it says" if declared else "not UTF-8"
    try:
        western = data.decode("cp1252")
    except UnicodeDecodeError:
        western = None
    if western is not None and _is_western(western):
        return normalise(western), (f"{reason}: read as Windows-1252",)
    from charset_normalizer import from_bytes

    best = from_bytes(data[: 256 * 1024], cp_isolation=list(_LEGACY)).best()
    if best is not None and (western is None or _FOREIGN.search(western) or not _is_latin(str(best))):
        try:
            return normalise(data.decode(best.encoding)), (f"{reason}: read as {best.encoding.replace('_', '-')}",)
        except (LookupError, ValueError):
            pass
    if western is not None:
        return normalise(western), (f"{reason}: read as Windows-1252",)
    return _replacing(data, "utf-8")


def _is_latin(text: str) -> bool:
    """Whether most non-ASCII letters are Latin: a guess among Latin code pages is then no improvement."""
    letters = [char for char in text if char.isalpha() and char > "\x7f"]
    return 2 * sum(char < "\u0250" for char in letters) > len(letters)


def _is_western(text: str) -> bool:
    """Whether text decoded as Windows-1252 looks like a Western European language."""
    letters = sum(map(str.isalpha, text)) or 1
    accents = len(_WESTERN.findall(text))
    return not _FOREIGN.search(text) and (
        accents <= MAX_ACCENTED_SHARE * letters or (letters < 40 and accents < letters / 3)
    )


def looks_mojibake(text: str) -> int:
    """The number of places that look like UTF-8 read as Windows-1252: `â€™`, `Ã©`."""
    return len(_MOJIBAKE.findall(text)) if "Ã" in text or "â€" in text or "Â" in text else 0


def fix_encoding(text: str) -> tuple[str, tuple[str, ...]]:
    """`text` with mojibake repaired by ftfy, and a warning if there was any. Quote marks are kept."""
    import ftfy

    fixed = ftfy.fix_encoding(text)
    if fixed == text:
        return text, ()
    return fixed, ("mojibake fixed (--fix-encoding): the text is not what was sent",)
