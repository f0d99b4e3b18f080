"""Credentials reach the jar and nobody else, even where the jar would tell them: its fake here tells all it knows."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest

CONNECTION_SECRETS = {"SPOTIFY_CLIENT_SECRET": "canary-of-spotify", "SPOTIFY_REFRESH_TOKEN": "canary-of-the-user"}
WORKER_SETTINGS = {"AWS_SECRET_ACCESS_KEY": "canary-of-s3"}
CONNECTION = {
    "conn_type": "generic",
    "login": "an-app",
    "password": CONNECTION_SECRETS["SPOTIFY_CLIENT_SECRET"],
    "extra": json.dumps({"refresh_token": CONNECTION_SECRETS["SPOTIFY_REFRESH_TOKEN"]}),
}
SECRET = {**CONNECTION_SECRETS, **WORKER_SETTINGS}


@pytest.fixture
def marked_java(java, monkeypatch) -> Any:
    for name, value in WORKER_SETTINGS.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("AIRFLOW_CONN_SPOTIFY", json.dumps(CONNECTION))
    return java


def test_airflow_dags_test_prints_no_secret(database, marked_java):
    """Airflow itself masks nothing there."""
    marked_java.answers(
        {"indiscreet": True, "result": {"command": "extract-releases"}},
        {"indiscreet": True, "result": {"command": "extract-tracks"}, "exit_code": 78},
    )
    ended = subprocess.run(
        [sys.executable, "-m", "airflow", "dags", "test", "new_releases"],
        env=os.environ,
        capture_output=True,
        text=True,
        check=False,
    )
    printed = ended.stdout + ended.stderr
    assert [marked_java.secrets(call) for call in marked_java.calls] == [SECRET, SECRET]
    assert "'SPOTIFY_CLIENT_SECRET': '***'" in printed
    assert "FAILED extract-tracks: what is in {" in printed
    assert "canary" not in printed
    assert "canary" not in str([call["argv"] for call in marked_java.calls])
