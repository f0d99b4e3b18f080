"""A policy that changes tasks without changing their DAG; Airflow imports this module if it is on Python's path."""

from __future__ import annotations

from datetime import timedelta
from typing import Any


def task_policy(task: Any) -> None:
    # The queue of workers that have Java.
    task.queue = "jvm"
    # Replaces the delay of a minute and more.
    task.retry_delay = timedelta(seconds=5)
