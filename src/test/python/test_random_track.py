from __future__ import annotations

from datetime import datetime, timedelta, timezone
from types import SimpleNamespace
from typing import Any

import pytest
from airflow.sdk import CronDataIntervalTimetable
from conftest import execute, params
from pipeline_alerts import alert_failure, log_failure
from pipeline_operator import PipelineOperator

NOON = datetime(2026, 12, 3, 12, 0, tzinfo=timezone.utc)
SCHEDULED = {"run_type": "scheduled", "logical_date": NOON, "run_after": NOON + timedelta(days=1)}
MANUAL = {"run_type": "manual", "logical_date": None, "run_after": NOON + timedelta(seconds=5)}


@pytest.fixture
def dag(bag) -> Any:
    return bag.dags["random_track"]


def test_one_task_runs_the_command(dag):
    assert [task.task_id for task in dag.tasks] == ["add_random_track"]
    assert type(dag.tasks[0]).__name__ == PipelineOperator.__name__
    assert dag.tasks[0].command == "add-random-track"


def test_dag_runs_every_day_at_noon_for_a_year(dag):
    assert isinstance(dag.timetable, CronDataIntervalTimetable)
    assert (dag.timetable.expression, str(dag.timetable.timezone)) == ("0 12 * * *", "UTC")
    first = dag.start_date + timedelta(hours=12)
    days = [first + timedelta(days=n) for n in range(400)]
    assert len([day for day in days if day <= dag.end_date]) == 365
    assert dag.catchup is False
    assert dag.max_active_runs == 1
    assert dag.is_paused_upon_creation


def test_task_retries_with_a_limited_backoff(dag):
    task = dag.tasks[0]
    assert task.retries == 5
    assert task.retry_exponential_backoff == 2
    assert timedelta(0) < task.retry_delay < task.max_retry_delay <= timedelta(hours=1)
    assert task.execution_timeout <= timedelta(hours=1)
    assert [callback.__name__ for callback in task.on_retry_callback] == [log_failure.__name__]
    callbacks = [alert_failure.__name__, log_failure.__name__]
    assert [callback.__name__ for callback in task.on_failure_callback] == callbacks


def test_dag_has_description_and_requirements(dag):
    assert dag.description == "Adds a random track to a playlist every day, for a year."
    assert dag.doc_md.startswith(dag.description)
    assert "pipeline authorize" in dag.doc_md
    assert dag.tags == {"spotify", "playlist"}


@pytest.mark.parametrize(
    ("run", "form", "variable", "expected"),
    [
        (SCHEDULED, {}, "of-the-variable", "--playlist of-the-variable --seed 20261203120000"),
        (MANUAL, {}, "of-the-variable", "--playlist of-the-variable --seed 20261203120005"),
        (MANUAL, {"playlist": "typed"}, "of-the-variable", "--playlist typed --seed 20261203120005"),
        (MANUAL, {"dry_run": True}, "", "--seed 20261203120005 --dry-run"),
    ],
)
def test_command_of_each_kind_of_run(dag, java, run, form, variable, expected):
    values = SimpleNamespace(get=lambda name, default: {"random_track_playlist": variable}.get(name, default))
    context = {
        "dag_run": SimpleNamespace(**run),
        "params": params(dag, **form).dump(),
        "var": SimpleNamespace(value=values),
    }
    execute(dag.tasks[0], context)
    execute(dag.tasks[0], context)
    assert java.commands == [["add-random-track", *expected.split()]] * 2
