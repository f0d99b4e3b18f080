"""Airflow's own way to change tasks without changing their DAG: it reads this where it is on the path of Python."""

from __future__ import annotations

from datetime import timedelta
from typing import Any


def task_policy(task: Any) -> None:
    # For workers that have Java.
    task.queue = "jvm"
    # In place of a minute and more, which no test need wait.
    task.retry_delay = timedelta(seconds=5)
