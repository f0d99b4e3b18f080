"""Runs thirty dates under a real scheduler with OpenLineage's file transport, and compares the events with the footers.

The worker process of one task is killed while its jar runs. Two other DAGs wait for the assets of a table.
"""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import psutil
import pytest
from conftest import DAGS
from lakes import LAYERS, TABLES, Footer, table_footers
from services import JAR
from spotify import spotify
from stack import Stack

pytestmark = pytest.mark.skipif(os.environ.get("FULL") != "true", reason="takes minutes: mvn verify -Pfull")

DAYS = [(date(2024, 3, 1) + timedelta(days=n)).isoformat() for n in range(30)]
RUNS = "/dags/new_releases/dagRuns"
SECONDS = 1200
CONSUMERS = """
from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import DAG, Asset, AssetAlias

for name, asset in [("uri", Asset("file://{lake}/analytics/fact_release")), ("alias", AssetAlias("analytics tables"))]:
    with DAG(dag_id=f"by_{{name}}", schedule=[asset], max_active_runs=1):
        EmptyOperator(task_id="done")
"""


class ThirtyDates:
    """The lake and the events of OpenLineage and Airflow after thirty dates."""

    def __init__(self, folder: Path, airflow: Stack, killed: str) -> None:
        self.airflow = airflow
        self.killed = killed
        self.lake = folder / "lake"
        self.footers = {key: footer for key, footer in table_footers(self.lake).items() if key.split()[1] in DAYS}
        self.events = [json.loads(file.read_text()) for file in (folder / "events").iterdir()]

    def completed(self) -> list[dict[str, Any]]:
        """Returns the last event of each successful task of the thirty dates."""
        return [
            event
            for event in self.events
            if event["eventType"] == "COMPLETE"
            and event["job"]["name"].startswith("new_releases.")
            and day(event["outputs"][0]) in DAYS
        ]

    def key(self, dataset: dict[str, Any]) -> str:
        assert dataset["namespace"] == "file"
        return f"{Path(dataset['name']).relative_to(self.lake)} {day(dataset)}"


@pytest.fixture(scope="module")
def thirty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ThirtyDates]:
    folder = tmp_path_factory.mktemp("lineage")
    (folder / "events").mkdir()
    shutil.copytree(DAGS, folder / "dags")
    (folder / "dags" / "consumers.py").write_text(CONSUMERS.format(lake=folder / "lake"))
    settings = {
        "LAKE": f"file:{folder}/lake",
        "PIPELINE_HOME": str(folder),
        "PIPELINE_JAR": str(JAR),
        "PYTHONPATH": str(Path(__file__).with_name("policy")),
        "AIRFLOW__OPENLINEAGE__TRANSPORT": json.dumps({"type": "file", "log_file_path": f"{folder}/events/event"}),
    }
    with spotify(folder), Stack(folder / "airflow", folder / "dags", settings) as airflow:
        airflow.call("PATCH", "/dags/new_releases_report", {"is_paused": True})
        airflow.backfill("new_releases", DAYS[0], DAYS[-1])
        airflow.start_scheduler()
        killed = kill_worker_of(airflow, "extract-tracks")
        airflow.wait_until(lambda: ended(airflow), SECONDS, "thirty successful runs")
        yield ThirtyDates(folder, airflow, killed)


@pytest.fixture
def report(capsys) -> Callable[[str], None]:
    def report(message: str) -> None:
        with capsys.disabled():
            print(f"\n    {message}", end="", flush=True)

    return report


def kill_worker_of(airflow: Stack, command: str) -> str:
    """Kills with -9 the worker process of the first task that runs this command, and returns the task's date."""
    killed: list[str] = []

    def is_killed() -> bool:
        for process in psutil.Process().children(recursive=True):
            try:
                words = process.cmdline()
                if command in words and "-jar" in words and Path(words[0]).name == "java":
                    day = words[words.index("--date") + 1]
                    if day in DAYS:
                        process.parent().kill()
                        killed.append(day)
                        return True
            except psutil.Error:
                continue
        return False

    airflow.wait_until(is_killed, SECONDS, f"a task with {command}")
    return killed[0]


def ended(airflow: Stack) -> bool:
    runs = airflow.call("GET", f"{RUNS}?run_type=backfill&limit=100")["dag_runs"]
    return [run["state"] for run in runs] == ["success"] * len(DAYS)


