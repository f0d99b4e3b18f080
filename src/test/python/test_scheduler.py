"""The DAG under a real scheduler and api server: every way to start a run, and a task stopped from outside."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import psutil
import pytest
from conftest import DAGS
from fake_java import FakeJava
from stack import Stack

RUNS = "/dags/new_releases/dagRuns"
YESTERDAY = (datetime.now(timezone.utc) - timedelta(days=1)).date().isoformat()


@pytest.fixture(scope="module")
def java(tmp_path_factory: pytest.TempPathFactory) -> FakeJava:
    return FakeJava(tmp_path_factory.mktemp("jdk"))


@pytest.fixture(scope="module")
def airflow(java: FakeJava, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    home = tmp_path_factory.mktemp("airflow") / "home"
    settings = {**java.settings, "PIPELINE_HOME": str(Path(java.home))}
    with Stack(home, DAGS, settings) as stack:
        stack.start_scheduler()
        yield stack


def test_every_kind_of_run_means_its_date(airflow, java):
    """The scheduler itself starts the run of the day that just ended, once."""
    airflow.call("POST", RUNS, {"logical_date": None})
    airflow.call("POST", RUNS, {"logical_date": "2024-02-29T00:00:00Z"})
    airflow.call("POST", RUNS, {"logical_date": "2024-05-02T03:00:00+09:00"})
    airflow.call("POST", RUNS, {"logical_date": None, "conf": {"date": "2022-12-31", "replace": True}})
    airflow.call(
        "POST",
        "/backfills",
        {
            "dag_id": "new_releases",
            "from_date": "2023-03-01T00:00:00Z",
            "to_date": "2023-03-02T00:00:00Z",
            "max_active_runs": 2,
        },
    )
    airflow.wait_until(lambda: states(airflow) == ["success"] * 7, 240, "seven green runs")

    extracts = sorted(command for command in java.commands if command[0] == "extract-releases")
    rest = ["--source", "auto", "--late"]
    assert extracts == [
        ["extract-releases", "--date", "2022-12-31", *rest, "search", "--replace"],
        ["extract-releases", "--date", "2023-03-01", *rest, "search"],
        ["extract-releases", "--date", "2023-03-02", *rest, "search"],
        ["extract-releases", "--date", "2024-02-29", *rest, "search"],
        ["extract-releases", "--date", "2024-05-01", *rest, "search"],
        ["extract-releases", "--date", YESTERDAY, *rest, "fail"],
        ["extract-releases", "--date", YESTERDAY, *rest, "search"],
    ]
    assert len(java.commands) == 7 * 4


def test_a_task_marked_failed_leaves_no_jvm(airflow, java):
    java.answers({"seconds": 120})
    run = airflow.call("POST", RUNS, {"logical_date": None})["dag_run_id"]
    airflow.wait_until(lambda: bool(java.calls), 60, "the jar to be started")
    jvm = psutil.Process(java.calls[0]["pid"])
    airflow.call("PATCH", f"{RUNS}/{run}/taskInstances/extract_releases", {"new_state": "failed"})
    gone, _ = psutil.wait_procs([jvm], timeout=10)
    assert gone == [jvm]


def states(airflow: Stack) -> list[Any]:
    return [run["state"] for run in airflow.call("GET", RUNS)["dag_runs"]]
