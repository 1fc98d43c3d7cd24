"""`copydesk ssh-login`: what sshd's ForceCommand runs, so that an account can run Copydesk and no shell."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Sequence

from tui.commands.argument_parser import Parser
from tui.console import fail

COMMAND_VARIABLE = "SSH_ORIGINAL_COMMAND"
"""Where sshd tells a forced command what the client asked for (sshd_config(5), ForceCommand)."""

EPILOG = """\
For sshd_config or an authorized_keys file:

  Match Group news
      ForceCommand copydesk ssh-login --home /srv/copydesk

  command="copydesk ssh-login --home /srv/copydesk" ssh-ed25519 AAAA... ada

`ssh -t host` then opens the desk, and `ssh host copydesk export story.txt` runs that command, its words read without a
shell; anything else is refused. --home is the data folder where the command names none. docs/ssh.md has the rest.

This keeps people on the desk, it is no prison: Copydesk opens files, and the editor that `e` starts may start others.
"""


def parser() -> Parser:
    """The options of `copydesk ssh-login`."""
    return Parser("copydesk ssh-login", "Run Copydesk for somebody who logs in by SSH, and nothing else.", EPILOG)


def main(argv: Sequence[str], run: Callable[[Sequence[str]], int]) -> int:
    """Run what the SSH client asked for, if that is a Copydesk command, and return its exit code.

    `run` runs a command line, without the program's name, and returns its exit code (`tui.cli.run`).
    """
    args = parser().parse_args(argv)
    asked = os.environ.pop(COMMAND_VARIABLE, "")
    if args.home:
        os.environ["COPYDESK_HOME"] = args.home
    try:
        program, *words = shlex.split(asked) or ["copydesk"]
    except ValueError as error:
        return fail(f"cannot read what was asked for ({error}): {asked}")
    if program != "copydesk":
        return fail(f"only copydesk can be run here, not {program}")
    return run(words)
