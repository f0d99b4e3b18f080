"""The JVM process of a task: starts it, reads its output and stops it."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

SHUTDOWN_SECONDS = 4
MAX_LAST_LINES = 20
# Exit codes of setpriv if it cannot start a file, and of the shell in which it runs a file of an unknown format. The
# jar never uses them.
UNEXECUTED = {2, 126, 127}
# Errors of the operating system that can disappear by themselves, so that a retry may help.
TRANSIENT_ERRORS = {errno.EAGAIN, errno.ENOMEM, errno.EMFILE, errno.ENFILE, errno.EIO, errno.ESTALE, errno.ETXTBSY}


class ProcessResult(NamedTuple):
    """The outcome of a process: exit code, wall time in seconds, the last result in its output (or None), and the last
    output lines without stack traces.
    """

    exit_code: int
    seconds: float
    result: dict[str, Any] | None
    last_lines: list[str]


class StartError(Exception):
    """The process could not be started, and a retry would fail too."""


class JvmProcess:
    """A process whose output is written line by line to the task's log, with secrets masked.

    Airflow masks secrets in the worker's log, but neither in the output of `airflow dags test` nor in the result.
    """

    def __init__(self, report: Callable[[str], None], secrets: Sequence[str]) -> None:
        self._report = report
        self._secrets = secrets
        self._process: subprocess.Popen[bytes] | None = None

    def run(
        self,
        command: Sequence[str],
        env: Mapping[str, str],
        folder: str,
        read: Callable[[str], dict[str, Any] | None],
    ) -> ProcessResult:
        """Runs a program and waits for its end. `read` returns the result that a line of output contains, or None.

        Every line is passed to `read`, because the JVM and its agents can print lines after the result line, and text
        before the result on that line.
        """
        started_at = time.monotonic()
        self._process = _start([*_end_with_parent_command(), *command], env, folder)
        result = None
        last_lines: deque[str] = deque(maxlen=MAX_LAST_LINES)
        # Not in a `with` block: after the task's timeout, the end of the block would wait for the process.
        for raw in self._process.stdout or ():
            line = self._mask_secrets(raw.decode(errors="backslashreplace").rstrip())
            self._report(line)
            result = read(line) or result
            if line and not line.lstrip().startswith("at "):
                last_lines.append(line)
        exit_code = self._process.wait()
        if exit_code in UNEXECUTED and result is None:
            _check_executable(command[0], env, folder)
        return ProcessResult(exit_code, time.monotonic() - started_at, result, list(last_lines))

    def stop(self) -> None:
        if self._process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGTERM)
            try:
                self._process.wait(SHUTDOWN_SECONDS)
            except subprocess.TimeoutExpired:
                os.killpg(self._process.pid, signal.SIGKILL)

    def _mask_secrets(self, line: str) -> str:
        for secret in self._secrets:
            line = line.replace(secret, "***")
        return line


def _start(command: Sequence[str], env: Mapping[str, str], folder: str) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(
            command,
            env=env,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            # Creates a separate process group, so that stop() can end the JVM and its child processes together.
            start_new_session=True,
        )
    except (OSError, ValueError) as failure:
        if isinstance(failure, OSError) and failure.errno in TRANSIENT_ERRORS:
            raise
        raise StartError(str(failure)) from failure


def _end_with_parent_command() -> list[str]:
    """Returns a command prefix with which the command ends if this process is killed. Only Linux has setpriv."""
    return ["setpriv", "--pdeathsig", "TERM"] if shutil.which("setpriv") else []


def _check_executable(java: str, env: Mapping[str, str], folder: str) -> None:
    """Raises a StartError if the operating system cannot start Java.

    setpriv is not used here: if Java cannot start, setpriv only prints a message, and it runs a file of an unknown
    format in a shell.
    """
    with _start([java, "-version"], env, folder) as process:
        process.kill()
