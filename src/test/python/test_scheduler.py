"""Runs the DAGs under a real scheduler and API server: each kind of run, secrets, and a stopped task."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from itertools import pairwise
from pathlib import Path
from typing import Any

import psutil
import pytest
from conftest import DAGS
from fake_java import FakeJava
from stack import Stack
from statsd_listener import StatsdListener, plain_metrics

RUNS = "/dags/new_releases/dagRuns"
TODAY = datetime.now(timezone.utc).date()
YESTERDAY = (TODAY - timedelta(days=1)).isoformat()
SECONDS = 600
# The limit is longer than one wait and shorter than two. If a wait took only a second, a busy Airflow would confuse the
# ends of two starts of the task, and use a try.
WAIT_SECONDS = 5
MAX_WAIT = timedelta(seconds=10)
LONG_AGO = "1960-06-01"


@pytest.fixture(scope="module")
def java(tmp_path_factory: pytest.TempPathFactory) -> FakeJava:
    return FakeJava(tmp_path_factory.mktemp("jdk"))


@pytest.fixture(scope="module")
def statsd() -> StatsdListener:
    return StatsdListener()


@pytest.fixture(scope="module")
def airflow(java: FakeJava, statsd: StatsdListener, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    home = tmp_path_factory.mktemp("airflow") / "home"
    settings = {
        **java.settings,
        "PIPELINE_HOME": str(Path(java.home)),
        "PIPELINE_MAX_WAIT_DAYS": str(MAX_WAIT / timedelta(days=1)),
        "AWS_SECRET_ACCESS_KEY": "canary-of-s3",
        **statsd.settings,
    }
    with Stack(home, DAGS, settings) as stack:
        pause(stack, "new_releases_report", True)
        stack.backfill("new_releases", "2023-03-01", "2023-03-02")
        stack.start_scheduler()
        # The two dates of the backfill, and one scheduled run for the day that just ended.
        stack.wait_until(lambda: states(stack) == ["success"] * 3, SECONDS, "the backfill and the scheduled run")
        yield stack


def test_each_kind_of_run_uses_its_date(airflow, java):
    trigger(airflow)
    trigger(airflow, logical_date="2024-02-29T00:00:00Z")
    trigger(airflow, logical_date="2024-05-02T03:00:00+09:00")
    trigger(airflow, logical_date=f"{LONG_AGO}T00:00:00Z")
    trigger(airflow, date="2022-12-31", replace=True)
    trigger(airflow, date="2022-12-31")
    airflow.wait_until(lambda: states(airflow) == ["success"] * 9, SECONDS, "nine successful runs")

    extracts = sorted(command for command in java.commands if command[0] == "extract-releases")
    options = ["--source", "auto", "--late"]
    assert extracts == [
        ["extract-releases", "--date", LONG_AGO, *options, "search", "--lineage"],
        ["extract-releases", "--date", "2022-12-31", *options, "search", "--lineage"],
        ["extract-releases", "--date", "2022-12-31", *options, "search", "--replace", "--lineage"],
        ["extract-releases", "--date", "2023-03-01", *options, "search", "--lineage"],
        ["extract-releases", "--date", "2023-03-02", *options, "search", "--lineage"],
        ["extract-releases", "--date", "2024-02-29", *options, "search", "--lineage"],
        ["extract-releases", "--date", "2024-05-01", *options, "search", "--lineage"],
        ["extract-releases", "--date", YESTERDAY, *options, "fail", "--lineage"],
        ["extract-releases", "--date", YESTERDAY, *options, "search", "--lineage"],
    ]
    assert len(java.commands) == 9 * 4


@pytest.mark.parametrize("name", ["extract_releases", "extract_tracks"])
def test_extract_tasks_never_ran_at_the_same_time(airflow, name):
    tasks = [task for run in runs(airflow) for task in tasks_of(airflow, run["dag_run_id"]) if task["task_id"] == name]
    tasks.sort(key=lambda task: task["start_date"])
    assert len(tasks) == 9
    for before, after in pairwise(tasks):
        assert before["end_date"] <= after["start_date"]


def test_tasks_send_their_metrics(airflow, java, statsd):
    commands = ["extract-releases", "extract-tracks", "transform", "load"]
    figures = {"requests": 5, "throttled": 1, "bytes": 4096, "seconds": 0.25}
    results = [
        {"command": name, "date": "2024-01-02", "rows": {"clean/rejects": number}, **figures, "exit_code": 0}
        for number, name in enumerate(commands)
    ]
    java.answers(*({"result": result} for result in results))
    earlier = Counter(statsd.received())
    run = trigger(airflow, date="2024-01-02")
    airflow.wait_until(lambda: state(airflow, run) == "success", SECONDS, "a successful run")
    assert Counter(statsd.received()) - earlier == Counter(line for result in results for line in plain_metrics(result))


def test_credentials_reach_only_the_jar(airflow, java):
    """The fake jar prints its environment on both streams and in its result."""
    airflow.call(
        "POST",
        "/connections",
        {
            "connection_id": "spotify",
            "conn_type": "generic",
            "login": "an-app",
            "password": "canary-of-spotify",
            "extra": json.dumps({"refresh_token": "canary-of-the-user"}),
        },
    )
    java.answers(
        {"prints_environment": True, "result": {"command": "extract-releases"}},
        {"prints_environment": True, "result": {"command": "extract-tracks"}, "exit_code": 65},
    )
    run = trigger(airflow, date="2024-01-03")
    airflow.wait_until(lambda: state(airflow, run) == "failed", SECONDS, "the run to fail")

    assert [java.secrets(call) for call in java.calls] == 2 * [
        {
            "SPOTIFY_CLIENT_SECRET": "canary-of-spotify",
            "SPOTIFY_REFRESH_TOKEN": "canary-of-the-user",
            "AWS_SECRET_ACCESS_KEY": "canary-of-s3",
        }
    ]
    logs = [airflow.log("new_releases", run, name, 1) for name in ("extract_releases", "extract_tracks")]
    found = [
        *logs,
        tasks_of(airflow, run),
        airflow.call("GET", f"{RUNS}/{run}/taskInstances/extract_releases/xcomEntries/return_value"),
        [call["argv"] for call in java.calls],
        [file.read_text(errors="replace") for file in (airflow.home / "logs").rglob("*.log")],
        [file.read_text(errors="replace") for file in (airflow.home / "services").rglob("*.log")],
    ]
    assert [number for number, text in enumerate(found) if "canary" in str(text)] == []
    assert all("'SPOTIFY_CLIENT_SECRET': '***'" in log for log in logs)
    last_line = logs[1].splitlines()[-1 - logs[1].endswith("::endgroup::")]
    assert last_line.startswith("FAILED extract-tracks: what is in {")


def test_rendered_templates_have_the_options_of_the_command(airflow):
    run = next(run for run in runs(airflow) if run["conf"] == {"date": "2022-12-31", "replace": True})
    extract = next(t for t in tasks_of(airflow, run["dag_run_id"]) if t["task_id"] == "extract_tracks")
    assert extract["rendered_fields"] == {
        "options": {"date": "2022-12-31"},
        "flags": {"replace": "yes", "allow-partial": "", "lineage": "yes"},
    }


def test_report_covers_the_dates_published_meanwhile(airflow, java):
    """The events of assets contain the dates, and are kept while the DAG of the report is paused."""
    java.answers({"echo": True})
    pause(airflow, "new_releases_report", False)
    run = trigger(airflow, date="2024-01-05")
    airflow.wait_until(lambda: state(airflow, run) == "success", SECONDS, "a successful run")
    airflow.wait_until(lambda: states(airflow, "new_releases_report") == ["success"], SECONDS, "a successful report")
    events = airflow.call("GET", "/assets/events?source_task_id=load")["asset_events"]
    dates = [event["extra"]["date"] for event in events]
    assert {"2024-01-05", YESTERDAY} <= set(dates)
    # One of the dates is long ago, but a report of the DAG covers at most 366 dates.
    a_year_before = (datetime.fromisoformat(max(dates)) - timedelta(days=365)).date().isoformat()
    assert min(dates) == LONG_AGO
    assert java.commands[-1] == ["report", "--from", a_year_before, "--to", max(dates)]

    run = trigger(airflow, date="2024-01-04")
    airflow.wait_until(lambda: states(airflow, "new_releases_report") == ["success"] * 2, SECONDS, "a second report")
    assert java.commands[-1] == ["report", "--from", "2024-01-04", "--to", "2024-01-04"]


@pytest.mark.skipif(os.environ.get("FULL") != "true", reason="waits for 20 seconds: mvn verify -Pfull")
def test_task_that_waits_too_long_fails_until_it_is_cleared(airflow, java):
    result = {"command": "extract-releases", "error": "rate limited"}
    limited = {"exit_code": 75, "retry_after": WAIT_SECONDS, "result": result}
    java.answers(limited)
    run = trigger(airflow, date="2024-01-06")
    airflow.wait_until(lambda: state(airflow, run) == "failed", SECONDS, "the run to fail")
    assert len(java.calls) > 1
    tries = task_of(airflow, run)["try_number"]
    assert tries < 6
    assert "would exceed PIPELINE_MAX_WAIT_DAYS" in airflow.log("new_releases", run, "extract_releases", tries)

    java.answers(limited, {"exit_code": 65, "result": {**result, "error": "another failure"}})
    body = {"dry_run": False, "dag_run_id": run, "only_failed": False, "reset_dag_runs": True}
    airflow.call("POST", "/dags/new_releases/clearTaskInstances", body)
    airflow.wait_until(
        lambda: len(java.calls) == 2 and state(airflow, run) == "failed", SECONDS, "the cleared run to wait and fail"
    )
    tries = task_of(airflow, run)["try_number"]
    assert "another failure" in airflow.log("new_releases", run, "extract_releases", tries)


def test_task_marked_failed_leaves_no_jvm(airflow, java):
    java.answers({"seconds": 120})
    run = trigger(airflow)
    airflow.wait_until(lambda: bool(java.calls), SECONDS, "the jar to be started")
    jvm = psutil.Process(java.calls[0]["pid"])
    airflow.call("PATCH", f"{RUNS}/{run}/taskInstances/extract_releases", {"new_state": "failed"})
    ended, _ = psutil.wait_procs([jvm], timeout=30)
    assert ended == [jvm]


def trigger(airflow: Stack, logical_date: str | None = None, **form: Any) -> str:
    return airflow.call("POST", RUNS, {"logical_date": logical_date, "conf": form})["dag_run_id"]


def pause(airflow: Stack, dag_id: str, paused: bool) -> None:
    airflow.call("PATCH", f"/dags/{dag_id}", {"is_paused": paused})


def runs(airflow: Stack, dag_id: str = "new_releases") -> list[dict[str, Any]]:
    return airflow.call("GET", f"/dags/{dag_id}/dagRuns")["dag_runs"]


def states(airflow: Stack, dag_id: str = "new_releases") -> list[Any]:
    return [run["state"] for run in runs(airflow, dag_id)]


def state(airflow: Stack, run: str) -> str:
    return airflow.call("GET", f"{RUNS}/{run}")["state"]


def task_of(airflow: Stack, run: str) -> dict[str, Any]:
    return airflow.call("GET", f"{RUNS}/{run}/taskInstances/extract_releases")


def tasks_of(airflow: Stack, run: str) -> list[dict[str, Any]]:
    return airflow.call("GET", f"{RUNS}/{run}/taskInstances")["task_instances"]
