from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[3]
DAGS = CHECKOUT / "dags"
sys.path[:0] = [str(DAGS), str(CHECKOUT / "src" / "airflow")]

# Airflow reads these when it is first imported, and must not find another one's database.
for name in [name for name in os.environ if name.startswith(("AIRFLOW", "PIPELINE_"))]:
    del os.environ[name]
HOME = tempfile.TemporaryDirectory(prefix="airflow-tests-")
os.environ |= {
    "AIRFLOW_HOME": HOME.name,
    "AIRFLOW__CORE__DAGS_FOLDER": str(DAGS),
    "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
    "AIRFLOW__USAGE_DATA_COLLECTION__ENABLED": "False",
}

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
