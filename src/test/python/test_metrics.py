"""Compares the metrics that a StatsD listener receives with the results of the jar."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator

import pytest
from airflow.sdk.exceptions import AirflowException
from airflow.sdk.observability import stats
from airflow.sdk.observability.metrics import stats_utils
from pipeline_metrics import send_metrics
from statsd_listener import StatsdListener, plain_metrics
from test_operator import run as execute
from test_operator import task
from test_run import TASKS, results, states

RESULT = {
    "command": "transform",
    "date": "2024-01-01",
    "rows": {"clean/albums": 3, "clean/rejects": 2},
    "requests": 7,
    "throttled": 1,
    "bytes": 4096,
    "seconds": 1.25,
    "exit_code": 0,
}


def initialize() -> None:
    """Selects the backend that the settings name, as Airflow's task runner does when a task starts."""
    stats.initialize(factory=stats_utils.get_stats_factory(), export_legacy_names=False)


@pytest.fixture
def statsd(monkeypatch) -> Iterator[StatsdListener]:
    listener = StatsdListener()
    for name, value in listener.settings.items():
        monkeypatch.setenv(name, value)
    initialize()
    yield listener
    monkeypatch.undo()
    initialize()


def test_real_jar_sends_the_values_of_its_results(database, statsd, monkeypatch, tmp_path):
    from new_releases import dag

    monkeypatch.setenv("SIMULATE", "true")
    monkeypatch.setenv("LAKE", f"file:{tmp_path}/lake")
    monkeypatch.setenv("PIPELINE_HOME", str(tmp_path))
    run = dag.test(logical_date=None)
    assert states(run) == dict.fromkeys(TASKS, "success")
    lines = [line for result in results(run).values() for line in plain_metrics(result)]
    assert Counter(statsd.received()) == Counter(lines)
    assert {f"pipeline.exit_code.{name}:0|g" for name in ("extract-releases", "load")} <= set(lines)


def test_failed_command_sends_its_exit_code_and_requests(java, statsd):
    failed = {**RESULT, "exit_code": 69, "rows": {}, "error": "Spotify is down"}
    java.answers({"exit_code": 69, "result": failed})
    with pytest.raises(AirflowException, match="Spotify is down"):
        execute(task())
    assert Counter(statsd.received()) == Counter(plain_metrics(failed))
    assert "pipeline.requests.transform:7|c" in statsd.received()


def test_killed_command_sends_its_exit_code_only(java, statsd):
    java.answers({"killed": True})
    with pytest.raises(AirflowException, match="SIGKILL"):
        execute(task())
    assert statsd.received() == ["pipeline.exit_code.transform:137|g"]


def test_server_with_tags_gets_the_command_as_a_tag(statsd, monkeypatch):
    monkeypatch.setenv("AIRFLOW__METRICS__STATSD_INFLUXDB_ENABLED", "True")
    initialize()
    send_metrics("transform", 0, RESULT)
    assert statsd.received() == [
        "pipeline.exit_code,command=transform:0|g",
        "pipeline.duration,command=transform:1250.000000|ms",
        "pipeline.requests,command=transform:7|c",
        "pipeline.throttled,command=transform:1|c",
        "pipeline.bytes,command=transform:4096|c",
        "pipeline.rows,command=transform,table=clean/albums:3|g",
        "pipeline.rows,command=transform,table=clean/rejects:2|g",
        "pipeline.rejects,command=transform:2|g",
    ]


def test_failing_metric_does_not_fail_the_task(java, statsd, caplog):
    result = {**RESULT, "seconds": "unknown"}
    java.answers({"result": result})
    with caplog.at_level(logging.WARNING):
        assert execute(task()) == result
    assert "Cannot send the metrics of transform" in caplog.text
