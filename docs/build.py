"""Writes what the documents show of the real app: picture, keymap, manual page and table of features.

`make docs` runs it. With `--check`, which `make check` runs, it writes nothing and exits with 1 when a text is out of
date; the picture is not checked, because an SVG of the same screen is never the same twice.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
from pathlib import Path

from pictures import pictures

from tests.feature_table import ARCHITECTURE, with_table
from tui import __version__
from tui.actions.registry import ACTIONS, key_name, keymap_table
from tui.cli import desk_parser

ROOT = Path(__file__).parent.parent


def keys_page(text: str) -> str:
    """`docs/keys.md` with its table written again."""
    table = keymap_table().replace("\\", r"\\")
    return re.sub(r"(<!-- keymap -->\n).*?(<!-- /keymap -->)", rf"\1\n{table}\n\2", text, flags=re.DOTALL)


def manual() -> str:
    """The manual page `copydesk(1)`, in roff: the command's own help, then the keys from the registry."""
    help = desk_parser().format_help().replace("\\", "\\e").replace("-", "\\-")
    usage, _, rest = help.partition("\n\n")
    lines = [
        f'.TH COPYDESK 1 "" "copydesk {__version__}" "User Commands"',
        ".SH NAME",
        "copydesk \\- a newsroom dashboard in the terminal",
        ".SH SYNOPSIS",
        ".nf",
        usage.removeprefix("usage: "),
        ".fi",
        ".SH DESCRIPTION",
        ".nf",
        *(f"\\&{line}" if line.startswith((".", "'")) else line for line in rest.rstrip().splitlines()),
        ".fi",
        ".SH KEYS",
    ]
    for action in ACTIONS:
        keys = ", ".join(key_name(key) for key in action.keys) or "in the palette"
        keys = keys.replace("\\", "\\e").replace("-", "\\-")
        lines += [".TP", f".B \\&{keys}", f"{action.title}. {action.help}"]
    return "\n".join(lines) + "\n"


def texts() -> dict[Path, str]:
    """What each document has to hold."""
    os.environ["COLUMNS"] = "80"  # how wide argparse writes
    keys_file = ROOT / "docs" / "keys.md"
    return {
        ROOT / "docs" / "copydesk.1": manual(),
        keys_file: keys_page(keys_file.read_text(encoding="utf-8")),
        ARCHITECTURE: with_table(ARCHITECTURE.read_text(encoding="utf-8")),
    }


def main() -> int:
    """Write the documents, or check them. Returns the exit code."""
    stale = [file for file, text in texts().items() if file.read_text(encoding="utf-8") != text]
    if "--check" in sys.argv[1:]:
        for file in stale:
            print(f"{file.relative_to(ROOT)} is out of date: run `make docs`", file=sys.stderr)
        return 1 if stale else 0
    for file, text in texts().items():
        file.write_text(text, encoding="utf-8")
    (ROOT / "docs" / "copydesk.svg").write_text(asyncio.run(pictures()), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
