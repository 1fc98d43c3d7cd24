"""The terminal's clipboard by OSC 52, the only escape sequence that sends text out of the app. Pure.

xterm's "Manipulate Selection Data" (Xterm Control Sequences, OSC 52): `ESC ] 52 ; c ; BASE64 BEL`. It travels over
SSH. tmux and GNU screen pass it on only inside a device control string.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping

MAX_BASE64_CHARACTERS = 74_994
"""The limit of xterm, which accepts sequences of 100,000 bytes, and the usual limit of editors."""
_SCREEN_PIECE_CHARACTERS = 76
"""GNU screen drops device control strings longer than a few hundred bytes."""


def sequence(text: str, environment: Mapping[str, str]) -> str | None:
    """The sequence that puts `text` on the terminal's clipboard; None if the text is too long.

    For tmux it is there twice: bare for `set-clipboard on`, and wrapped for `allow-passthrough on`.
    """
    encoded = base64.b64encode(text.encode("utf-8", "replace")).decode("ascii")
    if len(encoded) > MAX_BASE64_CHARACTERS:
        return None
    bare = f"\x1b]52;c;{encoded}\x07"
    if environment.get("TMUX"):
        return bare + "\x1bPtmux;" + bare.replace("\x1b", "\x1b\x1b") + "\x1b\\"
    if environment.get("STY"):
        pieces = [bare[at : at + _SCREEN_PIECE_CHARACTERS] for at in range(0, len(bare), _SCREEN_PIECE_CHARACTERS)]
        return "".join(f"\x1bP{piece}\x1b\\" for piece in pieces)
    return bare
