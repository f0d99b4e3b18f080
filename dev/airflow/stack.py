"""A real Airflow on this machine for the demo and the tests: an API server and a scheduler, on one address only."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import psutil

CHECKOUT = Path(__file__).resolve().parents[2]
LOOPBACK = "127.0.0.1"
START_SECONDS = 300
# The time limit of a response. On a busy machine, a response can take this long.
RESPONSE_SECONDS = 120
SHUTDOWN_SECONDS = 5


class StackError(Exception):
    """A failure that is shown to the user without a traceback."""


class Stack:
    """An Airflow: `with Stack(home, dags, settings) as airflow:`. At the end of the block, all processes of Airflow
    have ended.
    """

    def __init__(self, home: Path, dags: Path, settings: Mapping[str, str], address: str = LOOPBACK) -> None:
        self.home = home
        self.port = _free_port(address)
        self.url = f"http://{address}:{self.port}"
        self.env = _environment(home, dags, address, self.port) | settings
        self._services: dict[str, psutil.Popen] = {}
        self._token = ""

    def __enter__(self) -> Stack:
        try:
            self._migrate()
            self._start("api-server")
            self.airflow("dags", "reserialize")
            self._wait_for_the_api()
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def start_scheduler(self) -> None:
        # A server for logs would listen on all addresses. It is not needed, because the API server reads the log files.
        self._start("scheduler", "--skip-serve-logs")

    def check(self) -> None:
        for name, service in self._services.items():
            if service.poll() is not None:
                raise StackError(f"airflow {name} ended by itself; the end of its log:\n{self._tail(name)}")

    def airflow(self, *arguments: str) -> str:
        """Runs one command of Airflow's command line. This takes several seconds; `call` is faster."""
        completed = subprocess.run(
            _airflow(*arguments), env=self.env, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
        if completed.returncode:
            raise StackError(
                f"airflow {' '.join(arguments)} failed:\n{completed.stdout[-2000:]}{completed.stderr[-4000:]}"
            )
        return completed.stdout

    def call(self, method: str, path: str, body: Any = None) -> Any:
        """Sends a request to the public REST API. `path` does not include /api/v2."""
        return json.loads(self._request(method, f"/api/v2{path}", body) or "null")

    def backfill(self, dag_id: str, first: str, last: str, at_once: int = 2) -> None:
        """Creates a backfill. Must be called before the scheduler starts, because the scheduler locks SQLite."""
        span = {"from_date": f"{first}T00:00:00Z", "to_date": f"{last}T00:00:00Z", "max_active_runs": at_once}
        self.call("POST", "/backfills", {"dag_id": dag_id, **span})

    def log(self, dag_id: str, run_id: str, task_id: str, try_number: int) -> str:
        """Returns a task's log as Airflow's page shows it."""
        path = f"/api/v2/dags/{dag_id}/dagRuns/{run_id}/taskInstances/{task_id}/logs/{try_number}"
        content = json.loads(self._request("GET", path) or "{}").get("content", [])
        return "\n".join(line.get("event", "") if isinstance(line, dict) else str(line) for line in content)

    def _request(self, method: str, path: str, body: Any = None) -> bytes:
        request = urllib.request.Request(  # noqa: S310, always our own http address
            self.url + path,
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={
                "Authorization": f"Bearer {self._token}",
                "Content-Type": "application/json",
                "Accept": "application/json",
            },
        )
        try:
            # Requests on loopback do not use a proxy of this machine.
            opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
            with opener.open(request, timeout=RESPONSE_SECONDS) as answer:
                return answer.read()
        except urllib.error.HTTPError as error:
            raise StackError(f"{method} {path}: {error.code} {error.read().decode(errors='replace')}") from error

    def _migrate(self) -> None:
        """Deletes the database of another version of Airflow instead of migrating it."""
        done = self.home / "migrated"
        version = (Path(sys.prefix) / "complete").read_text()
        if done.exists() and done.read_text() == version:
            return
        shutil.rmtree(self.home, ignore_errors=True)
        self.home.mkdir(parents=True)
        self.airflow("db", "migrate")
        done.write_text(version)

    def _start(self, *arguments: str) -> None:
        logs = self.home / "services"
        logs.mkdir(exist_ok=True)
        name = arguments[0]
        with (logs / f"{name}.log").open("wb") as log:
            self._services[name] = psutil.Popen(
                [*_end_with_parent_command(), *_airflow(*arguments)],
                env=self.env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                # The service has its own process group, so that only this process handles Ctrl-C and can end the whole
                # group.
                start_new_session=True,
            )

    def _wait_for_the_api(self) -> None:
        def ready() -> bool:
            with contextlib.suppress(OSError, StackError):
                self._token = json.loads(self._request("GET", "/auth/token"))["access_token"]
                return True
            return False

        self.wait_until(ready, START_SECONDS, "a response of the API server")

    def wait_until(self, is_true: Callable[[], bool], seconds: float, condition: str) -> None:
        end = time.monotonic() + seconds
        while not is_true():
            self.check()
            if time.monotonic() > end:
                raise StackError(
                    f"Timed out after {seconds:.0f} s waiting for {condition}; the services' logs are in {self.home}"
                )
            time.sleep(0.25)

    def _tail(self, name: str) -> str:
        log = self.home / "services" / f"{name}.log"
        return "\n".join(log.read_text(errors="replace").splitlines()[-20:])

    def _stop(self) -> None:
        with _uninterrupted():
            services = list(self._services.values())
            # A task's JVM has its own session, so ending the process groups is not enough.
            family = [process for service in services for process in _with_children(service)]
            for process in family:
                with contextlib.suppress(psutil.NoSuchProcess):
                    process.terminate()
            _, alive = psutil.wait_procs(family, timeout=SHUTDOWN_SECONDS)
            for process in alive:
                with contextlib.suppress(psutil.NoSuchProcess):
                    process.kill()
            for service in services:
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.killpg(service.pid, signal.SIGKILL)
                service.wait()
            self._services.clear()


def _with_children(service: psutil.Popen) -> list[psutil.Process]:
    with contextlib.suppress(psutil.NoSuchProcess):
        return [service, *service.children(recursive=True)]
    return []


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """Ignores a second Ctrl-C while the processes are stopped."""
    endings = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = [signal.signal(ending, signal.SIG_IGN) for ending in endings]
    try:
        yield
    finally:
        for ending, handler in zip(endings, before, strict=True):
            signal.signal(ending, handler)


def inherited_environment() -> dict[str, str]:
    """Returns the environment of this shell, without the settings of another Airflow, pipeline or Iceberg catalog."""
    foreign = ("AIRFLOW", "ICEBERG_", "PIPELINE_")
    return {name: value for name, value in os.environ.items() if not name.startswith(foreign)}


def _environment(home: Path, dags: Path, address: str, port: int) -> dict[str, str]:
    return inherited_environment() | {
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__API__BASE_URL": f"http://{address}:{port}",
        "AIRFLOW__API__HOST": address,
        "AIRFLOW__API__PORT": str(port),
        "AIRFLOW__API__SECRET_KEY": secrets.token_hex(32),
        "AIRFLOW__API__WORKERS": "1",
        "AIRFLOW__API_AUTH__JWT_SECRET": secrets.token_hex(64),
        "AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION": "False",
        "AIRFLOW__CORE__DAGS_FOLDER": str(dags),
        "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"http://{address}:{port}/execution/",
        "AIRFLOW__CORE__EXECUTOR": "LocalExecutor",
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        # Otherwise a DAG whose settings change within 30 s of the last change keeps its old form.
        "AIRFLOW__CORE__MIN_SERIALIZED_DAG_UPDATE_INTERVAL": "0",
        "AIRFLOW__CORE__PARALLELISM": "2",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS": "True",
        # Airflow's default database is SQLite. Its timeout is longer here: on a busy machine, a writer blocks others
        # for more than 5 s.
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{home.resolve()}/airflow.db?timeout={RESPONSE_SECONDS}",
        "AIRFLOW__USAGE_DATA_COLLECTION__ENABLED": "False",
        "AIRFLOW__WORKERS__MIN_HEARTBEAT_INTERVAL": "1",
        "NO_PROXY": ",".join(filter(None, [os.environ.get("NO_PROXY"), address])),
        "no_proxy": ",".join(filter(None, [os.environ.get("no_proxy"), address])),
        "PYTHONUNBUFFERED": "1",
    }


def _airflow(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "airflow", *arguments]


def _end_with_parent_command() -> list[str]:
    """Returns a command prefix that ends the command with this process, so that a killed demo leaves no process."""
    return ["setpriv", "--pdeathsig", "TERM"] if shutil.which("setpriv") else []


def _free_port(address: str) -> int:
    with socket.socket() as probe:
        probe.bind((address, 0))
        return probe.getsockname()[1]
