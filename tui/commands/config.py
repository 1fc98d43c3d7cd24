"""`copydesk config`: the location, the faults, and the defaults of the configuration."""

from __future__ import annotations

from collections.abc import Sequence

from tui.actions import keymap
from tui.commands.argument_parser import Parser
from tui.config import locations, settings

EPILOG = """\
  path      print the paths of config.toml and keymap.toml
  check     print their faults, one per line (file:line: key: message); exit code 1 if there are any
  default   print both files with every default and a comment on each

examples:
  copydesk config default | sed '/^# keymap.toml/,$d' > "$(copydesk config path | head -1)"
"""


def parser() -> Parser:
    """The options of `copydesk config`."""
    arguments = Parser("copydesk config", "Show and check the configuration.", EPILOG)
    arguments.add_argument(
        "what", metavar="COMMAND", choices=("path", "check", "default"), help="path, check or default"
    )
    return arguments


def main(argv: Sequence[str]) -> int:
    """Run `copydesk config` and return the exit code."""
    args = parser().parse_args(argv)
    if args.what == "path":
        print(locations.config_file(), locations.keymap_file(), sep="\n")
        return 0
    if args.what == "default":
        print(f"# config.toml\n\n{settings.default_toml()}\n# keymap.toml\n\n{keymap.default_toml()}", end="")
        return 0
    from widgets.text.safe import one_line

    found, faults = settings.load(locations.config_file())
    _, more = keymap.load(locations.keymap_file(), found.keys)
    for fault in (*faults, *more):
        print(one_line(str(fault), 1000))
    return 1 if faults or more else 0
