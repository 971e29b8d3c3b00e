"""`rashomonctl`: the service from a terminal and from scripts. Needs the extra `cli`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; without its packages, say which command installs them."""
    try:
        from rashomon_sdk.ctl.main import run  # noqa: PLC0415 - click and rich are an extra
    except ImportError as error:
        if error.name not in ("click", "rich"):
            raise
        sys.exit("rashomonctl needs click and rich: pip install 'rashomon-sdk[cli]'")
    run()
