"""Alerts: one message if a run fails for good, misses its deadline, or waits for more than a day.

The process that sends a message reads PIPELINE_ALERT_EMAIL and PIPELINE_ALERT_WEBHOOK from its own environment. If a
task fails, its worker sends the message. If a worker is lost, the DAG processor sends it. If a run misses its deadline,
a process of the executor sends it: the scheduler with LocalExecutor, or a worker with CeleryExecutor. Only the DAG
processor reads PIPELINE_DEADLINE_MINUTES.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any
from urllib.parse import quote

from airflow.sdk import DeadlineAlert, DeadlineReference, SyncCallback
from airflow.sdk.configuration import conf
from pipeline_messages import Message, send

DEADLINE = "PIPELINE_DEADLINE_MINUTES"
# An error of the operator, such as "extract-tracks: what is wrong: where; what to do (exit code 65)".
ERROR = re.compile(r"(?P<error>.*?)(?:; (?P<remedy>.*?))?(?P<exit> \((?:exit code \d+|SIG\w+)\))?", re.DOTALL)


def log_failure(context: Any) -> None:
    """A failure callback that writes the jar's message as the last line of the task's log, after the traceback."""
    log = logging.getLogger("airflow.task")
    # Ends the log group of callbacks, because Airflow's page shows a group collapsed.
    log.info("::endgroup::")
    log.error("FAILED %s", _failure_text(context))


def alert_failure(context: Any) -> None:
    """A failure callback that sends an alert. Airflow calls it once for each task that fails for good.

    In a chain of tasks, only one task sends an alert, because the tasks after it do not start.
    """
    send_alert(context, "failed", _failure_text(context))


def _failure_text(context: Any) -> str:
    failure = context.get("exception")
    lost = "the worker was lost or the task was ended from outside; read the log, and clear the task"
    return str(failure) or type(failure).__name__ if failure else lost


def send_alert(context: Any, event: str, error: str) -> None:
    """Sends an alert about the task of a context to the addresses and the webhook of this process, if any are set.

    `event` completes the subject "new_releases extract_tracks …". `error` has the form "what is wrong: where; what to
    do". If the alert cannot be sent, the failure is logged and not raised, so that an alert never changes the state of
    a task.
    """
    send(lambda: _about_task(context, event, error))


def log_lateness(context: Any) -> None:
    """A deadline callback that logs an unfinished run and sends an alert.

    Airflow also calls it for a run that has failed. The failed task of such a run has already sent an alert.
    """
    run, needed_by = context["dag_run"], context["deadline"]["deadline_time"]
    if run.get("state") == "failed":
        return
    late = f"{run['dag_id']} {run['dag_run_id']} has not ended by {needed_by}"
    logging.getLogger("airflow.task").error("LATE %s", late)
    send(lambda: _about_late_run(run, needed_by))


def deadline(env: Mapping[str, str]) -> DeadlineAlert | None:
    """Returns an alert for runs that have not ended PIPELINE_DEADLINE_MINUTES after queuing, or None if this is unset.

    A run that waits for a rate limit does not fail, so only a deadline reports it early. The alert is off by default,
    because a scheduler whose executor cannot run such callbacks, such as KubernetesExecutor, stops with an error.
    """
    minutes = env.get(DEADLINE)
    if not minutes:
        return None
    return DeadlineAlert(
        reference=DeadlineReference.DAGRUN_QUEUED_AT,
        interval=timedelta(minutes=float(minutes)),
        callback=SyncCallback(log_lateness),
    )


def _about_task(context: Any, event: str, text: str) -> Message:
    task, run = context["task_instance"], context.get("dag_run")
    # Only the DAG new_releases has the parameter date.
    has_date = run and "date" in (context.get("params") or {})
    parts = ERROR.fullmatch(text.strip())
    facts = {
        "Date": _date(lambda name: getattr(run, name, None)) if has_date else "",
        "Stage": task.task_id,
        "Error": parts["error"] + (parts["exit"] or ""),
        "Remedy": parts["remedy"] or "read the log",
        "Run": task.run_id,
        "Log": task.log_url,
    }
    return Message(f"{task.dag_id} {task.task_id} {event}", facts)


def _about_late_run(run: Mapping[str, Any], needed_by: Any) -> Message:
    base = conf.get("api", "base_url", fallback="http://localhost:8080/").rstrip("/")
    facts = {
        "Date": _date(run.get),
        "Error": f"the run has not ended by {needed_by}",
        "Remedy": "look at the unfinished task; if it is up for reschedule, do nothing, as it waits for a rate limit",
        "Run": run["dag_run_id"],
        "Log": f"{base}/dags/{run['dag_id']}/runs/{quote(run['dag_run_id'])}",
    }
    return Message(f"{run['dag_id']} is late", facts)


def _date(of_run: Callable[[str], Any]) -> str:
    """Returns a run's date as new_releases does: that of the form, or the logical date, or the day before the run."""
    named = (of_run("conf") or {}).get("date") or of_run("logical_date")
    if named:
        return str(named)[:10]
    return str(date.fromisoformat(str(of_run("run_after"))[:10]) - timedelta(days=1))
