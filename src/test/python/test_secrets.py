"""Checks that only the jar receives credentials, and that Airflow masks them even if the jar prints its environment."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest

CONNECTION_SECRETS = {"SPOTIFY_CLIENT_SECRET": "canary-of-spotify", "SPOTIFY_REFRESH_TOKEN": "canary-of-the-user"}
WORKER_SETTINGS = {
    "AWS_SECRET_ACCESS_KEY": "canary-of-s3",
    "ICEBERG_REST_CREDENTIAL": "an-app:canary-of-the-catalog",
}
CONNECTION = {
    "conn_type": "generic",
    "login": "an-app",
    "password": CONNECTION_SECRETS["SPOTIFY_CLIENT_SECRET"],
    "extra": json.dumps({"refresh_token": CONNECTION_SECRETS["SPOTIFY_REFRESH_TOKEN"]}),
}
SECRET = {**CONNECTION_SECRETS, **WORKER_SETTINGS}


@pytest.fixture
def java_with_secrets(java, monkeypatch) -> Any:
    for name, value in WORKER_SETTINGS.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("AIRFLOW_CONN_SPOTIFY", json.dumps(CONNECTION))
    return java


def test_airflow_dags_test_prints_no_secret(database, java_with_secrets):
    """Airflow itself masks nothing in the output of `dags test`."""
    java_with_secrets.answers(
        {"prints_environment": True, "result": {"command": "extract-releases"}},
        {"prints_environment": True, "result": {"command": "extract-tracks"}, "exit_code": 78},
    )
    ended = subprocess.run(
        [sys.executable, "-m", "airflow", "dags", "test", "new_releases"],
        env=os.environ,
        capture_output=True,
        text=True,
        check=False,
    )
    output = ended.stdout + ended.stderr
    assert [java_with_secrets.secrets(call) for call in java_with_secrets.calls] == [SECRET, SECRET]
    assert "'SPOTIFY_CLIENT_SECRET': '***'" in output
    assert "FAILED extract-tracks: what is in {" in output
    assert "canary" not in output
    assert "canary" not in str([call["argv"] for call in java_with_secrets.calls])
