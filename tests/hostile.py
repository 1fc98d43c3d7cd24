"""Strings that drive, deceive or break terminals, and what finds them in what a program wrote.

To cover a new surface, put every one of `STRINGS` into it (titles, names, tags, messages...), take the raw bytes that
came out, and ask `in_screen` (the app on a terminal), `in_lines` (a command on a terminal, or standard error anywhere)
or `in_json` for what is wrong with them: an empty list is right. A command is one line more in `tests/test_hostile.py`.
"""

from __future__ import annotations

import re
import unicodedata

STRINGS = {
    "colour": "\x1b[38;5;99mcolour\x1b[0m",
    "clear": "\x1b[2J\x1b[H\x1b[3Jclear",
    "answer back": "\x1b[5n\x1b[>0q\x1bZ\x05",
    "title": "\x1b]0;owned\x07\x1b]2;owned\x1b\\",
    "title by stack": "\x1b[22;0t\x1b[21t",
    "clipboard": "\x1b]52;c;b3duZWQ=\x07",
    "link": "\x1b]8;;https://evil.example/\x1b\\link\x1b]8;;\x1b\\",
    "device control": "\x1bP$q m\x1b\\\x1bPtmux;\x1b\x1b]52;c;b3duZWQ=\x07\x1b\\",
    "program command": "\x1b_Gf=24,s=1,v=1;AAAA\x1b\\\x1b^private\x1b\\\x1bXstart\x1b\\",
    "reset": "\x1bc\x1b[!p\x1b(0lqqk\x1b(B",
    "C1": "\x9b2J\x9d0;owned\x9c\x90q\x9c\x84\x85\x8d\x9f",
    "bell and blanks": "ring\a back\b\b\bover \rreturn \v\f\0nul\x7fdel",
    "shift": "\x0eout\x0fin\x1a\x04\x03",
    "override": "\u202egpj.exe\u202c \u202d\u202a\u202b",
    "isolate": "\u2066left\u2069 \u2067right\u2069 \u2068first\u2069 \u200e\u200f\u061c",
    "tags": "\U000e0001\U000e0068\U000e0069\U000e007f",
    "zero width": "ad\u200bmin\u2060word\ufeffjoin\u200der\u180e",
    "surrogate": "half\udcff\ud800pair",
    "separators": "line\u2028paragraph\u2029end",
    "markup": "[bold red]bold[/] [@click=app.quit]quit[/] [link=https://evil.example]x[/link] $text-error",
    "marks": "z" + "\u0351" * 80,
    "long": "very long " * 300,
    "formula": "=HYPERLINK(\"https://evil.example\",\"x\")",
    "page": "</textarea><script>alert(1)</script><!-- copydesk:note --> --> {{ 7*7 }} `$(id)`",
}  # fmt: skip
"""By name; no line feeds, which are for whoever lays out the text."""

EVERYTHING = " ".join(STRINGS.values())
MARKUP = "\n\n".join(
    f"Paragraph {number}. “{words},” said {words[:60]} of the Ministry {words[:60]}."
    for number, words in enumerate(STRINGS.values(), 1)
)
"""An article's text with each of them in a quote, in a name and in a role."""

FILE_NAMES = (
    *(words.replace("/", "|").replace("\0", "")[:40] for name, words in STRINGS.items() if name != "surrogate"),
    "bytes\udc9b2J\udcff",
)
"""As names of files, without suffix: no slash, no NUL, not too long; the last has bytes that are no UTF-8."""

_OURS = re.compile(
    rb"\x1b\[(?:\d+(?:;\d+)?H|\d*C|[0-2]?K|(?:[0-9]+(?:;[0-9]+)*)?m|(?:\d+;\d+)?r|6n|c)"  # place, erase, colour, ask
    rb"|\x1bM"  # reverse index
    rb"|\x1b\[\?(?:25|1000|1003|1004|1006|1015|1016|1049|2004|2026|2048|7)[hl]"  # modes
    rb"|\x1b\[\?(?:2026|2048)\$p|\x1b\[[>=]\d*u|\x1b\[<u|\x1b\[\?u"  # what the terminal can do, kitty's keyboard
    rb"|\x1b\]22;[a-z-]*\x07"  # the pointer's shape
)
"""Every sequence the app sends by itself, but for the clipboard's."""
CLIPBOARD = re.compile(rb"\x1b\]52;c;[A-Za-z0-9+/=]*\x07")
_PROGRESS = re.compile(rb"(?:\r[ -~]{1,78})+\r(?:\x1b\[K)?")
_PAYLOADS = tuple(
    payload.encode("utf-8", "surrogatepass")
    for words in STRINGS.values()
    for payload in re.findall(r"\x1b\[[^a-zA-Z]*[a-zA-Z]|\x1b[\]P_^X(][^\x1b\x07]*|back\x08+", words)
    if payload not in ("\x1b[0m", "\x1b[H")
)


def in_screen(output: bytes, *, yanked: int = 0) -> list[str]:
    """What is wrong with all that the app wrote to a terminal, in which the user yanked `yanked` times."""
    faults = [f"sent {payload!r}" for payload in _PAYLOADS if payload in output]
    clipboards = CLIPBOARD.findall(output)
    if len(clipboards) != yanked:
        faults.append(f"{len(clipboards)} times to the clipboard, not {yanked}")
    rest = _OURS.sub(b"", CLIPBOARD.sub(b"", output))
    return faults + _in_text(rest, allowed="\r\n\b")  # the backspace is the cheapest way to the left


def in_lines(output: bytes) -> list[str]:
    """What is wrong with lines of text on a terminal, whose driver may have put a carriage return before a line feed.

    A line of progress, in ASCII, may be written over itself.
    """
    return _in_text(_PROGRESS.sub(b"", output.replace(b"\r\n", b"\n")), allowed="\n\t")  # a tab parts columns


def in_json(output: bytes) -> list[str]:
    """What is wrong with JSON, or JSON lines, for a program: RFC 8259 wants UTF-8 and no control characters."""
    try:
        text = output.decode("utf-8")
    except UnicodeDecodeError as error:
        return [str(error)]
    return [f"control character {char!r}" for char in sorted(set(text) - {"\n"}) if char < " "]


def in_file(output: bytes) -> list[str]:
    """What is wrong with a text file for people, which somebody will show on a terminal: no controls in it at all."""
    return _in_text(output, allowed="\n\t", hidden=False)


def _in_text(output: bytes, *, allowed: str, hidden: bool = True) -> list[str]:
    try:
        text = output.decode("utf-8")
    except UnicodeDecodeError as error:
        return [f"{error}: {output[max(0, error.start - 20) : error.start + 20]!r}"]
    faults: dict[str, str] = {}
    for match in re.finditer(r"[^ -~\n]", text):
        char, at = match[0], match.start()
        if char not in allowed and (what := _fault(char, hidden=hidden)):
            faults.setdefault(char, f"{what} {char!a} in {text[max(0, at - 30) : at + 30]!a}")
    return [*faults.values()]


def _fault(char: str, *, hidden: bool) -> str:
    """Why a character must not reach a terminal; "" where it may. Joiners may: they shape letters and pictographs."""
    category = unicodedata.category(char)
    if category == "Cc":
        return "control"
    if category in ("Zl", "Zp") and hidden:
        return "separator"
    if category == "Cs":
        return "surrogate"
    if unicodedata.bidirectional(char) in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"):
        return "override"
    if hidden and (char in "\u200b\u2060\ufeff\u200e\u200f\u061c\u180e" or "\U000e0000" <= char <= "\U000e0fff"):
        return "invisible"
    return ""
