from __future__ import annotations

import ast
import json
import resource
import subprocess
import sys
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from airflow.sdk import CronDataIntervalTimetable, DeadlineReference
from airflow.sdk.exceptions import ParamValidationError
from conftest import DAGS, execute, params
from pipeline_alerts import alert_failure, deadline, log_failure
from pipeline_operator import PipelineOperator

TASKS = ["extract_releases", "extract_tracks", "transform", "load"]


@pytest.fixture
def dag(bag) -> Any:
    return bag.dags["new_releases"]


def test_each_dag_file_imports(bag):
    assert bag.import_errors == {}
    assert bag.captured_warnings == {}
    assert sorted(bag.dags) == ["new_releases", "new_releases_report", "random_track"]


# Only the OpenLineage provider makes the operator import pipeline_openlineage.py.
@pytest.mark.parametrize(
    "file", set(DAGS.glob("*.py")) - {DAGS / "pipeline_openlineage.py"}, ids=lambda file: file.name
)
def test_import_of_a_dag_file_needs_no_provider(file):
    imports = [node for node in ast.parse(file.read_text()).body if isinstance(node, ast.Import | ast.ImportFrom)]
    assert [ast.unparse(node) for node in imports if "airflow.providers" in ast.unparse(node)] == []


def test_modules_are_not_read_as_dag_files(bag):
    assert sorted(Path(read.file).name for read in bag.dagbag_stats) == [f"{dag_id}.py" for dag_id in sorted(bag.dags)]


def test_each_dag_file_is_read_in_a_third_of_a_second(database):
    """Makes several attempts, because other load can slow down the machine."""
    assert any(0 < seconds_to_read() < 0.3 for _ in range(3))


def seconds_to_read() -> float:
    """Returns the time of the slowest file in `airflow dags report`, scaled by the report's share of the CPU."""
    started_at, cpu = time.monotonic(), cpu_of_children()
    report = [sys.executable, "-m", "airflow", "dags", "report", "--output", "json"]
    output = subprocess.run(report, capture_output=True, text=True, check=True).stdout
    cpu_share = (cpu_of_children() - cpu) / (time.monotonic() - started_at)
    files = {row["file"]: row["duration"] for row in json.loads(output[output.index("[{") :])}
    assert {"new_releases.py", "new_releases_report.py", "random_track.py"} <= files.keys()
    return max(float(duration.split(":")[2]) for duration in files.values()) * min(cpu_share, 1)


def cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_four_tasks_form_a_chain(dag):
    assert [task.task_id for task in dag.topological_sort()] == TASKS
    assert [task.downstream_task_ids for task in dag.topological_sort()] == [{name} for name in TASKS[1:]] + [set()]
    assert {type(task).__name__ for task in dag.tasks} == {PipelineOperator.__name__}


def test_setting_adds_a_last_task_for_iceberg(dag, iceberg_dag, java):
    assert [task.task_id for task in iceberg_dag.topological_sort()] == [*TASKS, "publish_iceberg"]
    task, load = iceberg_dag.get_task("publish_iceberg"), iceberg_dag.get_task("load")
    assert (task.upstream_task_ids, task.downstream_task_ids) == ({"load"}, set())
    assert [asset.name for asset in task.inlets] == ["analytics"]
    assert [asset.name for asset in task.outlets] == ["iceberg"]
    same = ("retries", "retry_delay", "execution_timeout", "s3_conn_id", "spotify_conn_id", "trigger_rule")
    assert [getattr(task, name) for name in same] == [getattr(load, name) for name in same]
    execute(task, manual_run(iceberg_dag))
    assert java.commands == [["publish-iceberg", "--date", "2024-05-01"]]
    # The other tasks do not change.
    for name in TASKS:
        assert iceberg_dag.get_task(name).outlets == dag.get_task(name).outlets


def test_each_task_runs_the_command_of_its_name(dag):
    assert [task.command for task in dag.topological_sort()] == [name.replace("_", "-") for name in TASKS]


def test_daily_run_uses_the_day_that_just_ended(dag):
    assert isinstance(dag.timetable, CronDataIntervalTimetable)
    assert (dag.timetable.expression, str(dag.timetable.timezone)) == ("0 0 * * *", "UTC")
    assert dag.catchup is False


def test_start_date_precedes_each_date_in_use(dag):
    assert dag.start_date <= datetime(1900, 1, 1, tzinfo=timezone.utc)


@pytest.mark.parametrize("task_id", TASKS)
def test_tasks_retry_with_a_limited_backoff(dag, task_id):
    task = dag.get_task(task_id)
    assert task.retries == 5
    assert task.retry_exponential_backoff == 2
    assert timedelta(0) < task.retry_delay < task.max_retry_delay <= timedelta(hours=1)
    assert task.execution_timeout == timedelta(hours=1)
    callbacks = [alert_failure.__name__, log_failure.__name__]
    assert [callback.__name__ for callback in task.on_failure_callback] == callbacks
    assert [callback.__name__ for callback in task.on_retry_callback] == callbacks[1:]


def test_extract_tasks_run_one_at_a_time(dag):
    assert [task.max_active_tis_per_dag for task in dag.topological_sort()] == [1, 1, None, None]
    assert dag.max_active_runs > 1


def test_only_extract_tasks_get_spotify_credentials(dag):
    assert [task.spotify_conn_id for task in dag.topological_sort()] == ["spotify", "spotify", None, None]
    assert {task.s3_conn_id for task in dag.tasks} == {"lake_s3"}


