"""Alerts: a log line for each failed task, and an optional deadline for runs."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from airflow.sdk import DeadlineAlert, DeadlineReference, SyncCallback

DEADLINE = "PIPELINE_DEADLINE_MINUTES"


def log_failure(context: Any) -> None:
    """A failure callback that writes the jar's message as the last line of the task's log, after the traceback."""
    log = logging.getLogger("airflow.task")
    # Ends the log group of callbacks, because Airflow's page shows a group collapsed.
    log.info("::endgroup::")
    log.error("FAILED %s", context.get("exception"))


def log_lateness(context: Any) -> None:
    """A deadline callback that logs an unfinished run. Replace it by your own notifier."""
    run, needed_by = context["dag_run"], context["deadline"]["deadline_time"]
    logging.getLogger("airflow.task").error(
        "LATE %s %s has not ended by %s", run["dag_id"], run["dag_run_id"], needed_by
    )


def deadline(env: Mapping[str, str]) -> DeadlineAlert | None:
    """Returns an alert for runs that are unfinished PIPELINE_DEADLINE_MINUTES after they were queued, or None if unset.

    A run that waits for a rate limit does not fail, so only a deadline reports it. The alert is off by default, because
    a scheduler whose executor cannot run such callbacks, such as KubernetesExecutor, stops with an error.
    """
    minutes = env.get(DEADLINE)
    if not minutes:
        return None
    return DeadlineAlert(
        reference=DeadlineReference.DAGRUN_QUEUED_AT,
        interval=timedelta(minutes=float(minutes)),
        callback=SyncCallback(log_lateness),
    )
