"""Runs dates with the real jar as in production: retries, cleared tasks, backfills, rate-limit blocks and stops.

The tests use a real scheduler and API server over REST, a lake in a folder, and simulators of Spotify as processes
with faults. A cluster policy of Airflow shortens the delay before a retry.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import psutil
import pytest
from conftest import DAGS
from lakes import TABLES
from services import JAR, java
from sinks import TOKEN, Sinks, sinks
from spotify import spotify
from stack import Stack

pytestmark = pytest.mark.skipif(os.environ.get("FULL") != "true", reason="takes minutes: mvn verify -Pfull")

DAG = "/dags/new_releases"
TASKS = ["extract_releases", "extract_tracks", "transform", "load"]
ENDS = {"success", "failed"}
TEN_DATES = [(date(2024, 3, 1) + timedelta(days=n)).isoformat() for n in range(10)]
CANARY = "canary-of-spotify"
SECONDS_TO_END = 5
# The time limit of a step, which ends a test that hangs. On a busy machine, a step takes minutes.
SECONDS = 900


class Pipeline:
    """Operates the DAG over Airflow's REST API, and reads its lake."""

    def __init__(self, folder: Path, airflow: Stack, received: Sinks, report: Callable[[str], None]) -> None:
        self.folder = folder
        self.lake = folder / "lake"
        self.airflow = airflow
        self.received = received
        self.report = report

    def trigger(self, day: str, **form: Any) -> str:
        body = {"logical_date": None, "conf": {"date": day, **form}}
        return self.airflow.call("POST", f"{DAG}/dagRuns", body)["dag_run_id"]

    def run(self, run: str) -> dict[str, Any]:
        return self.airflow.call("GET", f"{DAG}/dagRuns/{run}")

    def task(self, run: str, name: str) -> dict[str, Any]:
        return self.airflow.call("GET", f"{DAG}/dagRuns/{run}/taskInstances/{name}")

    def tries(self, run: str) -> list[int]:
        return [self.task(run, name)["try_number"] for name in TASKS]

    def result(self, run: str, name: str) -> dict[str, Any]:
        path = f"{DAG}/dagRuns/{run}/taskInstances/{name}/xcomEntries/return_value"
        value = self.airflow.call("GET", path)["value"]
        return json.loads(value) if isinstance(value, str) else value

    def changed(self, run: str) -> list[bool]:
        return [self.result(run, name)["changed"] for name in TASKS]

    def log(self, run: str, name: str, number: int) -> str:
        return self.airflow.log("new_releases", run, name, number)

    def clear(self, run: str, name: str) -> None:
        """Clears a task and its downstream tasks."""
        body = {"dry_run": False, "dag_run_id": run, "task_ids": [name], "include_downstream": True}
        self.airflow.call("POST", f"{DAG}/clearTaskInstances", {**body, "only_failed": False, "reset_dag_runs": True})

    def wait_for_task(self, run: str, name: str, state: str, number: int | None = None) -> None:
        def is_true() -> bool:
            task = self.task(run, name)
            return task["state"] == state and number in (None, task["try_number"])

        self.airflow.wait_until(is_true, SECONDS, f"{name} of {run} to be {state}")

    def wait_for_block(self, run: str, name: str, number: int) -> None:
        """Waits until a rate-limit block is in the log, because the state of the task shows it only for seconds."""

        def is_true() -> bool:
            return self.task(run, name)["try_number"] >= number and "uses no try" in self.log(run, name, number)

        self.airflow.wait_until(is_true, SECONDS, f"try {number} of {name} of {run} to be blocked")

    def wait_for(self, run: str, state: str) -> None:
        self.airflow.wait_until(lambda: self.run(run)["state"] in ENDS, SECONDS, f"{run} to end")
        assert self.run(run)["state"] == state

    def jvm(self, command: str) -> psutil.Process:
        """Returns a JVM that runs this command and waits for Spotify."""
        found: list[psutil.Process] = []

        def is_true() -> bool:
            children = psutil.Process().children(recursive=True)
            found.extend(process for process in children if is_waiting(process, command))
            return bool(found)

        self.airflow.wait_until(is_true, SECONDS, f"a JVM with {command}")
        # The JVM is connected. Wait until it has sent its request.
        time.sleep(0.5)
        return found[0]

    def run_manually(self, command: str, day: str) -> None:
        env = os.environ | {"LAKE": f"file:{self.lake}"}
        subprocess.run([*java(), command, "--date", day], env=env, cwd=self.folder, capture_output=True, check=True)

    def files(self, day: str) -> dict[str, tuple[str, int]]:
        """Returns the hash and the modification time of each table file of a date."""
        files = sorted(self.lake.glob(f"*/*/ds={day}/*"))
        return {str(file.relative_to(self.lake)): (sha256(file), file.stat().st_mtime_ns) for file in files}


