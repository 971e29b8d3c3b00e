"""Importing the client costs next to nothing: a script that only verifies a webhook loads no HTTP library."""

from __future__ import annotations

import subprocess
import sys

# rashomon_sdk may load the standard library and itself.
PROGRAM = """
import sys, time
began = time.process_time()
import rashomon_sdk, rashomon_sdk.webhooks
spent = time.process_time() - began
foreign = {name.partition(".")[0] for name in sys.modules} - set(sys.stdlib_module_names) - before - {"rashomon_sdk"}
print(spent, *sorted(name for name in foreign if not name.startswith(("_", "sitecustomize"))))
"""


def imported() -> tuple[float, list[str]]:
    code = "import sys\nbefore = {name.partition('.')[0] for name in sys.modules}\n" + PROGRAM
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    spent, *foreign = ran.stdout.split()
    return float(spent), foreign


def test_importing_loads_nothing_but_the_standard_library() -> None:
    assert [] == imported()[1]


def test_importing_takes_less_than_150_milliseconds() -> None:
    assert min(imported()[0] for _ in range(5)) < 0.150  # of processor time; the best of five, since others work here too
