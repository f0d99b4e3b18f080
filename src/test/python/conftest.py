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

# The tests must not use these settings of the user's own Airflow, lake and app. They are removed before Airflow is
# imported, because Airflow reads its settings on import.
USER_SETTINGS = (
    "AIRFLOW",
    "AWS_",
    "CLIENT_",
    "ICEBERG_",
    "LAKE",
    "OPENLINEAGE",
    "PIPELINE_",
    "S3_",
    "SIMULATE",
    "SPOTIFY_",
)
for name in [name for name in os.environ if name.startswith(USER_SETTINGS)]:
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


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leaves out the test that installs several releases of Airflow. A skipped test would fail with FULL=true."""
    return True if collection_path.name == "test_releases.py" and config.option.keyword != "releases" else None


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


@pytest.fixture
def iceberg_dag(database, monkeypatch) -> Any:
    """Returns new_releases with its optional last task."""
    from airflow.dag_processing.dagbag import BundleDagBag

    monkeypatch.setenv("ICEBERG_CATALOG", "folder")
    return BundleDagBag(dag_folder=str(DAGS / "new_releases.py"), bundle_path=DAGS).dags["new_releases"]


def params(dag: Any, **form: Any) -> ParamsDict:
    """Returns the validated parameters of a manual run with these form fields."""
    merged = copy.deepcopy(dag.params)
    for name, value in form.items():
        merged[name] = value
    merged.validate()
    return merged


def execute(task: Any, context: dict[str, Any]) -> OutletEventAccessors:
    """Renders and executes a task like Airflow's task runner, and returns the events of its outlets."""
    return execute_prepared(task.prepare_for_execution(), context)


def execute_prepared(prepared: Any, context: dict[str, Any]) -> OutletEventAccessors:
    events = OutletEventAccessors()

    def render_and_execute() -> None:
        prepared.render_template_fields(context)
        ExecutorSafeguard.tracker.set(prepared)
        prepared.execute(context={"outlet_events": events})

    contextvars.copy_context().run(render_and_execute)
    return events
