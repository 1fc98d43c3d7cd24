"""`copydesk ssh-login`: for sshd's ForceCommand, so that an account can run Copydesk and no shell."""

from __future__ import annotations

import os
import pwd
import shlex
from argparse import Namespace
from collections.abc import Callable, Sequence
from pathlib import Path

from store.disk.boundary import Boundary, current, set_boundary
from tui.commands.argument_parser import Parser
from tui.console import fail

COMMAND_VARIABLE = "SSH_ORIGINAL_COMMAND"
"""Set by sshd for a forced command to the client's original command (sshd_config(5), ForceCommand)."""
EXPORTS = "copydesk-exports"
"""The folder for exports in the user's home, unless --exports names another."""
ALLOWED_VARIABLES = frozenset({
    "HOME", "USER", "LOGNAME", "PATH", "LANG", "TERM", "COLORTERM", "TZ", "TMPDIR", "SSH_CONNECTION", "SSH_CLIENT",
    "SSH_TTY", "PYTHONDONTWRITEBYTECODE", "PYTHONPATH",
})  # fmt: skip
"""The variables kept, with LC_*; Python itself reads PYTHONPATH at start, and sshd lets no client set it."""
REFUSED_COMMANDS = frozenset({"ssh-login", "watch", "config", "completion"})
"""Commands that such a login does not need, or that run others."""

EPILOG = """\
For sshd_config or an authorized_keys file:

  Match Group news
      ForceCommand copydesk ssh-login --home /srv/copydesk --read /srv/wire
      DisableForwarding yes
      PermitTunnel no

  restrict,pty,command="copydesk ssh-login --home /srv/copydesk --read /srv/wire" ssh-ed25519 AAAA... ada

`ssh -t host` then opens the desk, and `ssh host copydesk list` runs that command, without a shell; anything else is
refused. Such a login writes files only in one folder of its own, never over an existing file or with a leading dot,
reads files only below --read, signs as its login, and starts no editor without --allow-editor, since an editor can
start a shell. See docs/ssh.md for the rest.
"""


def parser() -> Parser:
    """The options of `copydesk ssh-login`."""
    arguments = Parser("copydesk ssh-login", "Restrict an SSH login to Copydesk.", EPILOG)
    arguments.add_argument(
        "--exports", metavar="DIR", help=f"a folder in which each login writes to DIR/LOGIN (default: ~/{EXPORTS})"
    )
    arguments.add_argument(
        "--read", metavar="DIR", action="append", default=[], help="a folder whose files may be opened; repeatable"
    )
    arguments.add_argument(
        "--allow-editor", action="store_true", help="allow $VISUAL and $EDITOR, which may start a shell"
    )
    return arguments


def main(argv: Sequence[str], run: Callable[[Sequence[str]], int]) -> int:
    """Run the SSH client's command if it is one of Copydesk's, and return its exit code.

    `run` runs a command line, without the program's name, and returns its exit code (`tui.cli.run`).
    """
    args = parser().parse_args(argv)
    command = os.environ.get(COMMAND_VARIABLE, "")
    try:
        program, *words = shlex.split(command) or ["copydesk"]
    except ValueError as error:
        return fail(f"cannot parse the command ({error}): {command}")
    if program != "copydesk":
        return fail(f"only copydesk can be run here, not {program}")
    refused = REFUSED_COMMANDS.intersection(words)
    if refused or current() is not None:
        return fail(f"copydesk {', '.join(refused) or 'ssh-login'} cannot be run in this login")
    try:
        boundary = _boundary(args)
        os.chdir(boundary.exports)
    except (OSError, KeyError) as error:
        return fail(f"the folder for exports cannot be used: {error}")
    _clean_environment(boundary, editor=args.allow_editor)
    set_boundary(boundary)
    return run(words)


def _boundary(args: Namespace) -> Boundary:
    """The limits of the login; creates its folder for exports if missing. Raises OSError and KeyError."""
    from store.disk.files import make_folder
    from store.disk.home import data_home
    from tui.config.locations import samples

    login = pwd.getpwuid(os.geteuid()).pw_name
    exports = Path(args.exports) / login if args.exports else Path.home() / EXPORTS
    make_folder(exports, private=True)
    readable = [os.path.realpath(folder) for folder in (*args.read, samples())]
    return Boundary(
        home=Path(os.path.realpath(data_home(args.home))),
        exports=Path(os.path.realpath(exports)),
        readable=tuple(map(Path, readable)),
        author=login,
        editor=args.allow_editor,
    )


def _clean_environment(boundary: Boundary, *, editor: bool) -> None:
    """Keep only the variables a terminal and a locale need, none that names a folder, proxy, library or program."""
    allowed = ALLOWED_VARIABLES | ({"VISUAL", "EDITOR"} if editor else set())
    for name in list(os.environ):
        if name not in allowed and not name.startswith("LC_"):
            del os.environ[name]
    os.environ["COPYDESK_HOME"] = str(boundary.home)
