"""`copydesk restore`: restores a data folder from a backup."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from tui.commands.argument_parser import Parser
from tui.config import locations
from tui.console import fail

EPILOG = """\
Every file is checked against its SHA-256 in the backup before the folder is
created; if one does not match, nothing is restored. The folder must be missing
or empty: restore never overwrites. To look at a backup, restore it into a new
folder. - reads standard input.

Exit codes: 0 done; 1 the backup is damaged or the folder not empty; 2 usage.

examples:
  copydesk restore desk.tar.gz --home ~/restored
  copydesk restore desk.tar.gz --dry-run
"""


def parser() -> Parser:
    """The options of `copydesk restore`."""
    made = Parser("copydesk restore", "Restore a data folder from a backup.", EPILOG)
    made.add_argument("backup", metavar="BACKUP", help="a file written by copydesk backup")
    made.add_argument("--dry-run", action="store_true", help="check the backup; restore nothing")
    made.add_argument("--json", action="store_true", help="print the report as JSON")
    return made


def main(argv: Sequence[str]) -> int:
    """Run `copydesk restore` and return the exit code."""
    from store.backup_archive import BackupError, unpack
    from store.disk.files import describe_error, open_named
    from store.verify import verify
    from widgets.text.safe import visible

    args = parser().parse_args(argv)
    home = locations.data_home(args.home)
    target = home.with_name(f"{home.name}-dry-run-{os.getpid()}") if args.dry_run else home
    try:
        with open(0 if args.backup == "-" else open_named(Path(args.backup)), "rb") as file:  # noqa: PTH123 - a descriptor
            report = unpack(file, target, dry_run=args.dry_run)
    except BackupError as error:
        return fail(
            f"{args.backup}: {error}" if str(error).startswith(("damaged", "not a", "a backup")) else str(error)
        )
    except OSError as error:
        return fail(describe_error(error))
    damage = [] if args.dry_run else [found for found in verify(home) if found.state == "damage"]
    for found in damage:
        fail(f"damaged when it was backed up: {found.file}: {found.detail}")
    facts = {"home": None if args.dry_run else str(home), "files": report.files, "bytes": report.bytes}
    if args.json:
        print(json.dumps({**facts, "damaged": [found.file for found in damage]}))
    elif not args.quiet:
        where = f"{args.backup}: intact" if args.dry_run else str(home)
        print(visible(f"{where}: {report.files:,} files, {report.bytes / 1e6:,.1f} MB"))
    sys.stdout.flush()
    return 1 if damage else 0
