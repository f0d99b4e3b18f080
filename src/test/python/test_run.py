"""Runs the DAG in Airflow's own runner, with a fake java program and with the real jar."""

from __future__ import annotations

import copy
import hashlib
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import duckdb
import pytest
from sqlalchemy import select
from tables import ANALYTICS

TASKS = ["extract_releases", "extract_tracks", "transform", "load"]
YESTERDAY = (datetime.now(timezone.utc) - timedelta(days=1)).date().isoformat()


@pytest.fixture
def dag(database, monkeypatch) -> Any:
    from new_releases import dag

    return prepare(dag, monkeypatch)


def prepare(dag: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    for task in dag.tasks:
        # Removes the delay before a retry, for which the runner would wait.
        monkeypatch.setattr(task, "retries", 2)
        monkeypatch.setattr(task, "retry_delay", timedelta(0))
        monkeypatch.setattr(task, "retry_exponential_backoff", 0)
        # Resets the parameters, because the runner stores those of a run in the task and the next test would use them.
        monkeypatch.setattr(task, "params", copy.deepcopy(task.params))
    return dag


def test_each_task_succeeds_and_stores_its_result(dag, java):
    java.answers(*({"result": {"command": name, "rows": {name: 1}}} for name in TASKS))
    run = dag.test(logical_date=None)
    assert states(run) == dict.fromkeys(TASKS, "success")
    assert results(run) == {name: {"command": name, "rows": {name: 1}} for name in TASKS}
    assert [command[2] for command in java.commands] == [YESTERDAY] * 4
    names = ("AIRFLOW_CTX_DAG_RUN_ID", "AIRFLOW_CTX_TASK_ID", "AIRFLOW_CTX_TRY_NUMBER")
    assert [[call["env"][name] for name in names] for call in java.calls] == [[run.run_id, name, "1"] for name in TASKS]


def test_rate_limit_is_waited_for_without_using_a_try(dag, java):
    limited = {"exit_code": 75, "retry_after": 1, "result": {"command": "extract-releases", "error": "rate limited"}}
    java.answers(limited, limited, {"result": {"command": "any"}})
    run = dag.test(logical_date=None)
    assert states(run) == dict.fromkeys(TASKS, "success")
    assert [command[0] for command in java.commands].count("extract-releases") == 3
    assert {instance.try_number for instance in run.get_task_instances()} == {1}


def test_outage_is_retried(dag, java):
    down = {"exit_code": 69, "result": {"command": "extract-releases", "error": "Spotify is down"}}
    java.answers(down, down, {"result": {"command": "any"}})
    run = dag.test(logical_date=None)
    assert states(run) == dict.fromkeys(TASKS, "success")
    assert {instance.task_id: instance.try_number for instance in run.get_task_instances()} == {
        "extract_releases": 3,
        **dict.fromkeys(TASKS[1:], 1),
    }


def test_permanent_failure_stops_the_run_after_one_try(dag, java):
    java.answers({"exit_code": 77, "result": {"command": "extract-releases", "error": "refused"}})
    run = dag.test(logical_date=None)
    assert states(run) == {"extract_releases": "failed", **dict.fromkeys(TASKS[1:], "upstream_failed")}
    assert len(java.calls) == 1


def test_failed_catalog_is_retried_after_all_other_tasks(iceberg_dag, java, monkeypatch):
    dag = prepare(iceberg_dag, monkeypatch)
    done = [{"result": {"command": name}} for name in TASKS]
    result = {"command": "publish-iceberg", "error": "catalog not available"}
    java.answers(*done, {"exit_code": 74, "result": result}, {"exit_code": 77, "result": result})
    run = dag.test(logical_date=None)
    assert states(run) == {**dict.fromkeys(TASKS, "success"), "publish_iceberg": "failed"}
    assert [command[0] for command in java.commands[4:]] == ["publish-iceberg"] * 2
    assert {instance.task_id: instance.try_number for instance in run.get_task_instances()} == {
        **dict.fromkeys(TASKS, 1),
        "publish_iceberg": 2,
    }


def test_real_jar_fills_the_lake_and_a_rerun_changes_nothing(dag, monkeypatch, tmp_path):
    lake = tmp_path / "lake"
    monkeypatch.setenv("SIMULATE", "true")
    monkeypatch.setenv("LAKE", f"file:{lake}")
    monkeypatch.setenv("PIPELINE_HOME", str(tmp_path))

    run = dag.test(logical_date=None)
    assert states(run) == dict.fromkeys(TASKS, "success")
    for name, result in results(run).items():
        assert result["command"] == name.replace("_", "-")
        assert (result["date"], result["exit_code"], result["changed"]) == (YESTERDAY, 0, True)
    assert results(run)["extract_releases"]["rows"]["raw/releases"] > 0
    assert {table: rows(lake, table) > 0 for table in ANALYTICS} == dict.fromkeys(ANALYTICS, True)

    before = derived(lake)
    again = dag.test(logical_date=None)
    assert states(again) == dict.fromkeys(TASKS, "success")
    assert [results(again)[name]["changed"] for name in TASKS] == [False] * 4
    assert derived(lake) == before


def test_real_jar_reports_its_failure(dag, monkeypatch, tmp_path, capfd):
    monkeypatch.setenv("SIMULATE", "true")
    monkeypatch.setenv("LAKE", f"file:{tmp_path}/lake")
    monkeypatch.setenv("PIPELINE_HOME", str(tmp_path))
    run = dag.test(logical_date=None, run_conf={"date": "2019-03-04", "late": "fail"})
    assert states(run) == {"extract_releases": "failed", **dict.fromkeys(TASKS[1:], "upstream_failed")}
    output = "".join(capfd.readouterr())
    assert "extract-releases: historical date without a partition: 2019-03-04" in output
    assert "(exit code 66)" in output


def states(run: Any) -> dict[str, str]:
    return {instance.task_id: str(instance.state) for instance in run.get_task_instances()}


def results(run: Any) -> dict[str, Any]:
    from airflow.models.xcom import XComModel
    from airflow.utils.session import create_session

    with create_session() as session:
        found = session.scalars(
            select(XComModel).where(XComModel.run_id == run.run_id, XComModel.key == "return_value")
        ).all()
        return {entry.task_id: XComModel.deserialize_value(entry) for entry in found}


def rows(lake: Path, table: str) -> int:
    files = lake / "analytics" / table / f"ds={YESTERDAY}" / "*.parquet"
    return duckdb.read_parquet(str(files)).count("*").fetchall()[0][0]


def derived(lake: Path) -> dict[str, str]:
    files = [file for layer in ("clean", "analytics") for file in (lake / layer).rglob("*.parquet")]
    return {str(file.relative_to(lake)): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}
