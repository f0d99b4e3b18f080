from __future__ import annotations

import contextvars
import copy
import os
import sys
import tempfile
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

CHECKOUT = Path(__file__).resolve().parents[3]
DAGS = CHECKOUT / "dags"
sys.path[:0] = [str(DAGS), str(CHECKOUT / "dev" / "airflow")]

# Airflow reads these when it is first imported, and must not find another one's database; nor the jar another's lake.
FOREIGN = ("AIRFLOW", "AWS_", "CLIENT_", "LAKE", "PIPELINE_", "S3_", "SIMULATE", "SPOTIFY_")
for name in [name for name in os.environ if name.startswith(FOREIGN)]:
    del os.environ[name]
HOME = tempfile.TemporaryDirectory(prefix="airflow-tests-")
os.environ |= {
    "AIRFLOW_HOME": HOME.name,
    "AIRFLOW__CORE__DAGS_FOLDER": str(DAGS),
    "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
    "AIRFLOW__USAGE_DATA_COLLECTION__ENABLED": "False",
}

from airflow.sdk.bases.operator import ExecutorSafeguard  # noqa: E402
from airflow.sdk.definitions.param import ParamsDict  # noqa: E402
from airflow.sdk.execution_time.context import OutletEventAccessors  # noqa: E402
from fake_java import FakeJava  # noqa: E402


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.skipped and os.environ.get("FULL") == "true":
        report.outcome = "failed"
    return report


@pytest.fixture
def java(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeJava:
    fake = FakeJava(tmp_path / "jdk")
    for name, value in fake.settings.items():
        monkeypatch.setenv(name, value)
    return fake


@pytest.fixture(scope="session")
def database() -> None:
    from airflow.utils.db import initdb

    initdb()


@pytest.fixture(scope="session")
def bag(database) -> Any:
    from airflow.dag_processing.dagbag import BundleDagBag

    return BundleDagBag(dag_folder=str(DAGS), bundle_path=DAGS)


def params(dag: Any, **form: Any) -> ParamsDict:
    """What the form of a manual run gives."""
    merged = copy.deepcopy(dag.params)
    for name, value in form.items():
        merged[name] = value
    merged.validate()
    return merged


def execute(task: Any, context: dict[str, Any]) -> OutletEventAccessors:
    """As the task runner does it; returns the events of the task's outlets."""
    events = OutletEventAccessors()

    def rendered() -> None:
        task_of_this_run = task.prepare_for_execution()
        task_of_this_run.render_template_fields(context)
        ExecutorSafeguard.tracker.set(task_of_this_run)
        task_of_this_run.execute(context={"outlet_events": events})

    contextvars.copy_context().run(rendered)
    return events
