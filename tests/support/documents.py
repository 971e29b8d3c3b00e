"""Runs what the documents show: console blocks in a shell, Python blocks one after the other, files where they are named.

    python tests/support/documents.py docs/tutorial.md

writes what the commands say now into the document, each with an empty service of its own, as in the tests.

A block is run unless a comment `<!-- not run: why -->` stands before it; a comment `<!-- file: NAME -->` makes it a file. A
```text block after a Python block is what that prints; lines in a console block without `$` are what the command says.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rashomon_sdk.testing import Service

FENCE = re.compile(
    r"(?:<!-- (?P<mark>not run|file): (?P<about>.*?) -->\n)?```(?P<kind>\w*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL
)
CHANGING = (  # what differs from run to run; ids follow from the texts, except those of jobs and requests
    (re.compile(r"\b(job|req|whe|dlv|dis|key|msg)_[a-z0-9]+"), r"\1_…"),
    (re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?Z?"), "<time>"),
    (re.compile(r"127\.0\.0\.1:\d+"), "127.0.0.1:<port>"),
    (re.compile(r"[ \t]+$", re.MULTILINE), ""),
)


@dataclass(frozen=True)
class Step:
    """Something to run, what the document says it prints (None: nothing is said), and where that stands."""

    code: str
    kind: str
    said: str | None
    start: int
    end: int


def steps(text: str) -> Iterator[Step]:
    """Yield what a document runs, in order."""
    waiting: Step | None = None
    for block in FENCE.finditer(text):
        kind, body, mark = block["kind"], block["body"], block["mark"]
        if kind == "text" and waiting:
            yield Step(waiting.code, "python", body, block.start("body"), block.end("body"))
            waiting = None
            continue
        if waiting:
            yield waiting
            waiting = None
        if mark == "not run":
            continue
        if mark == "file":
            yield Step(body, f"file:{block['about']}", None, 0, 0)
        elif kind == "python":
            waiting = Step(body, "python", None, 0, 0)
        elif kind == "console":
            yield from _commands(body, block.start("body"))
    if waiting:
        yield waiting


def _commands(body: str, offset: int) -> Iterator[Step]:
    for part in re.finditer(r"^\$ (?P<code>(?:.*\\\n)*.*\n)(?P<said>(?:(?!\$ ).*\n)*)", body, re.MULTILINE):
        yield Step(part["code"], "console", part["said"], offset + part.start("said"), offset + part.end("said"))


class Session:
    """A folder and an environment in which the steps of one document are run."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self._folder = folder
        self._python: list[str] = []
        tools = Path(sys.executable).parent
        self._environment = {
            **os.environ, **environment, "PATH": f"{tools}:{os.environ['PATH']}",
            "COLUMNS": "100", "NO_COLOR": "1", "LC_ALL": "C.UTF-8",
        }  # fmt: skip
        self._state = folder / ".state"
        self._state.write_text("")

    def run(self, step: Step) -> str:
        """Run a step and return what it prints; AssertionError with its words when it fails."""
        if step.kind.startswith("file:"):
            (self._folder / step.kind.removeprefix("file:")).write_text(step.code)
            return ""
        if step.kind == "console":
            return self._call(
                ["bash", "-c", f". {self._state}; set -o pipefail; {step.code}\nd=$?; declare -p > {self._state} 2>&1; exit $d"]
            )
        mark = "print('\\x1e')\n"
        self._python.append(step.code)
        whole = mark.join(self._python)  # the blocks of a document are one program, run as far as it has come
        return self._call([sys.executable, "-c", whole]).rpartition("\x1e\n")[2]

    def _call(self, command: list[str]) -> str:
        ran = subprocess.run(
            command, cwd=self._folder, env=self._environment, capture_output=True, text=True, timeout=300, check=False,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
        assert ran.returncode == 0, f"{command[-1]}\nended with {ran.returncode}:\n{ran.stdout}{ran.stderr}"
        return ran.stdout


def settled(text: str) -> str:
    """Return a text without what differs from run to run."""
    for pattern, instead in CHANGING:
        text = pattern.sub(instead, text)
    return text.strip("\n")


def refresh(document: Path) -> None:
    """Write what the commands say now into a document."""
    text = document.read_text("utf-8")
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as data:
        service = Service([sys.executable, "-m", "rashomon"], Path(data))
        try:
            service.start()
            session = Session(Path(folder), {"RASHOMON_URL": service.url, "RASHOMON_API_KEY": service.api_key})
            told = [(step, session.run(step)) for step in steps(text)]
        finally:
            service.stop()
    for step, output in reversed(told):
        if step.said is not None and not (step.kind == "console" and not step.said.strip()):
            lines = "".join(f"{line.rstrip()}\n" for line in output.strip("\n").split("\n"))
            text = text[: step.start] + lines + text[step.end :]
    document.write_text(text, "utf-8")


if __name__ == "__main__":
    for name in sys.argv[1:]:
        refresh(Path(name))
