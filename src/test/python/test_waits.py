# ruff: noqa: F811
"""Checks the limits of the waits for a rate limit. test_scheduler.py checks them under a real scheduler."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from types import SimpleNamespace
from typing import Any

import pytest
from airflow.sdk.exceptions import AirflowFailException
from pipeline_waits import KEY, WaitError, check_wait, max_wait
from state_store import FakeStateStore, check_store
from test_alerts import received, use  # noqa: F401
from test_operator import run
from test_operator import task as transform

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


class WaitingTask:
    """A task that waits for a rate limit each time it is started."""

    def __init__(self) -> None:
        self.store = FakeStateStore()
        self.instance = SimpleNamespace(
            dag_id="a_dag", task_id="a_task", run_id="a_run", log_url="a_log", try_number=1, max_tries=5
        )

    def wait(self, seconds: float, *, is_refused: bool = True) -> None:
        context = {"task_state_store": self.store, "ti": self.instance, "task_instance": self.instance}
        retry_at = datetime.now(timezone.utc) + timedelta(seconds=seconds)
        check_wait(context, retry_at, 3 * DAY, is_refused=is_refused)

    def wait_often(self, times: int, seconds: float) -> None:
        for _ in range(times):
            self.wait(seconds)

    def pass_time(self, passed: timedelta) -> None:
        """Moves the start of the first wait into the past, as if this time had passed."""
        waits = self.store.get(KEY)
        self.store.set(KEY, {**waits, "since": (datetime.fromisoformat(waits["since"]) - passed).isoformat()})


@pytest.fixture
def waiting() -> WaitingTask:
    return WaitingTask()


@pytest.mark.parametrize(("days", "limit"), [("", 3 * DAY), ("0.5", 12 * HOUR), (" 7 ", 7 * DAY)])
def test_setting_is_a_number_of_days(days, limit):
    assert max_wait({"PIPELINE_MAX_WAIT_DAYS": days}) == limit


@pytest.mark.parametrize("days", ["0", "-1", "three", "3 days", "nan", "inf", "1e300"])
def test_invalid_setting_fails_before_the_jar_starts(java, monkeypatch, days):
    monkeypatch.setenv("PIPELINE_MAX_WAIT_DAYS", days)
    with pytest.raises(AirflowFailException, match=f"invalid PIPELINE_MAX_WAIT_DAYS: {days}; set a number of days"):
        run(transform())
    assert java.calls == []


def test_wait_of_more_than_a_day_is_reported_once(waiting, caplog, received, monkeypatch):
    use(monkeypatch, received.webhook_settings())
    waiting.wait(HOUR.total_seconds())
    waiting.pass_time(22 * HOUR)
    waiting.wait(HOUR.total_seconds())
    assert (received.posts, caplog.messages) == ([], [])
    waiting.pass_time(2 * HOUR)
    waiting.wait(HOUR.total_seconds())
    waiting.wait(2 * HOUR.total_seconds())
    assert [message for message in caplog.messages if "more than a day" in message] == caplog.messages[:1]
    (post,) = received.posts
    assert post["text"].startswith("*a_dag a_task waits for more than a day*\nStage: a_task\nError: waiting for a rate")
    remedy = "Remedy: do nothing yet (the task fails if the waits would exceed PIPELINE_MAX_WAIT_DAYS (3))"
    assert remedy in post["text"]


def test_task_fails_when_it_would_wait_longer_than_the_limit(waiting):
    waiting.wait(HOUR.total_seconds())
    waiting.pass_time(3 * DAY - 2 * HOUR)
    waiting.wait(HOUR.total_seconds())
    with pytest.raises(WaitError, match=r"would exceed PIPELINE_MAX_WAIT_DAYS \(3\); check"):
        waiting.wait(3 * HOUR.total_seconds())


def test_first_wait_beyond_the_limit_fails(waiting):
    with pytest.raises(WaitError, match="would exceed"):
        waiting.wait(4 * DAY.total_seconds())


def test_tenth_equal_short_wait_in_a_row_fails_with_a_hint(waiting):
    waiting.wait_often(9, 61)
    with pytest.raises(WaitError, match=r"wait \(61 s\) 10 times in a row: .*; .*use the source search"):
        waiting.wait(63)


def test_other_waits_are_not_equal(waiting):
    for _ in range(10):
        waiting.wait(60)
        waiting.wait(70)
    waiting.wait_often(20, 6 * MINUTE.total_seconds())


def test_slowly_growing_waits_are_not_equal(waiting):
    for seconds in range(30, 90, 3):
        waiting.wait(seconds)


def test_waits_without_a_refusal_by_spotify_do_not_count(waiting):
    for _ in range(20):
        waiting.wait(60, is_refused=False)
    waiting.wait_often(9, 60)


def test_retry_restarts_the_count_of_equal_waits_but_not_the_time(waiting):
    waiting.wait_often(9, 60)
    waiting.instance.try_number = 2
    waiting.wait_often(9, 60)
    waiting.pass_time(3 * DAY)
    with pytest.raises(WaitError, match="would exceed"):
        waiting.wait(120)


def test_cleared_task_starts_to_count_again(waiting):
    waiting.wait_often(9, 60)
    waiting.pass_time(3 * DAY)
    waiting.instance = SimpleNamespace(try_number=2, max_tries=6)
    waiting.wait_often(9, 60)


@pytest.mark.parametrize(
    "stored", [{"since": "2024-05-01T00:00:00+00:00", "number": 10}, {"since": "yesterday"}, ["a list"], "a text"]
)
def test_waits_stored_by_another_version_are_ignored(waiting, stored):
    waiting.store.set(KEY, stored)
    waiting.wait_often(9, 60)
    assert waiting.store.get(KEY)["equal"] == 9


def test_task_waits_if_the_store_fails(waiting, caplog):
    waiting.store = SimpleNamespace()
    waiting.wait(60)
    reported = [message.partition(": ")[0] for message in caplog.messages]
    assert reported == ["The waits for rate limits are not counted"] * 2


def test_fake_store_obeys_the_contract_of_a_state_store():
    check_store(FakeStateStore())


def test_airflows_store_obeys_the_contract_of_a_state_store(database, java, monkeypatch):
    from new_releases_report import dag

    checked = []

    def check(context: Any) -> None:
        check_store(context["task_state_store"])
        checked.append(context["ti"].task_id)

    monkeypatch.setattr(dag.tasks[0], "on_execute_callback", [check])
    dag.test(logical_date=None)
    assert checked == ["report"]


def test_endpoint_that_never_answers_fails_on_the_first_try(database, java, received, monkeypatch):
    from new_releases_report import dag

    use(monkeypatch, received.webhook_settings())
    limited = {"command": "report", "error": "rate limited: albums; wait", "throttled": 4}
    java.answers({"exit_code": 75, "retry_after": -1, "result": limited})
    ended = dag.test(logical_date=None)
    assert states(ended) == {"report": "failed"}
    assert [instance.try_number for instance in ended.get_task_instances()] == [1]
    assert len(java.calls) == 10
    _, _, error, remedy, *_ = received.posts[0]["text"].splitlines()
    assert error.endswith("or a proxy answers. The last failure: rate limited: albums (exit code 75)")
    assert remedy.startswith("Remedy: for new-releases use the source search")


def states(ended: Any) -> dict[str, str]:
    return {instance.task_id: str(instance.state) for instance in ended.get_task_instances()}
