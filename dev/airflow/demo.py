"""The main part of ./demo. It runs the DAG once in a real Airflow and shows the resulting tables."""

from __future__ import annotations

import argparse
import fcntl
import json
import os
import shutil
import signal
import sys
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import duckdb
import iceberg
from stack import CHECKOUT, Stack, StackError
from tables import ANALYTICS, align, print_first_rows

DAG_ID = "new_releases"
# The last task exists only with --iceberg.
TASKS = ["extract_releases", "extract_tracks", "transform", "load", "publish_iceberg"]
RUN_SECONDS = 900
STATE = CHECKOUT / ".airflow"
LAKE = STATE / "demo-lake"


def main() -> int:
    arguments = _arguments()
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, lambda number, _: sys.exit(128 + number))
    date = (datetime.now(timezone.utc) - timedelta(days=1)).date().isoformat()
    try:
        with _lock():
            return _demo(date, arguments.iceberg, arguments.keep)
    except StackError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped; all its processes have ended.", file=sys.stderr)
        return 130


def _demo(date: str, has_iceberg: bool, keep: bool) -> int:
    print_step("Starting Airflow: API server and scheduler, on loopback only")
    with Stack(STATE / "home", CHECKOUT / "dags", _settings(has_iceberg)) as airflow:
        _stop_earlier_demo(airflow)
        airflow.start_scheduler()
        run = airflow.call("POST", f"/dags/{DAG_ID}/dagRuns", {"logical_date": None, "conf": {"date": date}})
        print_step(f"Running the DAG {DAG_ID} for {date} against the simulator")
        tasks = TASKS if has_iceberg else TASKS[:-1]
        green = _watch(airflow, run["dag_run_id"], len(tasks))
        _print_tasks(airflow, run["dag_run_id"])
        if green:
            _print_tables(date)
            print_step(f"{len(tasks)} green tasks, and rows in every table of {_display_path(LAKE)}/analytics.")
            if has_iceberg:
                _print_iceberg(date)
        else:
            _print_failures(airflow, run["dag_run_id"])
        if keep:
            print_step(f"Airflow's page: {airflow.url}/dags/{DAG_ID}   (Ctrl-C ends it)")
            while True:
                airflow.check()
                time.sleep(1)
        return 0 if green else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./demo", add_help=False)
    parser.add_argument("--iceberg", action="store_true")
    parser.add_argument("--keep", action="store_true")
    return parser.parse_args()


def _settings(has_iceberg: bool) -> dict[str, str]:
    return {
        **({"ICEBERG_CATALOG": "folder"} if has_iceberg else {}),
        # The schedule would otherwise start a second run of the same date.
        "AIRFLOW__SCHEDULER__USE_JOB_SCHEDULE": "False",
        "LAKE": f"file:{LAKE}",
        "PIPELINE_JAR": str(CHECKOUT / "target" / "pipeline.jar"),
        # Not the checkout, because the .env there may name a real account.
        "PIPELINE_HOME": str(STATE),
        "SIMULATE": "true",
    }


def _lock() -> Any:
    STATE.mkdir(exist_ok=True)
    lock = (STATE / "demo.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise StackError("another ./demo runs in this folder; stop it first") from None
    return lock


def _stop_earlier_demo(airflow: Stack) -> None:
    """Ends the run of a killed demo, which would otherwise delay the run of this demo."""
    runs = airflow.call("GET", f"/dags/{DAG_ID}/dagRuns?state=running&state=queued")["dag_runs"]
    for run in runs:
        airflow.call("PATCH", f"/dags/{DAG_ID}/dagRuns/{run['dag_run_id']}", {"state": "failed"})


def _watch(airflow: Stack, run_id: str, count: int) -> bool:
    """Prints each change of a task's state until all `count` tasks have ended, or until one task has failed."""
    states_seen: dict[str, str] = {}
    end = time.monotonic() + RUN_SECONDS
    while time.monotonic() < end:
        airflow.check()
        for task in _tasks(airflow, run_id):
            state = task["state"] or "waiting"
            if states_seen.get(task["task_id"]) != state and state not in ("waiting", "scheduled", "queued"):
                print(f"    {task['task_id']:<17} {state}", flush=True)
            states_seen[task["task_id"]] = state
        if set(states_seen.values()) & {"failed", "upstream_failed", "up_for_retry"}:
            return False
        if list(states_seen.values()) == ["success"] * count:
            return True
        time.sleep(0.5)
    raise StackError(f"The run did not end within {RUN_SECONDS} s: {states_seen}")


def _tasks(airflow: Stack, run_id: str) -> list[dict[str, Any]]:
    tasks = airflow.call("GET", f"/dags/{DAG_ID}/dagRuns/{run_id}/taskInstances")["task_instances"]
    return sorted(tasks, key=lambda task: TASKS.index(task["task_id"]))


def _print_tasks(airflow: Stack, run_id: str) -> None:
    print(f"\n{'task':<17} {'state':<13} {'seconds':>7}  rows")
    results = []
    for task in _tasks(airflow, run_id):
        result = _result(airflow, run_id, task)
        rows = ", ".join(
            f"{count:,} {table.rpartition('/')[2]}" for table, count in (result or {}).get("rows", {}).items()
        )
        unchanged = " (nothing changed)" if result and result.get("changed") is False else ""
        print(f"{task['task_id']:<17} {task['state'] or '-':<13} {task['duration'] or 0:>7.1f}  {rows}{unchanged}")
        results += [json.dumps(result)] if result else []
    if results:
        print("\nThe result that each task left for Airflow:", *results, sep="\n")


def _result(airflow: Stack, run_id: str, task: dict[str, Any]) -> dict[str, Any] | None:
    if task["state"] != "success":
        return None
    path = f"/dags/{DAG_ID}/dagRuns/{run_id}/taskInstances/{task['task_id']}/xcomEntries/return_value"
    value = airflow.call("GET", path)["value"]
    return json.loads(value) if isinstance(value, str) else value


def _print_failures(airflow: Stack, run_id: str) -> None:
    for task in _tasks(airflow, run_id):
        if task["state"] in ("failed", "up_for_retry"):
            log = airflow.log(DAG_ID, run_id, task["task_id"], task["try_number"])
            lines = [line for line in log.splitlines() if not line.startswith("::")]
            print(f"\nThe end of the log of {task['task_id']}:", *lines[-25:], sep="\n  ", file=sys.stderr)


def _print_tables(date: str) -> None:
    width = shutil.get_terminal_size((120, 24)).columns
    for table in ANALYTICS:
        try:
            count = print_first_rows(LAKE, table, date, width)
        except duckdb.Error as error:
            raise StackError(f"analytics/{table} could not be read: {error}") from error
        if not count:
            raise StackError(f"analytics/{table} is empty.")


def _print_iceberg(date: str) -> None:
    tables = LAKE / "iceberg"
    print_step(f"New releases of {date}, read by DuckDB from the Iceberg tables in {_display_path(tables)}:")
    rows = iceberg.first_releases(tables / "analytics", date)
    lines, _ = align(rows, shutil.get_terminal_size((120, 24)).columns)
    print("", *lines, sep="\n")


def _display_path(path: Path) -> str:
    return os.path.relpath(path)


def print_step(step: str) -> None:
    print(f"\n==> {step}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
