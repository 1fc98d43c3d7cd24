"""`copydesk doctor`: a line for each dependency of the app, with advice if something is wrong."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict

from tui.commands.argument_parser import Parser

EPILOG = """\
states:
  ok        nothing to do
  note      works, with a limit that the advice lifts
  problem   something will fail; the advice says what to do

Nothing is changed, and nothing is sent anywhere.

Exit codes: 0 no problem, 1 a problem, 2 the command line is wrong.

examples:
  copydesk doctor
  copydesk doctor --json | jq -r 'select(.state != "ok") | .advice'
"""
MARKS = {"ok": "ok", "note": "note", "problem": "PROBLEM"}


def parser() -> Parser:
    """The options of `copydesk doctor`."""
    made = Parser("copydesk doctor", "Check the terminal, the installation and the data folder.", EPILOG)
    made.add_argument("--json", action="store_true", help="print one JSON object a line")
    return made


def main(argv: Sequence[str]) -> int:
    """Run `copydesk doctor` and return the exit code."""
    args = parser().parse_args(argv)
    from tui.config import locations
    from tui.console import write
    from tui.doctor.checks import check_all
    from widgets.text.safe import one_line

    home, config = locations.data_home(args.home), locations.config_file().parent
    problems = 0
    for check in check_all(home, config, os.environ):
        problems += check.state == "problem"
        if args.json:
            write([json.dumps(asdict(check)) + "\n"], None, "")
            continue
        write([f"{MARKS[check.state]:<8} {check.name:<12} {one_line(check.detail, 200)}\n"], None, "")
        if check.advice:
            write([f"{'':<21} -> {one_line(check.advice, 200)}\n"], None, "")
        sys.stdout.flush()
    return 1 if problems else 0
