"""What all tasks have in common: whose they are, how they are tried again, who is told when they fail."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from pipeline_alerts import log_failure

DEFAULTS: dict[str, Any] = {
    "owner": "data-platform",
    "retries": 5,
    "retry_delay": timedelta(minutes=1),
    # Each pause twice the one before.
    "retry_exponential_backoff": 2.0,
    "max_retry_delay": timedelta(hours=1),
    "on_failure_callback": log_failure,
    "on_retry_callback": log_failure,
}
