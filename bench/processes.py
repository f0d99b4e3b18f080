"""Measures processes: wall time, CPU of all threads and children, peak resident memory."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

IGNORED_VARIABLES = ("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "PYTHONPATH", "LAKE", "HTTPS_PROXY")


@dataclass(frozen=True)
class Cost:
    """Wall and CPU time in seconds, memory in MiB."""

    wall: float
    cpu: float
    memory: float

    def __add__(self, other: Cost) -> Cost:
        """Returns the cost of two processes, one after the other."""
        return Cost(self.wall + other.wall, self.cpu + other.cpu, max(self.memory, other.memory))


NOTHING = Cost(0, 0, 0)


@dataclass(frozen=True)
class ProcessResult:
    cost: Cost
    out: str


def environment(extra: Mapping[str, str]) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if name not in IGNORED_VARIABLES}
    return {**inherited, **extra}


def run(command: list[str], extra: Mapping[str, str], folder: Path) -> ProcessResult:
    """Runs a process. A failure of the process is an error."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, env=environment(extra), cwd=folder, stdout=out, stderr=err, stdin=subprocess.DEVNULL
        )
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        if process.returncode != 0:
            sys.exit(f"{' '.join(command)} ended with {process.returncode}:\n{err.read().decode()[-3000:]}")
        cost = Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
        return ProcessResult(cost, out.read().decode())


def alternate(rounds: int, kinds: Mapping[str, Callable[[], Cost]]) -> dict[str, list[Cost]]:
    """Measures each kind once per round, so that other load on the machine affects all kinds equally. Discards the
    first round.
    """
    costs: dict[str, list[Cost]] = {name: [] for name in kinds}
    for number in range(rounds + 1):
        for name, run_once in kinds.items():
            cost = run_once()
            if number > 0:
                costs[name].append(cost)
                print(f"  {name}: {cost.wall:.2f} s, CPU {cost.cpu:.2f} s, {cost.memory:.0f} MB", file=sys.stderr)
    return costs


def median(costs: list[Cost]) -> Cost:
    """Returns the median of each figure."""
    return Cost(
        statistics.median(cost.wall for cost in costs),
        statistics.median(cost.cpu for cost in costs),
        statistics.median(cost.memory for cost in costs),
    )
