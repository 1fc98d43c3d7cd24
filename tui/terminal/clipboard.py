"""The terminal's clipboard, by OSC 52: the one escape sequence that carries text out of the app. Pure.

xterm's "Manipulate Selection Data" (Xterm Control Sequences, OSC 52): `ESC ] 52 ; c ; BASE64 BEL`. It travels over
SSH. tmux and GNU screen pass it on only inside a device control string.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping

MAX_BASE64_CHARACTERS = 74_994
"""The longest base64 that is sent: what xterm takes in one sequence of 100,000 bytes, and the usual cap of editors."""
_SCREEN_PIECE_CHARACTERS = 76
"""GNU screen drops a device control string longer than some hundred bytes."""


def sequence(text: str, environment: Mapping[str, str]) -> str | None:
    """What to send so that the terminal has `text` in its clipboard; None if the text is too long.

    In tmux the sequence is sent bare, for `set-clipboard on`, and wrapped, for `allow-passthrough on`.
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
