"""A task state store in memory, for tests that run without Airflow's task runner."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from airflow.sdk.execution_time.context import NEVER_EXPIRE


class FakeStateStore:
    """Stores values as JSON, like Airflow's store."""

    def __init__(self) -> None:
        self._values: dict[str, str] = {}

    def get(self, key: str, default: Any = None) -> Any:
        return json.loads(self._values[key]) if key in self._values else default

    def set(self, key: str, value: Any, *, retention: timedelta | None = None) -> None:
        self._values[key] = json.dumps(value)


def check_store(store: Any) -> None:
    """Checks the behaviour that the fake store and Airflow's store must have in common."""
    assert store.get("absent") is None
    for value in ({"text": "one", "number": 0.5, "is_true": False}, {"number": 2}):
        store.set("key", value, retention=NEVER_EXPIRE)
        assert store.get("key") == value
