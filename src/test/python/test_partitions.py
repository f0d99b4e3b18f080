"""Runs both DAGs with partitioned assets under a real scheduler."""

from __future__ import annotations

import os
from datetime import datetime, timedelta, timezone

import pytest
from conftest import DAGS
from fake_java import FakeJava
from stack import Stack

# Two dates of a backfill, and the day that just ended. The schedule creates a run for this day.
YESTERDAY = (datetime.now(timezone.utc) - timedelta(days=1)).date().isoformat()
DATES = ["2024-02-28", "2024-02-29", YESTERDAY]
SECONDS = 600


@pytest.mark.skipif(os.environ.get("FULL") != "true", reason="takes a minute: mvn verify -Pfull")
def test_each_published_date_has_a_report_of_its_own(tmp_path):
    java = FakeJava(tmp_path / "jdk")
    output = {"AIRFLOW_VAR_NEW_RELEASES_REPORT": "s3://pages/{date}.html"}
    settings = {**java.settings, **output, "PIPELINE_HOME": str(tmp_path), "PIPELINE_PARTITIONED_ASSETS": "true"}
    with Stack(tmp_path / "airflow", DAGS, settings) as airflow:
        airflow.backfill("new_releases", *DATES[:2])
        airflow.start_scheduler()

        def reports() -> list[dict[str, str]]:
            return airflow.call("GET", "/dags/new_releases_report/dagRuns")["dag_runs"]

        airflow.wait_until(lambda: [run["state"] for run in reports()] == ["success"] * 3, SECONDS, "three reports")
        assert sorted(run["partition_key"] for run in reports()) == DATES
        events = airflow.call("GET", "/assets/events?source_task_id=load")["asset_events"]
        keys = [event["partition_key"] for event in events if event["name"] == "analytics"]
        assert sorted(keys) == DATES
    commands = sorted(command for command in java.commands if command[0] == "report")
    assert commands == [
        ["report", "--from", date, "--to", date, "--output", f"s3://pages/{date}.html"] for date in DATES
    ]
