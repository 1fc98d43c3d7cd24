"""`copydesk completion`: prints the completion scripts of bash, zsh and fish.

`make docs` generates the scripts from the commands' parsers.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.resources import files

from tui.commands.argument_parser import Parser

FILES = {"bash": "copydesk.bash", "zsh": "_copydesk", "fish": "copydesk.fish"}
"""The script of each shell, in `tui/completions`."""

EPILOG = """\
The wheel also installs these scripts under share/, where a system-wide
installation finds them automatically. After pipx or uv, run once:

  bash   copydesk completion bash > ~/.local/share/bash-completion/completions/copydesk
  zsh    copydesk completion zsh > ~/.zfunc/_copydesk      (with ~/.zfunc in $fpath)
  fish   copydesk completion fish > ~/.config/fish/completions/copydesk.fish

Options, their values, files and the keys of the articles on the desk are
completed.

examples:
  copydesk completion bash
"""


def parser() -> Parser:
    """The options of `copydesk completion`."""
    made = Parser("copydesk completion", "Print the completion script of a shell.", EPILOG)
    made.add_argument("shell", choices=tuple(FILES), help="the shell")
    return made


def main(argv: Sequence[str]) -> int:
    """Run `copydesk completion` and return the exit code."""
    args = parser().parse_args(argv)
    sys.stdout.write(files("tui").joinpath("completions", FILES[args.shell]).read_text(encoding="utf-8"))
    return 0
