"""Run a command that dies with its parent: `python -m rashomon.cli.leash PARENT_PID COMMAND ...`.

A supervisor killed by SIGKILL cannot stop its children; the kernel can (`prctl(PR_SET_PDEATHSIG)`, Linux). Elsewhere the
command runs without the leash, and only a clean stop of the supervisor stops it.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1  # <linux/prctl.h>


def main(argv: list[str]) -> None:
    """Put on the leash and become the command."""
    parent, command = int(argv[0]), argv[1:]
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:  # it died before the leash was on
        sys.exit(1)
    os.execvp(command[0], command)  # noqa: S606 - the supervisor's own command line


if __name__ == "__main__":
    main(sys.argv[1:])