@pytest.fixture(scope="module")
def received() -> Iterator[Sinks]:
    with sinks() as started:
        yield started


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory, received: Sinks) -> Iterator[tuple[Path, Stack, Sinks]]:
    folder = tmp_path_factory.mktemp("lifecycle")
    settings = {
        **received.email_settings,
        **received.webhook_settings(),
        "LAKE": f"file:{folder}/lake",
        "PIPELINE_HOME": str(folder),
        "PIPELINE_JAR": str(JAR),
        "PYTHONPATH": str(Path(__file__).with_name("policy")),
    }
    with spotify(folder), Stack(folder / "airflow", DAGS, settings) as airflow:
        connection = {"conn_type": "generic", "login": "an-app", "password": CANARY}
        airflow.call("POST", "/connections", {"connection_id": "spotify", **connection})
        airflow.call("PATCH", "/dags/new_releases_report", {"is_paused": True})
        airflow.backfill("new_releases", TEN_DATES[0], TEN_DATES[-1])
        # Only for the workers. A test adds the optional task to the DAG later.
        airflow.env["ICEBERG_CATALOG"] = "folder"
        airflow.start_scheduler()
        # The scheduler starts a run for the day that just ended.
        airflow.wait_until(lambda: states(airflow, kind="scheduled") == ["success"], SECONDS, "the scheduled run")
        yield folder, airflow, received


@pytest.fixture
def pipeline(started, capsys) -> Pipeline:
    def report(message: str) -> None:
        with capsys.disabled():
            print(f"\n    {message}", end="", flush=True)

    return Pipeline(*started, report)


@pytest.fixture(scope="module")
def backfilled(started) -> dict[str, str]:
    """Returns the run ID of each of ten past dates."""
    _, airflow, _ = started
    airflow.wait_until(lambda: states(airflow, kind="backfill") == ["success"] * 10, SECONDS, "ten successful runs")
    runs = airflow.call("GET", f"{DAG}/dagRuns?run_type=backfill")["dag_runs"]
    return {run["logical_date"][:10]: run["dag_run_id"] for run in runs}


def test_backfill_runs_ten_dates_two_at_a_time(pipeline, backfilled):
    runs = [pipeline.run(backfilled[day]) for day in TEN_DATES]
    spans = [(timestamp(run["start_date"]), timestamp(run["end_date"])) for run in runs]
    at_once = [sum(begin <= start < end for begin, end in spans) for start, _ in spans]
    assert max(at_once) == 2
    assert [len(pipeline.files(day)) for day in TEN_DATES] == [TABLES] * 10
    assert [pipeline.result(backfilled[day], "extract_releases")["late"] for day in TEN_DATES] == [True] * 10
    albums = sum(pipeline.result(backfilled[day], "extract_releases")["rows"]["raw/releases"] for day in TEN_DATES)
    seconds = max(end for _, end in spans) - min(start for start, _ in spans)
    pipeline.report(f"backfill: 10 past dates, two at a time, {albums} albums, {seconds:.0f} s")


def test_cleared_task_of_an_old_date_is_rerun(pipeline, backfilled):
    day, run = TEN_DATES[3], backfilled[TEN_DATES[3]]
    before = pipeline.files(day)
    for file in before:
        if not file.startswith("raw/"):
            (pipeline.lake / file).unlink()
    pipeline.clear(run, "extract_tracks")
    pipeline.wait_for(run, "success")
    after = pipeline.files(day)
    assert pipeline.tries(run) == [1, 2, 2, 2]
    assert pipeline.changed(run)[1:] == [False, True, True]
    assert {file: content for file, (content, _) in after.items()} == {file: old for file, (old, _) in before.items()}
    raw = [file for file in after if file.startswith("raw/")]
    assert [after[file] for file in raw] == [before[file] for file in raw]
    pipeline.report(
        f"clear a task: {day}, raw tables unchanged, {len(after) - len(raw)} rebuilt files have the same bytes"
    )


def test_cleared_old_run_changes_nothing(pipeline, backfilled):
    day, run = TEN_DATES[6], backfilled[TEN_DATES[6]]
    before = pipeline.files(day)
    pipeline.airflow.call("POST", f"{DAG}/dagRuns/{run}/clear", {"dry_run": False})
    pipeline.wait_for(run, "success")
    assert pipeline.tries(run) == [2] * 4
    assert pipeline.changed(run) == [False] * 4
    assert pipeline.files(day) == before
    pipeline.report(f"clear a run: {day}, four tasks, none of {len(before)} files rewritten")