def day(dataset: dict[str, Any]) -> str:
    (found,) = subset(dataset)["partitions"]
    return found["dimensions"]["ds"]


def subset(dataset: dict[str, Any]) -> dict[str, Any]:
    if "outputFacets" in dataset:
        return dataset["outputFacets"]["subset"]["outputCondition"]
    return dataset["inputFacets"]["subset"]["inputCondition"]


def test_events_equal_the_footers_of_thirty_dates(thirty, report):
    assert len(thirty.footers) == TABLES * len(DAYS)
    completed = thirty.completed()
    assert len(completed) == 4 * len(DAYS)
    outputs = [dataset for event in completed for dataset in event["outputs"]]
    assert {thirty.key(dataset): output_values(dataset) for dataset in outputs} == {
        key: (footer.rows, footer.bytes, footer.content_hash) for key, footer in thirty.footers.items()
    }
    for event in completed:
        inputs = {thirty.key(dataset): dataset["facets"]["version"]["datasetVersion"] for dataset in event["inputs"]}
        for dataset in event["outputs"]:
            footer = thirty.footers[thirty.key(dataset)]
            assert {f"{table} {day(dataset)}": value for table, value in footer.inputs.items()} == inputs
    kinds = Counter(event["eventType"] for event in thirty.events)
    report(f"lineage: {len(outputs)} datasets in {len(completed)} events equal the footers; all events: {dict(kinds)}")


def output_values(dataset: dict[str, Any]) -> tuple[int, int, str]:
    statistics = dataset["outputFacets"]["outputStatistics"]
    return statistics["rowCount"], statistics["size"], dataset["facets"]["version"]["datasetVersion"]


def test_killed_worker_sends_no_datasets_and_its_retry_does(thirty, report):
    runs = thirty.airflow.call("GET", f"{RUNS}?run_type=backfill&limit=100")["dag_runs"]
    run = next(run["dag_run_id"] for run in runs if run["logical_date"].startswith(thirty.killed))
    task = thirty.airflow.call("GET", f"{RUNS}/{run}/taskInstances/extract_tracks")
    assert task["try_number"] == 2
    of_date = [event for event in thirty.completed() if day(event["outputs"][0]) == thirty.killed]
    assert len(of_date) == 4
    report(f"killed worker: {thirty.killed}, success on try 2, one event for each task")


def test_tables_are_assets_with_the_uris_of_the_datasets(thirty, report):
    uris = {f"file://{dataset['name']}" for event in thirty.completed() for dataset in event["outputs"]}
    assets = thirty.airflow.call("GET", "/assets?limit=100&only_active=true")["assets"]
    own = [asset for asset in assets if asset["uri"].startswith("file://")]
    assert sorted(asset["uri"] for asset in own) == sorted(uris)
    assert {alias["name"] for asset in own for alias in asset["aliases"]} == {f"{layer} tables" for layer in LAYERS}
    assert {asset["name"] for asset in assets} >= {"raw/releases", "raw/tracks", "clean", "analytics"}
    for asset in own:
        events = thirty.airflow.call("GET", f"/assets/events?asset_id={asset['id']}&limit=100")["asset_events"]
        table = Path(asset["uri"].removeprefix("file://")).relative_to(thirty.lake)
        found = {event["extra"]["date"]: event["extra"] for event in events if event["extra"]["date"] in DAYS}
        assert found == {day: extra(day, thirty.footers[f"{table} {day}"]) for day in DAYS}
    report(f"assets: {len(own)} tables with the URIs of the datasets, each with an event for each date")


def extra(day: str, footer: Footer) -> dict[str, Any]:
    partition = {"rows": footer.rows, "bytes": footer.bytes, "content_hash": footer.content_hash}
    return {"date": day, **partition, "changed": True, "uri": f"file://{footer.file}"}


@pytest.mark.parametrize("dag", ["by_uri", "by_alias"])
def test_dag_may_wait_for_a_table(thirty, dag):
    def has_run() -> bool:
        runs = thirty.airflow.call("GET", f"/dags/{dag}/dagRuns")["dag_runs"]
        return "success" in {run["state"] for run in runs}

    thirty.airflow.wait_until(has_run, SECONDS, f"a run of {dag}")
