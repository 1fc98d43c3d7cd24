"""The user's settings: one class, documented field by field, read from `config.toml`.

An invalid file never stops the app: each fault names the line and the key, and the default applies.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, NamedTuple

MAX_NUMBER = 2000
"""The largest number allowed in a setting."""


class Fault(NamedTuple):
    """A fault in a line of a configuration file; line 0 is the file as a whole."""

    file: Path
    line: int
    key: str
    message: str

    def __str__(self) -> str:
        """One line for the user: `config.toml:3: theme: no such theme`."""
        place = f"{self.file.name}:{self.line}" if self.line else self.file.name
        return f"{place}: {self.key}: {self.message}" if self.key else f"{place}: {self.message}"


def option(default: Any, help: str, choices: tuple[str, ...] = (), *, least: int = 1) -> Any:
    """A field of `Settings`: its default, its help for `copydesk config default`, and its allowed values."""
    return field(default=default, metadata={"help": help, "choices": choices, "least": least})


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings. `copydesk config default` prints this class as a commented `config.toml`."""

    author: str = option("", "The author of your notes. Empty: your login name.")
    theme: str = option(
        "ansi",
        "The colour theme. ansi uses the terminal's own sixteen colours and sends the fewest bytes.",
        ("ansi", "dark", "light", "contrast"),
    )
    keys: str = option("vim", "The keymap to start from; keymap.toml changes single keys.", ("vim", "plain"))
    keyboard: str = option(
        "auto",
        "Cyrillic, Greek, Hebrew and Arabic letters do what the Latin letter on their key does, except in text. "
        "latin: they do nothing; bulgarian: Cyrillic is read by the BDS layout.",
        ("auto", "latin", "bulgarian"),
    )
    mouse: bool = option(True, "Whether clicks and the wheel go to the app. false: the terminal keeps the mouse.")
    low_bandwidth: str = option(
        "auto",
        "16 colours, views that move by pages. auto: on when the line to the terminal proves slow.",
        ("auto", "on", "off"),
    )
    exports: str = option("", "The folder E writes Markdown to. Empty: `exports` in the data folder.")
    trust_notes: bool = option(
        False, "Whether exports keep code, HTML and links of any kind in your own notes. Never in those of others."
    )
    timeout: int = option(30, "The total time limit for a page or feed, in seconds.")
    refresh: int = option(15, "The minutes between two refreshes of the feeds while the desk is open.")
    due_days: int = option(1, "The days after which an open fact-check without a deadline is listed as due.")
    trash_days: int = option(
        30, "The days for which text, versions and notes of a removed article are kept. Then it is purged."
    )
    archive_days: int = option(
        0, "The days for which pages as they were fetched are kept; the last of each URL stays. 0: for good.", least=0
    )
    watch: str = option("", "A folder whose new files come to the desk while it is open. Empty: none.")
    empty_embargo_is_none: str = option(
        "",
        "Senders, with commas, whose empty embargo elements mean no embargo. All others hold until further notice.",
    )
    largest: int = option(20, "The largest file or page that is read, in megabytes; archives may hold five times that.")


def load(path: Path) -> tuple[Settings, list[Fault]]:
    """The settings in `path` (the defaults if there is no such file), and every fault found in it."""
    table, faults = read_toml(path)
    known = {each.name: each for each in fields(Settings)}
    settings = Settings()
    lines = _lines(path) if table else []
    for key, value in table.items():
        if key not in known:
            faults.append(Fault(path, line_of(lines, key), key, f"unknown setting; valid ones are {', '.join(known)}"))
            continue
        wanted, choices = type(known[key].default), known[key].metadata["choices"]
        if type(value) is not wanted:
            faults.append(Fault(path, line_of(lines, key), key, f"must be {_names[wanted]}"))
        elif isinstance(value, int) and wanted is int and not known[key].metadata["least"] <= value <= MAX_NUMBER:
            bounds = f"from {known[key].metadata['least']} to {MAX_NUMBER}"
            faults.append(Fault(path, line_of(lines, key), key, f"must be {bounds}"))
        elif choices and value not in choices:
            faults.append(Fault(path, line_of(lines, key), key, f"must be one of {', '.join(choices)}"))
        else:
            changed: dict[str, Any] = {key: value}
            settings = replace(settings, **changed)
    return settings, faults


_names: Mapping[type, str] = {str: "text in quotes", bool: "true or false", int: "a whole number"}


def read_toml(path: Path) -> tuple[dict[str, Any], list[Fault]]:
    """The table in a TOML file; empty with a fault if it cannot be read, empty without one if it does not exist."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return {}, []
    except OSError as error:
        return {}, [Fault(path, 0, "", error.strerror or "cannot be read")]
    import tomllib

    try:
        return tomllib.loads(data.decode("utf-8")), []
    except UnicodeDecodeError:
        return {}, [Fault(path, 0, "", "not UTF-8")]
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        found = re.search(r"line (\d+)", message)
        line = int(found[1]) if found else data.count(b"\n", 0, len(data.rstrip())) + 1  # or the end of the document
        return {}, [Fault(path, line, "", re.sub(r" \(at .*\)", "", message))]


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def line_of(lines: list[str], key: str) -> int:
    """The number of the line that sets `key`, or 0."""
    pattern = re.compile(rf"""\s*["']?{re.escape(key)}["']?\s*=""")
    return next((n for n, line in enumerate(lines, 1) if pattern.match(line)), 0)


def default_toml() -> str:
    """A `config.toml` that sets every default, with a comment on each."""
    parts = []
    for each in fields(Settings):
        choices = each.metadata["choices"]
        one_of = f" One of {', '.join(choices)}." if choices else ""
        plain = isinstance(each.default, (bool, int))
        value = str(each.default).lower() if plain else f'"{each.default}"'
        parts.append(f"# {each.metadata['help']}{one_of}\n{each.name} = {value}\n")
    return "\n".join(parts)
