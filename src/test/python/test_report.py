from __future__ import annotations

import runpy
from datetime import datetime, timezone
from types import SimpleNamespace
from typing import Any

import pytest
from airflow.sdk import Asset, PartitionedAssetTimetable
from airflow.sdk.execution_time import macros
from airflow.sdk.execution_time.context import TriggeringAssetEventsAccessor
from conftest import DAGS, execute, params
from pipeline_alerts import alert_failure, log_failure
from pipeline_operator import PipelineOperator

ANALYTICS = Asset(name="analytics", uri="lake://analytics")


@pytest.fixture
def dag(bag) -> Any:
    return bag.dags["new_releases_report"]


def test_one_task_runs_the_command(dag):
    assert [task.task_id for task in dag.tasks] == ["report"]
    assert type(dag.tasks[0]).__name__ == PipelineOperator.__name__
    assert dag.tasks[0].command == "report"


def test_report_runs_after_load_of_new_releases(bag, dag):
    assert list(dag.timetable.asset_condition.objects) == bag.dags["new_releases"].get_task("load").outlets[:1]
    assert dag.max_active_runs == 1


def test_report_needs_no_spotify_credentials(dag):
    assert dag.tasks[0].spotify_conn_id is None


def test_dag_has_description_owner_and_tags(dag):
    assert dag.description == "Writes a report on the dates that new_releases has just published."
    assert dag.doc_md.startswith(dag.description)
    assert dag.tags == {"spotify", "lake"}
    assert dag.owner == "data-platform"
    assert [callback.__name__ for callback in dag.tasks[0].on_failure_callback] == [
        alert_failure.__name__,
        log_failure.__name__,
    ]


def test_one_run_for_each_partition_if_assets_are_partitioned(monkeypatch):
    assert not isinstance(schedule(), PartitionedAssetTimetable)
    monkeypatch.setenv("PIPELINE_PARTITIONED_ASSETS", "true")
    assert isinstance(schedule(), PartitionedAssetTimetable)
    assert schedule().asset_condition == ANALYTICS


def schedule() -> Any:
    return runpy.run_path(str(DAGS / "new_releases_report.py"))["dag"].timetable


ONE = ["2024-02-29"]
SEVERAL = ["2024-03-01", "2023-12-31", "2024-02-29"]
OTHER_DAG = [None]


@pytest.mark.parametrize(
    ("published", "form", "variable", "expected"),
    [
        (ONE, {}, "", "--from 2024-02-29 --to 2024-02-29"),
        (SEVERAL, {}, "", "--from 2023-12-31 --to 2024-03-01"),
        (OTHER_DAG, {}, "", ""),
        (OTHER_DAG + ONE, {}, "", "--from 2024-02-29 --to 2024-02-29"),
        (["2022-02-01", "2024-02-29"], {}, "", "--from 2023-03-01 --to 2024-02-29"),
        ([], {}, "", ""),
        ([], {"from_date": "2024-01-01", "to_date": "2024-01-31"}, "", "--from 2024-01-01 --to 2024-01-31"),
        (ONE, {}, "s3://pages/report.html", "--from 2024-02-29 --to 2024-02-29 --output s3://pages/report.html"),
        (ONE, {"output": "{date}.html"}, "", "--from 2024-02-29 --to 2024-02-29 --output 2024-02-29.html"),
        ([], {"output": "{date}.html"}, "", "--output 2024-05-02.html"),
        ([], {"from_date": "2024-01-01"}, "{date}.html", "--from 2024-01-01 --output 2024-05-02.html"),
        ([], {"to_date": "2024-01-31"}, "{date}.html", "--to 2024-01-31 --output 2024-01-31.html"),
        ([], {"output": "typed.html"}, "of-the-variable.html", "--output typed.html"),
    ],
)
def test_command_of_each_kind_of_run(dag, java, published, form, variable, expected):
    values = SimpleNamespace(get=lambda name, default: {"new_releases_report": variable}.get(name, default))
    context = {
        "triggering_asset_events": TriggeringAssetEventsAccessor.build(map(event, published)),
        "params": params(dag, **form).dump(),
        "var": SimpleNamespace(value=values),
        "macros": macros,
        "dag_run": SimpleNamespace(run_after=datetime(2024, 5, 2, tzinfo=timezone.utc)),
    }
    execute(dag.tasks[0], context)
    assert java.commands == [["report", *expected.split()]]


def event(date: str | None) -> Any:
    extra = {"date": date} if date else {"source": "a task of another DAG"}
    return SimpleNamespace(asset=ANALYTICS, extra=extra, source_aliases=[])
