# ruff: noqa: F811
"""Runs that fail, retry and wait in Airflow's own runner, with local servers that receive the alerts."""

from __future__ import annotations

import json
import logging
import socket
import time
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

import pytest
from pipeline_alerts import log_lateness, send_alert
from sinks import LOOPBACK, TOKEN, Sinks, closed_port, sinks
from test_run import TASKS, dag, states  # noqa: F401

REFUSED = {"exit_code": 77, "result": {"command": "extract-releases", "error": "refused: app x; check <the> secret"}}
DOWN = {"exit_code": 69, "result": {"command": "extract-releases", "error": "Spotify is down"}}
LIMITED = {"exit_code": 75, "retry_after": 1, "result": {"command": "extract-releases", "error": "rate limited"}}
DONE = {"result": {"command": "any"}}
SMTP_CONNECTION = {"conn_type": "smtp", "host": LOOPBACK, "extra": {"disable_ssl": True, "disable_tls": True}}


@pytest.fixture
def received(monkeypatch) -> Iterator[Sinks]:
    monkeypatch.setenv("NO_PROXY", LOOPBACK)
    monkeypatch.setenv("no_proxy", LOOPBACK)
    with sinks() as started:
        yield started


def use(monkeypatch: pytest.MonkeyPatch, *settings: dict[str, str]) -> None:
    for some in settings:
        for name, value in some.items():
            monkeypatch.setenv(name, value)


def test_failed_run_sends_one_message_by_each_channel(dag, java, received, monkeypatch):
    use(monkeypatch, received.email_settings, received.webhook_settings())
    java.answers(REFUSED)
    run = dag.test(logical_date=None, run_conf={"date": "2024-02-29"})
    assert states(run) == {"extract_releases": "failed", **dict.fromkeys(TASKS[1:], "upstream_failed")}

    (recipients, subject, text), (post,) = received.mails[0], received.posts
    assert len(received.mails) == 1
    assert recipients == ["data@example.com", "oncall@example.com"]
    assert subject == "new_releases extract_releases failed"
    log = f"http://localhost:8080/dags/new_releases/runs/{quote(run.run_id)}/tasks/extract_releases?try_number=1"
    assert text.strip().split("<br>\n") == [
        "Date: 2024-02-29",
        "Stage: extract_releases",
        "Error: extract-releases: refused: app x (exit code 77)",
        "Remedy: check &lt;the&gt; secret",
        f"Run: {run.run_id}",
        f"Log: {log}",
    ]
    assert post == {"text": f"*{subject}*\n" + text.strip().replace("<br>", "")}


def test_run_that_used_up_its_tries_sends_one_message(dag, java, received, monkeypatch):
    use(monkeypatch, received.webhook_settings())
    java.answers(DOWN)
    run = dag.test(logical_date=None)
    assert states(run)["extract_releases"] == "failed"
    assert len(java.calls) == 3
    assert len(received.posts) == 1


def test_retry_and_wait_send_nothing(dag, java, received, monkeypatch):
    use(monkeypatch, received.email_settings, received.webhook_settings())
    java.answers(DOWN, LIMITED, DONE)
    assert set(states(dag.test(logical_date=None)).values()) == {"success"}
    assert (received.mails, received.posts) == ([], [])


def test_nothing_is_sent_without_settings(dag, java, received, monkeypatch):
    use(monkeypatch, received.email_settings, {"PIPELINE_ALERT_EMAIL": ""})
    java.answers(REFUSED)
    assert states(dag.test(logical_date=None))["extract_releases"] == "failed"
    assert (received.mails, received.posts) == ([], [])


def test_teams_gets_an_adaptive_card(received, monkeypatch):
    use(monkeypatch, received.webhook_settings("msteams"))
    send_alert(context(), "waits", "rate limited: albums; nothing to do")
    attachment = received.posts[0]["attachments"][0]
    title, facts = attachment["content"]["body"]
    assert attachment["contentType"] == "application/vnd.microsoft.card.adaptive"
    assert title["text"] == "new_releases extract_tracks waits"
    assert {fact["title"]: fact["value"] for fact in facts["facts"]} == {
        "Date": "2024-05-01",
        "Stage": "extract_tracks",
        "Error": "rate limited: albums",
        "Remedy": "nothing to do",
        "Run": "manual__1",
        "Log": "http://airflow/log",
    }


def test_email_uses_the_smtp_connection(received, monkeypatch):
    connection = json.dumps({**SMTP_CONNECTION, "port": received.smtp_port})
    use(monkeypatch, {"PIPELINE_ALERT_EMAIL": "data@example.com", "AIRFLOW_CONN_SMTP_DEFAULT": connection})
    send_alert(context(), "failed", "why")
    assert [mail[:2] for mail in received.mails] == [(["data@example.com"], "new_releases extract_tracks failed")]


def test_configured_email_backend_is_used(monkeypatch):
    sent: list[Any] = []
    monkeypatch.setattr("sinks.backend", lambda *arguments, **_: sent.append(arguments), raising=False)
    use(monkeypatch, {"PIPELINE_ALERT_EMAIL": "data@example.com", "AIRFLOW__EMAIL__EMAIL_BACKEND": "sinks.backend"})
    send_alert(context(), "failed", "why")
    assert [arguments[:2] for arguments in sent] == [("data@example.com", "new_releases extract_tracks failed")]


