"""The JVM of a task: started, listened to, stopped."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple

SECONDS_TO_END_WELL = 4


class Ended(NamedTuple):
    exit_code: int
    last_line: str


class Jvm:
    """What the process prints is told line by line, without the secrets.

    The worker's log would be masked by Airflow as well, but what `airflow dags test` prints, and the result, would not.
    """

    def __init__(self, tell: Callable[[str], None], secrets: Sequence[str]) -> None:
        self._tell = tell
        self._secrets = secrets
        self._process: subprocess.Popen[bytes] | None = None

    def run(self, command: str, env: Mapping[str, str], folder: str) -> Ended:
        self._process = subprocess.Popen(
            [*_dying_with_its_parent(), "bash", "-c", command],
            env=env,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            # A group of its own, to be stopped as one.
            start_new_session=True,
        )
        line = ""
        # Not within `with`: past the task's time, its end would wait for the process before anyone stops it.
        for raw in self._process.stdout or ():
            line = self._without_secrets(raw.decode(errors="backslashreplace").rstrip())
            self._tell(line)
        return Ended(self._process.wait(), line)

    def stop(self) -> None:
        if self._process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGTERM)
            try:
                self._process.wait(SECONDS_TO_END_WELL)
            except subprocess.TimeoutExpired:
                os.killpg(self._process.pid, signal.SIGKILL)

    def _without_secrets(self, line: str) -> str:
        for secret in self._secrets:
            line = line.replace(secret, "***")
        return line


def _dying_with_its_parent() -> list[str]:
    """Where Linux offers it: were this process killed outright, with no time to stop it, the JVM would run on."""
    return ["setpriv", "--pdeathsig", "TERM"] if shutil.which("setpriv") else []
