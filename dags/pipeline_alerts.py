"""What people are told: of a task that failed, and, where they ask for it, of a run that takes too long."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from airflow.sdk import DeadlineAlert, DeadlineReference, SyncCallback

DEADLINE = "PIPELINE_DEADLINE_MINUTES"


def log_failure(context: Any) -> None:
    """A failure callback: the jar's own message as the last line of the task's log, below the traceback."""
    log = logging.getLogger("airflow.task")
    # Callbacks are logged within a group, which the page shows folded up.
    log.info("::endgroup::")
    log.error("FAILED %s", context.get("exception"))


def log_lateness(context: Any) -> None:
    """An example of a deadline's callback; a notifier of your own stands here as well."""
    run, needed_by = context["dag_run"], context["deadline"]["deadline_time"]
    logging.getLogger("airflow.task").error(
        "LATE %s %s has not ended by %s", run["dag_id"], run["dag_run_id"], needed_by
    )


def deadline(env: Mapping[str, str]) -> DeadlineAlert | None:
    """For runs that have not ended so long after they were queued: a rate limit that is waited for is no failure.

    Only where the DAG processor's environment asks for it: an executor that cannot run such callbacks, as Kubernetes',
    ends the scheduler with an error.
    """
    minutes = env.get(DEADLINE)
    if not minutes:
        return None
    return DeadlineAlert(
        reference=DeadlineReference.DAGRUN_QUEUED_AT,
        interval=timedelta(minutes=float(minutes)),
        callback=SyncCallback(log_lateness),
    )
