"""Writes what follows from the options of the commands: manual pages, completions, and the reference on the site.

Run by `make docs`. The options are those of the parsers in `tui.commands`, so nothing here repeats them.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from dataclasses import fields
from importlib import import_module
from pathlib import Path

import shtab
from argparse_manpage.manpage import Manpage

from tui import __version__
from tui.actions.registry import ACTIONS
from tui.cli import COMMANDS
from tui.commands.argument_parser import Parser
from tui.completions.completion_command import FILES as FILES_OF_SHELLS
from tui.config.settings import Settings

ROOT = Path(__file__).parent.parent

EXIT_STATUS = (("0", "Done."), ("1", "Something could not be done; a line on standard error says what."))
PROVE_EXIT_STATUS = (
    ("0", "Every quote is verbatim or edited as the house allows."),
    ("1", "A quote is altered, cut, spliced, misattributed or not found."),
    ("2", "The story or the evidence cannot be read; or the command line is wrong."),
)
CHECK_EXIT_STATUS = (
    ("0", "Nothing found of the severity --fail-on or higher."),
    ("1", "Something found."),
    ("2", "An article, or a file of rules, cannot be read; or the command line is wrong."),
)
COMMON_EXIT_STATUS = (("2", "The command line is wrong."),)
SIGNAL = (("128+n", "Ended by signal n."),)
ENVIRONMENT = (
    ("COPYDESK_HOME", "The data folder, where --home names none."),
    ("XDG_DATA_HOME", "The data folder is copydesk in it, where neither is set (default: ~/.local/share)."),
    ("XDG_CONFIG_HOME", "config.toml, keymap.toml and templates/ are in copydesk in it (default: ~/.config)."),
    ("XDG_STATE_HOME", "copydesk.log is in copydesk in it, unless a data folder is named (default: ~/.local/state)."),
    ("NO_COLOR", "Any value: no colours."),
)
FILES = (
    ("notes.json", "The notes: a TinyDB file in the data folder."),
    ("articles/", "Articles, their texts and what was found in them, in the data folder."),
    ("config.toml, keymap.toml", "The configuration; copydesk config path prints where."),
)

# Completing an article: files, and the keys of the articles kept, which are the names of files in the data folder.
_BASH = """
_copydesk_articles() {
  local i home="${COPYDESK_HOME:-${XDG_DATA_HOME:-$HOME/.local/share}/copydesk}" key
  for ((i = 1; i < COMP_CWORD; i++)); do
    [[ ${COMP_WORDS[i]} == --home ]] && home="${COMP_WORDS[i + 1]}"
  done
  compgen -f -- "$1"
  for key in "$home/articles/$1"*.json; do
    [[ -e $key ]] && key="${key##*/}" && printf '%s\\n' "${key%.json}"
  done
}
"""
_ZSH = """
_copydesk_articles() {
  local home="${COPYDESK_HOME:-${XDG_DATA_HOME:-$HOME/.local/share}/copydesk}"
  local i=${words[(i)--home]}
  (( i < CURRENT )) && home="${words[i + 1]}"
  local -a keys=("$home"/articles/*.json(N:t:r))
  _files
  compadd -a keys
}
"""
_FISH = """
function _copydesk_articles
    set -l home $HOME/.local/share/copydesk
    test -n "$XDG_DATA_HOME"; and set home $XDG_DATA_HOME/copydesk
    test -n "$COPYDESK_HOME"; and set home $COPYDESK_HOME
    string replace -r '.*/(.*)\\.json$' '$1' $home/articles/*.json
end
"""
_ARTICLES = {"bash": "_copydesk_articles", "zsh": "_copydesk_articles", "fish": "(_copydesk_articles)"}

CONFIGURATION = """\
# Configuration

`copydesk config path` prints where the two files are, `copydesk config default` prints both with every default, and
`copydesk config check` names each mistake by file and line. A wrong line never keeps the app from starting: the default
applies.

## config.toml

| Key | Default | Meaning |
| --- | --- | --- |
"""


def parsers() -> dict[str, argparse.ArgumentParser]:
    """The parser of each command, by the command's name."""
    return {name: import_module(command.module).parser() for name, command in COMMANDS.items()}


def manual(name: str, parser: argparse.ArgumentParser) -> str:
    """The manual page `copydesk-NAME(1)`, in roff."""
    epilog, parser.epilog = parser.epilog, None
    summary = COMMANDS[name].summary
    page = Manpage(parser, _data={"description": summary})
    page.add_section("notes", ">", _verbatim(epilog or ""))
    own = {"check": CHECK_EXIT_STATUS, "prove": PROVE_EXIT_STATUS}
    status = own.get(name, (*EXIT_STATUS, *COMMON_EXIT_STATUS))
    for heading, rows in (("exit status", (*status, *SIGNAL)), ("environment", ENVIRONMENT), ("files", FILES)):
        page.add_section(heading, ">", "\n".join(f".TP\n.B {_roff(term)}\n{_roff(text)}" for term, text in rows))
    others = ", ".join(f".BR copydesk\\-{_roff(other)} (1)".removeprefix(".BR ") for other in COMMANDS if other != name)
    page.add_section("see also", ">", f"copydesk (1), {others}")
    body = str(page).split("\n", 1)[1].replace(f"copydesk {name} \\-", f"copydesk\\-{_roff(name)} \\-", 1)
    return f'.TH COPYDESK\\-{_roff(name.upper())} 1 "" "copydesk {__version__}" "User Commands"\n{body}'


def _roff(text: str) -> str:
    return text.replace("\\", "\\e").replace("-", "\\-")


def _verbatim(text: str) -> str:
    lines = (f"\\&{line}" if line.startswith((".", "'")) else line for line in _roff(text).strip().splitlines())
    return "\n".join((".nf", *lines, ".fi"))


def completions(shell: str) -> str:
    """The completions of all commands for `shell`: bash, zsh or fish."""
    root = Parser("copydesk", "A newsroom dashboard for the terminal.")
    commands = root.add_subparsers(metavar="COMMAND", parser_class=argparse.ArgumentParser)
    for name, parser in parsers().items():
        commands.add_parser(name, help=COMMANDS[name].summary)
        parser.description = COMMANDS[name].summary
        commands.choices[name] = parser
    _set_completers(root)
    script = shtab.complete(root, shell, preamble={"bash": _BASH, "zsh": _ZSH, "fish": _FISH})
    return script.replace(
        "complete -o bashdefault ", "complete -o bashdefault -o default "
    )  # files, as the app opens them


def _set_completers(parser: argparse.ArgumentParser) -> None:
    for action in vars(parser)["_actions"]:
        metavar = str(action.metavar)
        if isinstance(action.choices, dict):
            for each in action.choices.values():
                _set_completers(each)
        elif metavar == "ARTICLE":
            action.complete = _ARTICLES
        elif metavar in ("DIR", "FOLDER"):
            action.complete = shtab.DIRECTORY
        elif "FILE" in metavar or metavar == "SOURCE":
            action.complete = shtab.FILE


def commands_page() -> Iterator[str]:
    """The reference of the commands, in Markdown."""
    yield "# Commands\n\n`copydesk` alone, or with files, opens the app. Generated from `--help`.\n"
    from tui.cli import desk_parser

    for name, parser in {"": desk_parser(), **parsers()}.items():
        title = f"copydesk {name}".strip()
        yield f"\n## {title}\n\n```text\n{parser.format_help().rstrip()}\n```\n"


def configuration_page() -> Iterator[str]:
    """The reference of `config.toml` and `keymap.toml`, in Markdown."""
    yield CONFIGURATION
    for each in fields(Settings):
        choices = each.metadata["choices"]
        default = str(each.default).lower() if isinstance(each.default, bool) else repr(each.default).replace("'", '"')
        one_of = f" One of {', '.join(f'`{choice}`' for choice in choices)}." if choices else ""
        yield f"| `{each.name}` | `{default}` | {each.metadata['help']}{one_of} |\n"
    yield "\n## keymap.toml\n\nEach line gives an action its keys; an empty list takes them away.\n\n"
    yield "| Action | Keys | Meaning |\n| --- | --- | --- |\n"
    for action in ACTIONS:
        keys = " ".join(f"`{key}`" for key in action.keys) or "(palette)"
        yield f"| `{action.id}` | {keys} | {action.help} |\n"


def generated() -> dict[Path, str]:
    """Every file that is written here, and what it should hold."""
    os.environ["COLUMNS"] = "80"  # how wide argparse writes
    files = {ROOT / f"docs/man/copydesk-{name}.1": manual(name, parser) for name, parser in parsers().items()}
    files |= {ROOT / "tui/completions" / file: completions(shell) for shell, file in FILES_OF_SHELLS.items()}
    files[ROOT / "docs/reference/commands.md"] = "".join(commands_page())
    files[ROOT / "docs/reference/configuration.md"] = "".join(configuration_page())
    return files


def main() -> None:
    """Write the files."""
    for path, text in generated().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
