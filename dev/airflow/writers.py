"""Reads from the process table on which host, and from when to when, each JVM of the DAG runs."""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass

import psutil
from hosts import Host


@dataclass
class Writer:
    host: str
    pid: int
    task: str
    date: str
    began: float
    last_seen: float

    def duration(self) -> float:
        return self.last_seen - self.began

    @contextlib.contextmanager
    def suspended(self) -> Iterator[None]:
        """Suspends the process for the duration of the block."""
        os.kill(self.pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(self.pid, signal.SIGCONT)


class Writers:
    def __init__(self, hosts: list[Host]) -> None:
        self._hosts = hosts
        self._known: dict[tuple[int, float], Writer] = {}

    def observe(self, now: float) -> None:
        for process in psutil.process_iter():
            with contextlib.suppress(psutil.Error, OSError):
                key = (process.pid, process.create_time())
                if key not in self._known:
                    found = self._writer(process, now)
                    if not found:
                        continue
                    self._known[key] = found
                if process.status() != psutil.STATUS_ZOMBIE:
                    self._known[key].last_seen = now

    def running(self, now: float) -> list[Writer]:
        """Returns the writers that run now."""
        return [writer for writer in self._known.values() if writer.last_seen == now]

    def of(self, task: str, date: str) -> list[Writer]:
        return [writer for writer in self._known.values() if (writer.task, writer.date) == (task, date)]

    def _writer(self, process: psutil.Process, now: float) -> Writer | None:
        if process.name() != "java":
            return None
        arguments = process.cmdline()
        host = next((host.name for host in self._hosts if host.runs(process.pid)), None)
        if not host or "-jar" not in arguments or "--date" not in arguments:
            return None
        task, date = arguments[arguments.index("-jar") + 2].replace("-", "_"), arguments[arguments.index("--date") + 1]
        return Writer(host, process.pid, task, date, process.create_time(), now)
