"""`rashomon run` as a newcomer meets it: real processes, the real language model, the example articles."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
import requests

RASHOMON = (sys.executable, "-m", "rashomon")
READY_SECONDS = 150  # two loaded cores and a language model


@dataclass(frozen=True)
class Running:
    process: subprocess.Popen[str]
    data: Path
    port: int
    said: str

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str) -> requests.Response:
        key = (self.data / "api-key").read_text().strip()
        return requests.get(self.url + path, headers={"Authorization": f"Bearer {key}"}, timeout=30)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def start(data: Path) -> Running:
    port = free_port()
    process = subprocess.Popen(
        [*RASHOMON, "run", "--data", str(data), "--port", str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if "is ready" in line:
            return Running(process, data, port, said)
    process.wait(30)
    process.stdout.close()
    pytest.fail(f"it never became ready:\n{said}")


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    service = start(tmp_path_factory.mktemp("home"))
    yield service
    service.process.send_signal(signal.SIGTERM)
    service.process.communicate(timeout=60)
    assert service.process.returncode == 0


def wait_until(condition: Callable[[], bool], *, seconds: float) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.1)


def descendants(pid: int) -> list[psutil.Process]:
    return psutil.Process(pid).children(recursive=True)


def alive(processes: list[psutil.Process]) -> list[psutil.Process]:
    return [p for p in processes if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]


@pytest.mark.slow
@pytest.mark.timeout(READY_SECONDS)
def test_the_first_start_prints_a_key_and_one_ready_line(running: Running) -> None:
    key, ready = running.said.splitlines()
    assert key.endswith((running.data / "api-key").read_text().strip())
    assert ready.startswith(f"Rashomon is ready at {running.url}")
    assert (running.data / "api-key").stat().st_mode & 0o777 == 0o600


@pytest.mark.slow
def test_the_demonstration_compares_its_articles(running: Running) -> None:
    shown = subprocess.run(
        [*RASHOMON, "demo", "--url", running.url, "--data", str(running.data)],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
        env={**os.environ, "COLUMNS": "200"},
    )
    assert "Air strike in Saraqib, 17 Nov 2015" in shown.stdout
    events = running.get("/v1/events?place=Saraqib&type=air_strike&since=2015-11-17&until=2015-11-17").json()["data"]
    strike = max(events, key=lambda event: event["sources"]["articles"])
    assert strike["sources"]["articles"] > strike["sources"]["lineages"]  # the syndicated copy is no voice of its own
    assert strike["grading"] == "contested"
    assert {d["field"] for d in strike["discrepancies"]} >= {"killed", "occurred"}


@pytest.mark.slow
def test_every_value_served_quotes_its_article(running: Running) -> None:
    for article in running.get("/v1/articles?limit=50").json()["data"]:
        text = running.get(f"/v1/articles/{article['id']}").json()["text"]
        reports = running.get(f"/v1/articles/{article['id']}/reports?limit=100").json()["data"]
        for report in reports:
            values = [report["when"], *report["where"], *report["participants"], *report["counts"], *report["weapons"]]
            for value in [*values, *report["claims"]]:
                if value["span"] is not None:
                    assert text[slice(*value["span"])] == value["text"]
            for evidence in report["evidence"]:
                assert text[evidence["start"] : evidence["end"]] == evidence["quote"]


@pytest.mark.slow
def test_a_second_run_on_one_directory_is_refused(running: Running) -> None:
    second = subprocess.run(
        [*RASHOMON, "run", "--data", str(running.data), "--port", str(free_port())],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert second.returncode == 2
    assert f"in use by another `rashomon run` (process {running.process.pid})" in second.stderr


@pytest.mark.slow
def test_a_port_in_use_is_refused(running: Running, tmp_path: Path) -> None:
    second = subprocess.run(
        [*RASHOMON, "run", "--data", str(tmp_path), "--port", str(running.port)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert second.returncode == 2
    assert f"port {running.port} on 127.0.0.1 is in use" in second.stderr


@pytest.mark.slow
def test_the_web_process_loads_no_language_model(running: Running) -> None:
    server = next(p for p in descendants(running.process.pid) if "api" in p.cmdline())
    libraries = {m.path for p in (server, *server.children()) for m in p.memory_maps()}
    assert not [path for path in libraries if "/spacy/" in path or "/thinc/" in path]


@pytest.mark.slow
@pytest.mark.timeout(2 * READY_SECONDS)
@pytest.mark.skipif(sys.platform != "linux", reason="only the Linux kernel offers the leash")
def test_nothing_survives_a_killed_supervisor_and_the_next_run_takes_over(tmp_path: Path) -> None:
    first = start(tmp_path)
    children = descendants(first.process.pid)
    first.process.kill()
    first.process.communicate(timeout=30)
    wait_until(lambda: not alive(children), seconds=45)
    second = start(tmp_path)
    assert "API key" not in second.said  # it was made, and is kept
    before = descendants(second.process.pid)
    second.process.send_signal(signal.SIGINT)
    second.process.communicate(timeout=60)
    assert second.process.returncode == 0
    assert not alive(before)


@pytest.mark.slow
def test_a_text_is_read_without_any_server(tmp_path: Path) -> None:
    file = tmp_path / "article.txt"
    file.write_text("Shelling by rebels killed three civilians in the city of Taiz on 4 May 2021, a local official said.")
    shown = subprocess.run([*RASHOMON, "extract", str(file)], capture_output=True, text=True, timeout=120, check=True)
    (report,) = json.loads(shown.stdout)
    assert (report["type"], report["when"]["start"], report["where"][0]["country"]) == ("shelling", "2021-05-04", "YE")
    assert [(c["measure"], c["low"], c["high"]) for c in report["counts"]] == [("killed", 3, 3)]
