"""An Airflow cluster policy that shortens the delay before a retry, so that tests do not wait for minutes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any


def task_policy(task: Any) -> None:
    task.retry_delay = timedelta(seconds=1)