def test_deadline_is_off_by_default(dag):
    assert dag.deadline is None
    assert deadline({"PIPELINE_DEADLINE_MINUTES": ""}) is None
    alert = deadline({"PIPELINE_DEADLINE_MINUTES": "90"})
    assert (alert.interval, alert.reference) == (timedelta(hours=1.5), DeadlineReference.DAGRUN_QUEUED_AT)
    assert alert.callback.path == "pipeline_alerts.log_lateness"


def test_dag_has_description_owner_and_tags(dag):
    assert dag.description == "Extracts Spotify's new releases every day and publishes them as Parquet tables."
    assert dag.doc_md.startswith(dag.description)
    assert dag.tags == {"spotify", "lake"}
    assert dag.owner == "data-platform"


def test_outlets_of_a_task_are_inlets_of_the_next(dag):
    outlets = [[asset.name for asset in task.outlets] for task in dag.topological_sort()]
    inlets = [[asset.name for asset in task.inlets] for task in dag.topological_sort()]
    assert outlets == [
        ["raw/releases", "raw tables"],
        ["raw/tracks", "raw tables"],
        ["clean", "clean tables"],
        ["analytics", "analytics tables"],
    ]
    assert inlets == [[], ["raw/releases"], ["raw/releases", "raw/tracks"], ["clean"]]


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("date", ["2024-02-29", None], ["yesterday", 20240101]),
        ("source", ["auto", "new-releases", "search"], ["spotify", None]),
        ("late", ["search", "fail", None], ["never"]),
        ("market", ["DE", "none", "", None], ["de", "Germany", "DEU"]),
        ("replace", [True, False], ["yes"]),
        ("allow_partial", [True, False], ["yes"]),
    ],
)
def test_form_accepts_the_values_of_the_jar(dag, name, good, bad):
    for value in good:
        assert params(dag, **{name: value})[name] == value
    for value in bad:
        with pytest.raises(ParamValidationError):
            params(dag, **{name: value})


JUST_AFTER_MIDNIGHT = datetime(2024, 5, 2, 0, 0, 1, tzinfo=timezone.utc)
MAY_1 = datetime(2024, 5, 1, tzinfo=timezone.utc)
LEAP_DAY = datetime(2024, 2, 29, 23, 30, tzinfo=timezone.utc)
SCHEDULED = {"run_type": "scheduled", "logical_date": MAY_1}
MANUAL = {"run_type": "manual", "logical_date": None}
DAILY = {"run_type": "manual", "logical_date": LEAP_DAY}
BACKFILL = {"run_type": "backfill", "logical_date": LEAP_DAY}
BY_ASSET = {"run_type": "asset_triggered", "logical_date": None}


@pytest.mark.parametrize(
    ("run", "form", "expected"),
    [
        (SCHEDULED, {}, "--date 2024-05-01 --source auto --late fail"),
        (MANUAL, {}, "--date 2024-05-01 --source auto --late search"),
        (DAILY, {}, "--date 2024-02-29 --source auto --late search"),
        (BACKFILL, {}, "--date 2024-02-29 --source auto --late search"),
        (BY_ASSET, {}, "--date 2024-05-01 --source auto --late search"),
        (MANUAL, {"date": "2023-12-31"}, "--date 2023-12-31 --source auto --late search"),
        (DAILY, {"date": "2023-12-31"}, "--date 2023-12-31 --source auto --late search"),
        (SCHEDULED, {"late": "search"}, "--date 2024-05-01 --source auto --late search"),
        (BACKFILL, {"late": "fail"}, "--date 2024-02-29 --source auto --late fail"),
        (MANUAL, {"source": "search"}, "--date 2024-05-01 --source search --late search"),
        (MANUAL, {"market": "DE"}, "--date 2024-05-01 --source auto --late search --market DE"),
        (MANUAL, {"replace": True}, "--date 2024-05-01 --source auto --late search --replace"),
        (MANUAL, {"allow_partial": True}, "--date 2024-05-01 --source auto --late search --allow-partial"),
    ],
)
def test_commands_of_each_kind_of_run(dag, java, run, form, expected):
    context = {
        "dag_run": SimpleNamespace(run_after=JUST_AFTER_MIDNIGHT, **run),
        "params": params(dag, **form).dump(),
        "macros": SimpleNamespace(timedelta=timedelta),
    }
    for name in TASKS:
        execute(dag.get_task(name), context)
    date = expected.split()[1]
    flags = [flag for flag in ("--replace", "--allow-partial") if flag in expected]
    assert java.commands == [
        ["extract-releases", *expected.split(), "--lineage"],
        ["extract-tracks", "--date", date, *flags, "--lineage"],
        ["transform", "--date", date, "--lineage"],
        ["load", "--date", date, "--lineage"],
    ]


def test_asset_event_has_the_published_date(dag, java):
    java.answers({"result": {"command": "load", "date": "2024-05-01"}})
    load = dag.get_task("load")
    event = execute(load, manual_run(dag))[load.outlets[0]]
    assert (event.extra, event.partition_keys) == ({"date": "2024-05-01"}, set())


def test_date_is_the_partition_key_if_assets_are_partitioned(dag, java, monkeypatch):
    monkeypatch.setenv("PIPELINE_PARTITIONED_ASSETS", "true")
    java.answers({"result": {"command": "load", "date": "2024-05-01"}})
    load = dag.get_task("load")
    assert execute(load, manual_run(dag))[load.outlets[0]].partition_keys == {"2024-05-01"}


def manual_run(dag: Any) -> dict[str, Any]:
    """Returns the context of a manual run without a date, after midnight of 2024-05-02."""
    run = SimpleNamespace(run_after=JUST_AFTER_MIDNIGHT, **MANUAL)
    return {"dag_run": run, "params": params(dag).dump(), "macros": SimpleNamespace(timedelta=timedelta)}