def test_failing_alert_changes_no_state_and_logs_no_secret(dag, java, received, monkeypatch, caplog, capfd):
    received.status = 500
    use(monkeypatch, received.email_settings, received.webhook_settings())
    use(monkeypatch, {"AIRFLOW__SMTP__SMTP_PORT": str(closed_port())})
    java.answers(REFUSED)
    with caplog.at_level(logging.INFO):
        run = dag.test(logical_date=None)
    assert states(run) == {"extract_releases": "failed", **dict.fromkeys(TASKS[1:], "upstream_failed")}
    output = caplog.text + "".join(capfd.readouterr())
    assert "Alert not sent: PIPELINE_ALERT_WEBHOOK: HTTPError 500" in output
    assert "Alert not sent: PIPELINE_ALERT_EMAIL: ConnectionRefused" in output
    assert TOKEN not in output


@pytest.mark.parametrize(
    ("connection", "reason"),
    [
        (None, "chat"),
        ({"password": f"ftp://host/{TOKEN}"}, "connection without an http(s) URL: chat; enter the URL as its password"),
        ({"password": f"http://host with space/{TOKEN}"}, "InvalidURL"),
        ({"host": f"{LOOPBACK}:{closed_port()}", "schema": "http", "password": TOKEN}, "URLError Connection refused"),
    ],
)
def test_wrong_webhook_is_logged_without_its_address(received, monkeypatch, caplog, connection, reason):
    settings = {"PIPELINE_ALERT_WEBHOOK": "chat"}
    if connection:
        settings["AIRFLOW_CONN_CHAT"] = json.dumps({"conn_type": "http", **connection})
    use(monkeypatch, settings)
    with caplog.at_level(logging.INFO, logger="airflow.task"):
        send_alert(context(), "failed", "why")
    (message,) = caplog.messages
    assert reason in message
    assert TOKEN not in caplog.text


@pytest.mark.parametrize("url", [f"https://hooks.slack.com/services/{TOKEN}", f"hooks.slack.com/services/{TOKEN}"])
def test_url_in_place_of_a_webhook_connection_is_not_logged(monkeypatch, caplog, url):
    use(monkeypatch, {"PIPELINE_ALERT_WEBHOOK": url})
    with caplog.at_level(logging.INFO, logger="airflow.task"):
        send_alert(context(), "failed", "why")
    assert caplog.messages == [
        "Alert not sent: PIPELINE_ALERT_WEBHOOK: this is not the id of a connection; create a connection with the URL"
        " as its password, and set its id"
    ]


@pytest.mark.parametrize("status", [301, 302, 303, 307])
def test_redirected_alert_is_not_logged_as_sent(received, monkeypatch, caplog, status):
    received.status = status
    use(monkeypatch, received.webhook_settings())
    with caplog.at_level(logging.INFO, logger="airflow.task"):
        send_alert(context(), "failed", "why")
    assert caplog.messages == [f"Alert not sent: PIPELINE_ALERT_WEBHOOK: HTTPError {status}"]


def test_silent_email_server_delays_a_task_only_briefly(received, monkeypatch, caplog):
    monkeypatch.setattr("pipeline_messages.MAX_SECONDS", 0.5)
    with socket.create_server((LOOPBACK, 0)) as silent:
        use(monkeypatch, received.email_settings, {"AIRFLOW__SMTP__SMTP_PORT": str(silent.getsockname()[1])})
        started_at = time.monotonic()
        send_alert(context(), "failed", "why")
        assert time.monotonic() - started_at < 5
    assert "Alert not sent: PIPELINE_ALERT_EMAIL: TimeoutError" in caplog.messages


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        ({"conf": {"date": "2023-12-31"}, "logical_date": "2024-02-29T00:00:00Z"}, "2023-12-31"),
        ({"conf": None, "logical_date": "2024-02-29T00:00:00Z"}, "2024-02-29"),
        ({"conf": {}, "logical_date": None}, "2024-05-01"),
    ],
)
def test_late_run_sends_its_date_and_link(received, monkeypatch, run, expected):
    use(monkeypatch, received.webhook_settings())
    log_lateness(late("running", **run))
    (post,) = received.posts
    assert post["text"].splitlines() == [
        "*new_releases is late*",
        f"Date: {expected}",
        "Error: the run has not ended by 2024-05-02T03:00:00Z",
        "Remedy: look at the unfinished task; if it is up for reschedule, do nothing, as it waits for a rate limit",
        "Run: manual__2024-05-02T00:00:01+00:00",
        "Log: http://localhost:8080/dags/new_releases/runs/manual__2024-05-02T00%3A00%3A01%2B00%3A00",
    ]


def test_failed_run_is_not_reported_as_late(received, monkeypatch, caplog):
    use(monkeypatch, received.webhook_settings())
    log_lateness(late("failed", conf=None, logical_date=None))
    assert (received.posts, caplog.messages) == ([], [])


def context() -> dict[str, Any]:
    task = SimpleNamespace(
        dag_id="new_releases", task_id="extract_tracks", run_id="manual__1", log_url="http://airflow/log"
    )
    run = SimpleNamespace(conf={}, logical_date=None, run_after="2024-05-02 00:00:01+00:00")
    return {"task_instance": task, "dag_run": run, "params": {"date": None}}


def late(state: str, **run: Any) -> dict[str, Any]:
    run_id = "manual__2024-05-02T00:00:01+00:00"
    common = {"dag_id": "new_releases", "dag_run_id": run_id, "run_after": "2024-05-02T00:00:01Z", "state": state}
    return {"dag_run": {**common, **run}, "deadline": {"deadline_time": "2024-05-02T03:00:00Z"}}