def test_outage_during_extract_tracks_is_retried_to_success(pipeline):
    with spotify(pipeline.folder, "503:path=/v1/albums,times=5"):
        run = pipeline.trigger("2024-06-10")
        pipeline.wait_for(run, "success")
    assert pipeline.tries(run) == [1, 2, 1, 1]
    log = pipeline.log(run, "extract_tracks", 1)
    assert "(exit code 69)" in last_line(log)
    assert len(pipeline.files("2024-06-10")) == TABLES
    pipeline.report(
        f"outage during task 2: exit code 69, then success on try 2, {duration_seconds(pipeline.run(run)):.0f} s"
    )


def test_permanent_error_is_not_retried(pipeline):
    run = pipeline.trigger("2019-03-04", late="fail")
    pipeline.wait_for(run, "failed")
    assert [pipeline.task(run, name)["state"] for name in TASKS] == ["failed", *["upstream_failed"] * 3]
    assert pipeline.task(run, "extract_releases")["try_number"] == 1
    message = last_line(pipeline.log(run, "extract_releases", 1))
    assert message.startswith("FAILED extract-releases: historical date without a partition: 2019-03-04")
    assert message.endswith("(exit code 66)")
    (post,) = alerts(pipeline, run)
    assert post.splitlines()[:4] == [
        "*new_releases extract_releases failed*",
        "Date: 2019-03-04",
        "Stage: extract_releases",
        "Error: extract-releases: historical date without a partition: 2019-03-04"
        " (the rule --late fail forbids a historical search) (exit code 66)",
    ]
    pipeline.report(f"permanent error: one try, one alert, {message[:60]}…")


def test_rate_limit_block_ends_in_time_without_using_a_try(pipeline):
    with spotify(pipeline.folder, "quota-exceeded:path=/v1/albums,retry-after=15,times=1"):
        run = pipeline.trigger("2024-09-10")
        pipeline.wait_for(run, "success")
    assert pipeline.tries(run) == [1] * 4
    log = pipeline.log(run, "extract_tracks", 1)
    waits = re.findall(r"Waiting until (\S+ \S+), which uses no try", log)
    assert len(waits) == 1
    assert log.count("marking task as UP_FOR_RESCHEDULE") == 1
    delay = timestamp(pipeline.task(run, "extract_tracks")["end_date"]) - timestamp(waits[0])
    assert delay >= 0
    pipeline.report(f"block: waited as up_for_reschedule, succeeded on try 1, {delay:.1f} s after the end of the block")


def test_two_blocks_and_three_failures_end_in_success(pipeline):
    """Requests for albums meet a rate-limit block, fail with 503 five times, and meet another block. Two token requests
    hang.
    """
    day = "2024-08-10"
    pipeline.run_manually("extract-releases", day)
    faults = [
        "quota-exceeded:path=/v1/albums,retry-after=4,times=1",
        "503:path=/v1/albums,times=5",
        "quota-exceeded:path=/v1/albums,retry-after=4,times=1",
        "slow:path=/api/token,ms=25000,after=2,times=1",
        "slow:path=/api/token,ms=25000,after=3,times=1",
    ]
    with spotify(pipeline.folder, *faults):
        run = pipeline.trigger(day)
        pipeline.wait_for_task(run, "extract_tracks", "running", 2)
        pipeline.jvm("extract-tracks").kill()
        pipeline.wait_for_block(run, "extract_tracks", 3)
        pipeline.jvm("extract-tracks").terminate()
        pipeline.wait_for(run, "success")
    assert pipeline.tries(run) == [1, 4, 1, 1]
    logs = [pipeline.log(run, "extract_tracks", number) for number in (1, 2, 3)]
    assert [log.count("uses no try") for log in logs] == [1, 0, 1]
    endings = ["exit code 69", "SIGKILL", "exit code 143"]
    assert [end in last_line(log) for log, end in zip(logs, endings, strict=True)] == [True] * 3
    assert "no result line (SIGKILL)" in last_line(logs[1])
    assert len(pipeline.files(day)) == TABLES
    pipeline.report(
        "two blocks, exit code 69, SIGKILL and SIGTERM in one task:"
        f" success on try 4, {duration_seconds(pipeline.run(run)):.0f} s"
    )


