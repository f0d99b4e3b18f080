"""The default arguments of all tasks (owner, retries, failure callbacks) and a setting of all assets."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from pipeline_alerts import alert_failure, log_failure

DEFAULTS: dict[str, Any] = {
    "owner": "data-platform",
    "retries": 5,
    "retry_delay": timedelta(minutes=1),
    # The first pause takes one to two minutes. Both bounds double with each retry.
    "retry_exponential_backoff": 2.0,
    "max_retry_delay": timedelta(hours=1),
    # log_failure comes last, so that the jar's message is the last line of the log.
    "on_failure_callback": [alert_failure, log_failure],
    "on_retry_callback": log_failure,
}


def has_partitioned_assets(env: Mapping[str, str]) -> bool:
    """Returns whether PIPELINE_PARTITIONED_ASSETS is true, so that asset events have the date as partition key.

    The DAG processor and the workers read this setting. It is off by default, because an event with a partition key
    starts only DAGs that are scheduled by partitions.
    """
    return env.get("PIPELINE_PARTITIONED_ASSETS", "").lower() == "true"
