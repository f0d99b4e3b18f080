"""The JVM of a task: started, listened to, stopped."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

SECONDS_TO_END_WELL = 4
LINES_TO_REMEMBER = 20
# What the operating system refuses now, and may not refuse later.
PASSING = {errno.EAGAIN, errno.ENOMEM, errno.EMFILE, errno.ENFILE, errno.EIO, errno.ESTALE, errno.ETXTBSY}


class ProcessResult(NamedTuple):
    """`result` is that of the last line which has one; `last_lines` are the last, without those of a stack trace."""

    exit_code: int
    result: dict[str, Any] | None
    last_lines: list[str]


class StartError(Exception):
    """Nothing was started, and another try would end the same."""


class JvmProcess:
    """What the process prints is told line by line, without the secrets.

    The worker's log would be masked by Airflow as well, but what `airflow dags test` prints, and the result, would not.
    """

    def __init__(self, tell: Callable[[str], None], secrets: Sequence[str]) -> None:
        self._tell = tell
        self._secrets = secrets
        self._process: subprocess.Popen[bytes] | None = None

    def run(
        self,
        command: str,
        env: Mapping[str, str],
        folder: str,
        read: Callable[[str], dict[str, Any] | None],
    ) -> ProcessResult:
        """Waits for the end; `read` finds the result in a line.

        The JVM and its agents may print below the result, and without a line's end above it.
        """
        self._process = _started(command, env, folder)
        result = None
        last_lines: deque[str] = deque(maxlen=LINES_TO_REMEMBER)
        # Not within `with`: past the task's time, its end would wait for the process before anyone stops it.
        for raw in self._process.stdout or ():
            line = self._without_secrets(raw.decode(errors="backslashreplace").rstrip())
            self._tell(line)
            result = read(line) or result
            if line and not line.lstrip().startswith("at "):
                last_lines.append(line)
        return ProcessResult(self._process.wait(), result, list(last_lines))

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


def _started(command: str, env: Mapping[str, str], folder: str) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(
            [*_dying_with_its_parent(), "bash", "-c", command],
            env=env,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            # A group of its own, to be stopped as one.
            start_new_session=True,
        )
    except (OSError, ValueError) as failure:
        if isinstance(failure, OSError) and failure.errno in PASSING:
            raise
        raise StartError(str(failure)) from failure


def _dying_with_its_parent() -> list[str]:
    """Where Linux offers it: were this process killed outright, with no time to stop it, the JVM would run on."""
    return ["setpriv", "--pdeathsig", "TERM"] if shutil.which("setpriv") else []
