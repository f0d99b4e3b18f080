"""Runs the real jar on a real S3 server that accepts only the keys of the connection."""

from __future__ import annotations

import contextvars
import json
import socket
import subprocess
import time
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from airflow.sdk.bases.operator import ExecutorSafeguard
from airflow.sdk.exceptions import AirflowFailException
from conftest import CHECKOUT
from pipeline_operator import PipelineOperator
from services import java

SERVER = CHECKOUT / "target" / "servers" / "s3proxy.jar"
KEY, SECRET = "a-key-of-the-lake", "canary-of-s3"
YESTERDAY = (datetime.now(timezone.utc) - timedelta(days=1)).date().isoformat()

pytestmark = pytest.mark.skipif(not SERVER.is_file(), reason="run mvn package first, which copies the server")


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("s3")
    (folder / "buckets" / "music").mkdir(parents=True)
    port = free_port()
    (folder / "properties").write_text(
        f"s3proxy.endpoint=http://127.0.0.1:{port}\n"
        f"s3proxy.authorization=aws-v2-or-v4\ns3proxy.identity={KEY}\ns3proxy.credential={SECRET}\n"
        f"jclouds.provider=filesystem-nio2\njclouds.filesystem.basedir={folder}/buckets\n"
    )
    command = [java()[0], "-jar", str(SERVER), "--properties", str(folder / "properties")]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    try:
        wait_for(port, server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


@pytest.fixture
def lake(endpoint, tmp_path, monkeypatch) -> Any:
    monkeypatch.setenv("PIPELINE_HOME", str(tmp_path))
    monkeypatch.setenv("SIMULATE", "true")
    monkeypatch.setenv("LAKE", "s3://music/lake")
    # The connection's keys must take precedence over these.
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "a-key-of-the-worker")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "a-secret-of-the-worker")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "a-token-of-the-worker")

    def connect(password: str) -> None:
        fields = {"conn_type": "aws", "login": KEY, "password": password}
        monkeypatch.setenv("AIRFLOW_CONN_LAKE_S3", json.dumps({**fields, "extra": {"endpoint_url": endpoint}}))

    return connect


def test_keys_of_a_connection_open_a_lake_on_s3(lake):
    lake(SECRET)
    assert extract_releases()["rows"]["raw/releases"] > 0
    assert extract_releases()["changed"] is False


def test_refused_keys_fail_without_a_retry(lake):
    lake("not-the-secret")
    with pytest.raises(AirflowFailException, match=r"\(exit code 77\)") as raised:
        extract_releases()
    assert "not-the-secret" not in str(raised.value)


def extract_releases() -> dict[str, Any]:
    task = PipelineOperator(task_id="listing", command="extract-releases", options={"date": YESTERDAY})

    def execute() -> Any:
        ExecutorSafeguard.tracker.set(task)
        return task.execute(context={})

    return contextvars.copy_context().run(execute)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port: int, server: subprocess.Popen) -> None:
    end = time.monotonic() + 300
    while time.monotonic() < end and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise AssertionError("the S3 server did not start")
