"""Reads from Airflow on which host each try of a task ran, and when Airflow noticed that a try was lost."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any

from stack import Stack

TASKS = ["extract_releases", "extract_tracks", "transform", "load"]
PAGE = 100


def states_of_runs(airflow: Stack, dag_id: str) -> Counter[str]:
    runs = airflow.call("GET", f"/dags/{dag_id}/dagRuns?limit={PAGE}")["dag_runs"]
    return Counter(run["state"] for run in runs)


class Tries:
    """The tries of every task, by date, as Airflow has recorded them."""

    def __init__(self, airflow: Stack, dag_id: str) -> None:
        self._tries: dict[tuple[str, str], list[dict[str, Any]]] = {}
        for task in _all(airflow, dag_id):
            run = f"/dags/{dag_id}/dagRuns/{task['dag_run_id']}"
            retried = task["try_number"] > 1
            tries = (
                airflow.call("GET", f"{run}/taskInstances/{task['task_id']}/tries")["task_instances"] if retried else []
            )
            self._tries[task["logical_date"][:10], task["task_id"]] = tries or [task]

    def last(self, day: str, task_id: str) -> dict[str, Any]:
        return self._tries[day, task_id][-1]

    def hosts(self, day: str, task_id: str) -> list[str]:
        return [one["hostname"] for one in self._tries.get((day, task_id), [])]

    def heartbeat_lost_at(self, day: str, task_id: str) -> float:
        """Returns the time at which Airflow treated the first try as lost."""
        return datetime.fromisoformat(self._tries[day, task_id][0]["end_date"]).timestamp()

    def show(self, days: list[str]) -> None:
        width = 22
        print(f"\n{'date':<12}" + "".join(f"{name:<{width}}" for name in TASKS).rstrip())
        for day in days:
            places = (" > ".join(self.hosts(day, name)) for name in TASKS)
            print(f"{day:<12}" + "".join(f"{place:<{width}}" for place in places).rstrip())


def _all(airflow: Stack, dag_id: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    while True:
        page = airflow.call(
            "GET", f"/dags/{dag_id}/dagRuns/~/taskInstances?limit={PAGE}&offset={len(found)}&order_by=id"
        )
        found += page["task_instances"]
        if len(found) >= page["total_entries"]:
            return found