def test_task_marked_failed_leaves_nothing_half_written(pipeline):
    seconds = []
    for day in ("2024-07-10", "2024-07-11", "2024-07-12"):
        with spotify(pipeline.folder, "slow:path=/v1/albums,ms=25000"):
            run = pipeline.trigger(day)
            jvm = pipeline.jvm("extract-tracks")
            assert CANARY not in str(jvm.cmdline())
            assert jvm.environ()["SPOTIFY_CLIENT_SECRET"] == CANARY
            failed_at = time.monotonic()
            path = f"{DAG}/dagRuns/{run}/taskInstances/extract_tracks"
            pipeline.airflow.call("PATCH", path, {"new_state": "failed"})
            ended, _ = psutil.wait_procs([jvm], timeout=SECONDS)
            assert ended == [jvm]
            seconds.append(time.monotonic() - failed_at)
        assert list(pipeline.files(day)) == [f"raw/releases/ds={day}/releases.parquet"]
        if seconds[-1] <= SECONDS_TO_END:
            break
    # On a busy machine, some attempts take longer.
    assert min(seconds) <= SECONDS_TO_END
    pipeline.wait_for(run, "failed")
    pipeline.clear(run, "extract_tracks")
    pipeline.wait_for(run, "success")
    assert len(pipeline.files(day)) == TABLES
    pipeline.report(
        f"marked failed: the JVM ended after {min(seconds):.1f} s without partial output; after clearing, success"
    )


def test_concurrent_runs_of_a_date_succeed(pipeline):
    day = "2024-10-10"
    runs = [pipeline.trigger(day), pipeline.trigger(day)]
    for run in runs:
        pipeline.wait_for(run, "success")
    before = pipeline.files(day)
    assert len(before) == TABLES
    pipeline.clear(runs[1], "extract_releases")
    pipeline.wait_for(runs[1], "success")
    assert pipeline.changed(runs[1]) == [False] * 4
    assert pipeline.files(day) == before
    pipeline.report(f"two concurrent runs of one date: both succeeded, with {len(before)} consistent files")


def test_published_dates_are_reported(pipeline):
    """One report covers the dates that were published while its DAG was paused, but at most a year."""
    page = pipeline.folder / "page.html"
    pipeline.airflow.call("POST", "/variables", {"key": "new_releases_report", "value": str(page)})
    pipeline.airflow.call("PATCH", "/dags/new_releases_report", {"is_paused": False})
    pipeline.wait_for(pipeline.trigger("2024-11-10"), "success")

    dag = "/dags/new_releases_report"
    pipeline.airflow.wait_until(lambda: bool(ENDS & set(states(pipeline.airflow, dag))), SECONDS, "a report")
    assert states(pipeline.airflow, dag) == ["success"]
    run = pipeline.airflow.call("GET", f"{dag}/dagRuns")["dag_runs"][0]["dag_run_id"]
    result = pipeline.airflow.call("GET", f"{dag}/dagRuns/{run}/taskInstances/report/xcomEntries/return_value")["value"]
    result = json.loads(result) if isinstance(result, str) else result
    assets = pipeline.airflow.call("GET", "/assets?limit=100")["assets"]
    analytics = next(asset["id"] for asset in assets if asset["name"] == "analytics")
    loads = pipeline.airflow.call("GET", f"/assets/events?asset_id={analytics}&limit=100")["asset_events"]
    published = [event["extra"]["date"] for event in loads]
    last = date.fromisoformat(max(published))
    a_year_before = (last - timedelta(days=365)).isoformat()
    assert min(published) < a_year_before
    assert (result["from"], result["to"]) == (a_year_before, last.isoformat())
    assert last.isoformat() in page.read_text()
    span = f"{result['from']} to {result['to']}"
    pipeline.report(f"asset: one report for {len(published)} events, {span}, {result['dates']} loaded dates")


def test_iceberg_task_publishes_a_date_once(pipeline, backfilled):
    """If a run is older than the setting for Iceberg, it gets the Iceberg task when it is cleared."""
    day, old = TEN_DATES[5], backfilled[TEN_DATES[5]]
    pipeline.airflow.airflow("dags", "reserialize")
    run = pipeline.trigger(day)
    pipeline.wait_for(run, "success")
    result = pipeline.result(run, "publish_iceberg")
    assert (result["command"], result["date"], result["changed"]) == ("publish-iceberg", day, True)
    stages = [pipeline.result(run, name)["rows"] for name in TASKS]
    rows = {table: count for stage in stages for table, count in stage.items()}
    assert result["rows"] == rows
    published = snapshots(pipeline.lake / "iceberg")
    assert published == {iceberg_name(table): [count] for table, count in rows.items() if count}

    for cleared in (run, old):
        pipeline.clear(cleared, "load")
        pipeline.wait_for(cleared, "success")
        assert pipeline.result(cleared, "publish_iceberg")["changed"] is False
    assert snapshots(pipeline.lake / "iceberg") == published
    pipeline.report(f"Iceberg: {day} published with {result['rows']['analytics/fact_release']} releases, and not again")


