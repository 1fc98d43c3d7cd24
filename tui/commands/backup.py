"""`copydesk backup`: the data folder as one file."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tui.commands.argument_parser import Parser
from tui.config import locations
from tui.console import fail

EPILOG = """\
The backup is a .tar.gz of notes, articles, feeds, searches, archived pages and
settings of the data folder, with the SHA-256 of each file. It can be taken while
people work. The index is left out: it is rebuilt.

On a shared desk, files that only another user may read (drafts) are left out
and named. -o - writes to standard output.

Exit codes: 0 done; 1 no data folder, or it cannot be read or written; 2 usage.

examples:
  copydesk backup
  copydesk backup -o /mnt/backup/desk.tar.gz --quiet
  copydesk backup -o - | ssh vault 'cat > desk.tar.gz'
"""


def parser() -> Parser:
    """The options of `copydesk backup`."""
    made = Parser("copydesk backup", "Back up the data folder to one file.", EPILOG)
    made.add_argument(
        "--output", "-o", metavar="FILE|DIR", help="output file (default: copydesk-backup-TIME.tar.gz here)"
    )
    made.add_argument("--json", action="store_true", help="print the report as JSON, on standard error with -o -")
    return made


def main(argv: Sequence[str]) -> int:
    """Run `copydesk backup` and return the exit code."""
    from store.backup_archive import BackupError, BackupReport, pack
    from store.disk.files import describe_error, write_output

    args = parser().parse_args(argv)
    home, report = locations.data_home(args.home), BackupReport()
    target = None if args.output == "-" else _target(args.output)
    try:
        pieces = pack(home, report)
        if target is None:
            if sys.stdout.isatty():
                return fail("a backup is not text: send it to a file or a pipe", 2)
            _to_stdout(pieces)
        else:
            if home.resolve() in target.resolve().parents:
                return fail(f"{target}: the backup cannot be inside the data folder")
            write_output(target, pieces, private=True)
    except (BackupError, OSError) as error:
        return fail(describe_error(error))
    for line in report.skipped:
        fail(f"left out: {line}")
    facts = {"file": str(target) if target else None, "files": report.files, "bytes": report.bytes}
    if args.json:
        print(json.dumps({**facts, "skipped": report.skipped}), file=sys.stdout if target else sys.stderr)
    elif not args.quiet:
        words = (
            f"{target or 'standard output'}: {report.files:,} files, {report.bytes / 1e6:,.1f} MB before compression"
        )
        _say(words, to_stdout=target is not None)
    return 0


def _target(output: str | None) -> Path:
    """The file to write: `output`, or one named by the time in it if it is a folder, or in the current one."""
    from datetime import UTC, datetime

    name = f"copydesk-backup-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.tar.gz"
    if output is None:
        return Path(name)
    return Path(output) / name if Path(output).is_dir() or output.endswith("/") else Path(output)


def _to_stdout(pieces: Iterator[bytes]) -> None:
    for piece in pieces:
        sys.stdout.buffer.write(piece)
    sys.stdout.buffer.flush()


def _say(words: str, *, to_stdout: bool) -> None:
    from widgets.text.safe import visible

    print(visible(words), file=sys.stdout if to_stdout else sys.stderr)