def test_missed_deadline_is_reported_once(pipeline):
    pipeline.airflow.env["PIPELINE_DEADLINE_MINUTES"] = "0.02"
    pipeline.airflow.airflow("dags", "reserialize")
    run = pipeline.trigger(TEN_DATES[0])
    pipeline.wait_for(run, "success")
    logs = pipeline.airflow.home / "logs" / "executor_callbacks" / "new_releases" / run
    message = f"LATE new_releases {run} has not ended by"

    def is_logged() -> bool:
        log = "".join(file.read_text() for file in logs.rglob("*") if file.is_file())
        return message in log and "Alert sent: PIPELINE_ALERT_EMAIL" in log

    pipeline.airflow.wait_until(is_logged, SECONDS, "the deadline's callback")
    (post,) = alerts(pipeline, run)
    assert post.splitlines()[:2] == ["*new_releases is late*", f"Date: {TEN_DATES[0]}"]
    pipeline.report("deadline: a run that exceeded it was logged, and sent one alert")


def test_alerts_were_sent_only_for_failed_and_late_runs(pipeline):
    """The runs of ten dates, retries, rate-limit blocks and cleared tasks sent no alert."""
    posts = [post["text"] for post in pipeline.received.posts]
    subjects = sorted(subject for _, subject, _ in pipeline.received.mails)
    assert sorted(post.splitlines()[0].strip("*") for post in posts) == subjects
    for post in posts:
        pipeline.report("alert: " + " | ".join(post.splitlines()[:4])[:150])
    assert len(posts) == len(set(map(run_of, posts)))
    assert {post.splitlines()[0] for post in posts} <= {
        "*new_releases extract_releases failed*",
        "*new_releases extract_tracks failed*",
        "*new_releases is late*",
    }


def test_secret_is_in_no_file(pipeline):
    files = [file for file in pipeline.folder.rglob("*") if file.is_file() and not file.name.startswith("airflow.db")]
    assert len(files) > 100
    assert [file for file in files for secret in (CANARY, TOKEN) if secret.encode() in file.read_bytes()] == []
    pipeline.report(f"secret: in none of {len(files)} files of the lake and the logs")


def snapshots(folder: Path) -> dict[str, list[int]]:
    """Returns the number of rows in each snapshot of each Iceberg table, such as analytics/fact_release."""
    found = {}
    for hint in folder.glob("*/*/metadata/version-hint.text"):
        metadata = json.loads((hint.parent / f"v{hint.read_text().strip()}.metadata.json").read_text())
        counts = [int(snapshot["summary"]["total-records"]) for snapshot in metadata.get("snapshots", [])]
        if counts:
            found[str(hint.parents[1].relative_to(folder))] = counts
    return found


def iceberg_name(table: str) -> str:
    return "analytics/loaded_partitions" if table == "analytics/partitions" else table


def alerts(pipeline: Pipeline, run: str) -> list[str]:
    """Waits for the first alert about a run, and returns all texts that the webhook received about it."""
    pipeline.airflow.wait_until(
        lambda: any(run_of(post["text"]) == run for post in pipeline.received.posts), 60, "alert"
    )
    return [post["text"] for post in pipeline.received.posts if run_of(post["text"]) == run]


def run_of(post: str) -> str:
    return next(line.removeprefix("Run: ") for line in post.splitlines() if line.startswith("Run: "))


def states(airflow: Stack, dag: str = DAG, kind: str = "") -> list[str]:
    only = f"?run_type={kind}" if kind else ""
    return [run["state"] for run in airflow.call("GET", f"{dag}/dagRuns{only}")["dag_runs"]]


def is_waiting(process: psutil.Process, command: str) -> bool:
    try:
        words = process.cmdline()
        # The process starts as a shell.
        java = Path(words[0]).name == "java" if words else False
        return java and command in words and any(c.status == psutil.CONN_ESTABLISHED for c in process.net_connections())
    except psutil.Error:
        return False


def timestamp(text: str) -> float:
    return datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


def duration_seconds(run: dict[str, Any]) -> float:
    return timestamp(run["end_date"]) - timestamp(run["start_date"])


def sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def last_line(log: str) -> str:
    return [line for line in log.splitlines() if not line.startswith("::")][-1]
