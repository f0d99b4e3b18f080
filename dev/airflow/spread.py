"""Runs the DAG on two hosts with Celery: a backfill of thirty dates, while workers and a host are killed.

At the end, each partition must have the same content as if a single process on one machine had written it.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import psutil
from hosts import GATEWAY, Host, Network
from lakes import TABLES, differences_from, first_album
from services import BUCKET, JAR, Services, java, relay
from stack import CHECKOUT, Stack, StackError
from tasks import Tries, states_of_runs
from writers import Writer, Writers

DAG_ID = "new_releases"
DATES = [str(date(2024, 2, 1) + timedelta(days=index)) for index in range(30)]
SIMULATOR_OPTIONS = ["--date", "2025-01-01"]
SPOTIFY, ANOTHER_SPOTIFY = 8765, 8766
# Fetching the tracks of these dates takes long: Spotify's first response is 429 with a wait of WAIT_SECONDS, which is
# below --max-wait.
LOST_DATE, CONCURRENT_DATE, LOST_WITH_ITS_HOST = DATES[4], DATES[9], DATES[19]
WAIT_SECONDS = {LOST_DATE: 100, CONCURRENT_DATE: 40, LOST_WITH_ITS_HOST: 100}
WAIT_START_SECONDS = 5
# The queue to which the policy assigns all tasks of the DAG.
QUEUE = "jvm"
DOWNTIME_SECONDS = 10
# The limit of a step, so that a stuck test ends; on a busy machine a step takes minutes.
STEP_SECONDS = 1500

SETTINGS = {
    "AIRFLOW__CORE__EXECUTOR": "CeleryExecutor",
    "AIRFLOW__CORE__HOSTNAME_CALLABLE": "socket.gethostname",
    "AIRFLOW__CORE__PARALLELISM": "8",
    "AIRFLOW__CELERY__WORKER_CONCURRENCY": "2",
    # Airflow treats a task as lost after this time without a heartbeat (default: five minutes).
    "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT": "30",
    "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT_DETECTION_INTERVAL": "5",
    # After this time, a task that was queued but has not started is queued again (default: ten minutes).
    "AIRFLOW__SCHEDULER__TASK_QUEUED_TIMEOUT": "60",
    "AIRFLOW__SCHEDULER__TASK_QUEUED_TIMEOUT_CHECK_INTERVAL": "5",
    # Creates only the runs of the backfill.
    "AIRFLOW__SCHEDULER__USE_JOB_SCHEDULE": "False",
    # The folder of the policy, which sets the queue and shortens the retry delay.
    "PYTHONPATH": str(Path(__file__).with_name("policy")),
}


@dataclass
class WorkerLoss:
    label: str
    at: float
    tasks: list[Writer]


class CeleryScenario:
    def __init__(self, folder: Path) -> None:
        self._began = time.time()
        self._folder = folder
        self._jar = folder / JAR.name
        self._one_machine = folder / "one-machine"
        self._network = Network(["worker-a", "worker-b"], folder)
        self._hosts = {host.name: host for host in self._network.hosts}
        self._writers = Writers(self._network.hosts)
        self._services = Services(GATEWAY, folder)
        settings = SETTINGS | self._services.airflow_settings()
        self._airflow = Stack(folder / "airflow", CHECKOUT / "dags", settings, GATEWAY)
        self._workers: dict[str, psutil.Process] = {}
        self._losses: list[WorkerLoss] = []
        self._states: Counter[str] = Counter()
        self._now = self._asked = 0.0

    def run(self) -> None:
        shutil.copyfile(JAR, self._jar)
        self._services.start()
        self._print_step(f"Redis, PostgreSQL and an S3 server listen on {GATEWAY}, the bridge of the two hosts")
        one_machine = self._run_reference()
        archive = self._start_archive()
        with self._airflow:
            self._airflow.start_scheduler()
            self._print_step("Airflow's api server and scheduler are up")
            self._finish("archive-classes", archive)
            self._finish("backfill on one machine", one_machine)
            self._print_step(f"One process on one machine has made the {len(DATES)} dates of the reference")
            self._services.simulator(SPOTIFY, *SIMULATOR_OPTIONS, *self._faults())
            self._services.forward_port(SPOTIFY)
            for host in self._network.hosts:
                self._boot_host(host)
            self._backfill()
            self._kill_a_worker()
            self._check_two_writers()
            self._kill_a_host()
            self._wait_until("the backfill to end", lambda: self._done() == len(DATES) and not self._running())
            self._print_step(f"All {len(DATES)} runs are green, and no JVM is running")
            tries = Tries(self._airflow, DAG_ID)
            self._print_losses(tries)
            self._read_a_log(tries.last(DATES[-1], "load"))
        self._compare()

    def _run_reference(self) -> psutil.Popen:
        """For comparison, starts a backfill of the same dates with the jar alone and a simulator with the same data."""
        self._services.simulator(ANOTHER_SPOTIFY, *SIMULATOR_OPTIONS)
        env = os.environ | _spotify_at(ANOTHER_SPOTIFY)
        span = ["--from", DATES[0], "--to", DATES[-1], "--lake", f"file:{self._one_machine}"]
        return self._start_jar("one-machine", "backfill", *span, env=env)

    def _start_archive(self) -> psutil.Popen:
        """Creates the class-data archive, as docs/operations.md says."""
        return self._start_jar("archive", "archive-classes", env=os.environ)

    def _start_jar(self, name: str, *arguments: str, env: Mapping[str, str]) -> psutil.Popen:
        with (self._folder / f"{name}.log").open("wb") as log:
            return psutil.Popen([*java(self._jar), *arguments], env=dict(env), cwd=self._folder, stdout=log, stderr=log)

    def _finish(self, name: str, program: psutil.Popen) -> None:
        if program.wait():
            raise StackError(f"{name} ended with {program.returncode}; its log is in target/celery-logs")

    def _faults(self) -> list[str]:
        blocks = {first_album(self._one_machine, day): seconds for day, seconds in WAIT_SECONDS.items()}
        faults = (f"429:retry-after={wait},times=1,path=/v1/albums?ids={album}" for album, wait in blocks.items())
        return [argument for fault in faults for argument in ("--fault", fault)]

    def _boot_host(self, host: Host) -> None:
        host.boot()
        self._start(host, *relay(f"127.0.0.1:{SPOTIFY}", f"{GATEWAY}:{SPOTIFY}"))
        self._start_worker(host)

    def _start_worker(self, host: Host) -> None:
        # The process ID may belong to another process by now.
        (host.home / "airflow-worker.pid").unlink(missing_ok=True)
        self._workers[host.name] = self._start(host, sys.executable, "-m", "airflow", "celery", "worker", "-q", QUEUE)
        self._print_step(f"A worker is started on {host.name}, {host.address}")

    def _start(self, host: Host, *command: str) -> psutil.Process:
        env = {
            "AIRFLOW_HOME": str(host.home),
            "LAKE": f"s3://{BUCKET}",
            "PIPELINE_JAR": str(self._jar),
            "PIPELINE_HOME": str(host.home),
            # Temporary files go to the folder of the host, so that the files of a killed JVM are deleted with this
            # folder.
            "PIPELINE_JAVA_OPTIONS": f"-Djava.io.tmpdir={host.home}",
        }
        every = self._airflow.env | self._services.s3_settings() | _spotify_at(SPOTIFY)
        return host.start(*command, env=every | env, log=self._folder / f"{host.name}.log")

    def _backfill(self) -> None:
        span = {"from_date": f"{DATES[0]}T00:00:00Z", "to_date": f"{DATES[-1]}T00:00:00Z"}
        self._airflow.call("POST", "/backfills", {"dag_id": DAG_ID, **span, "max_active_runs": 8})
        self._print_step(f"A backfill of {len(DATES)} dates has started, {DATES[0]} to {DATES[-1]}")

    def _kill_a_worker(self) -> None:
        """Kills the main process of a worker. Celery's other processes end too. The orphaned task ends when it next
        writes to the log.
        """
        orphan = self._kill_worker_of(LOST_DATE)
        self._wait_until("the orphan to end", lambda: orphan not in self._running())
        self._print_step(f"  the JVM of its task ended {orphan.last_seen - self._losses[-1].at:.0f} s later")
        if orphan.host in self._writers_of_tracks(LOST_DATE):
            raise StackError(f"The orphaned task has published raw/tracks, but had to end before: {orphan}")
        self._start_worker(self._hosts[orphan.host])

    def _check_two_writers(self) -> None:
        """Checks two concurrent writers. They occur on hosts without setpriv, where a JVM does not end with its parent.

        The orphan is suspended until the other writer has started, so that the test does not depend on chance.
        """
        for host in self._network.hosts:
            host.hide("setpriv")
        orphan = self._kill_worker_of(CONCURRENT_DATE)
        with orphan.suspended():
            self._wait_until("a second writer", lambda: len(self._fetching(CONCURRENT_DATE)) > 1)
        other = self._fetching(CONCURRENT_DATE)[1]
        self._print_step(f"  two tasks write its raw/tracks at the same time: on {orphan.host} and {other.host}")
        self._start_worker(self._hosts[orphan.host])
        self._wait_until("both to end", lambda: not any(writer in self._running() for writer in (orphan, other)))
        hosts = self._writers_of_tracks(CONCURRENT_DATE)
        self._print_step(f"  both have ended; raw/tracks was written on {', then on '.join(hosts)}")
        if orphan.host not in hosts:
            raise StackError(f"The orphaned task has published nothing, but had to write raw/tracks: {orphan}")

    def _kill_worker_of(self, day: str) -> Writer:
        writer = self._waiting(day)
        self._kill(f"the main process of {writer.host}'s worker", writer.host, self._workers[writer.host].kill)
        return writer

    def _kill_a_host(self) -> None:
        """Kills all processes of the host."""
        host = self._hosts[self._waiting(LOST_WITH_ITS_HOST).host]
        self._kill(f"every process of {host.name}", host.name, host.kill)
        time.sleep(DOWNTIME_SECONDS)
        self._boot_host(host)

    def _waiting(self, day: str) -> Writer:
        """Returns the task that fetches the tracks of that date, after it has begun to wait for Spotify."""
        waiting = lambda: any(writer.duration() > WAIT_START_SECONDS for writer in self._fetching(day))  # noqa: E731
        self._wait_until(f"the tracks of {day} to be fetched", waiting)
        return self._fetching(day)[0]

    def _kill(self, label: str, host: str, kill: Callable[[], None]) -> None:
        tasks = self._running(host)
        kill()
        self._losses.append(WorkerLoss(label, time.time(), tasks))
        interrupted = ", ".join(f"{writer.task} {writer.date}" for writer in tasks)
        self._print_step(f"Killed with -9: {label}, during {interrupted}")

    def _print_losses(self, tries: Tries) -> None:
        tries.show(DATES)
        for loss in self._losses:
            print(f"\nTasks lost when -9 killed {loss.label}:")
            lost = [writer for writer in loss.tasks if len(tries.hosts(writer.date, writer.task)) > 1]
            for writer in lost:
                print(f"  {writer.task} {writer.date}: {self._find_retry(writer, loss.at, tries)}")
            if not lost:
                raise StackError("no task was lost, so the test proves nothing")
        print()

    def _find_retry(self, lost: Writer, at: float, tries: Tries) -> str:
        noticed = tries.heartbeat_lost_at(lost.date, lost.task) - at
        retry = next(writer for writer in self._writers.of(lost.task, lost.date) if writer.began > at)
        return f"loss noticed after {noticed:.0f} s, restarted after {retry.began - at:.0f} s on {retry.host}"

    def _read_a_log(self, task: dict[str, Any]) -> None:
        """Reads the log of a task from the task's host, as Airflow's page does."""
        log = self._airflow.log(DAG_ID, task["dag_run_id"], task["task_id"], task["try_number"])
        if '"command":"load"' not in log:
            raise StackError(f"The log of {task['task_id']} on {task['hostname']} lacks the result line:\n{log}")
        self._print_step(f"A task's log is read through the api server, from {task['hostname']}")

    def _compare(self) -> None:
        found = list(differences_from(self._services.bucket(), self._one_machine, DATES))
        if found:
            raise StackError(
                "\n  ".join([f"The lake differs from that of one machine in {len(found)} places:", *found[:20]])
            )
        self._print_step(
            f"{TABLES} tables of {len(DATES)} dates: content as on one machine, audits ok, no stray object"
        )

    def _wait_until(self, condition: str, is_true: Callable[[], bool]) -> None:
        end = time.monotonic() + STEP_SECONDS
        while True:
            self._now = time.time()
            self._writers.observe(self._now)
            self._services.check()
            self._airflow.check()
            if is_true():
                return
            if time.monotonic() > end:
                raise StackError(f"Timed out after {STEP_SECONDS} s waiting for {condition}: {self._states}")
            time.sleep(0.3)

    def _done(self) -> int:
        """Returns the number of runs that have ended. Asks Airflow only at intervals, to leave it time for its work."""
        if self._now - self._asked > 2:
            self._asked = self._now
            self._states = states_of_runs(self._airflow, DAG_ID)
            if self._states["failed"]:
                raise StackError(f"A run has failed: {self._states}")
        return self._states["success"]

    def _running(self, host: str | None = None) -> list[Writer]:
        return [writer for writer in self._writers.running(self._now) if host in (None, writer.host)]

    def _fetching(self, day: str) -> list[Writer]:
        return self._writers.of("extract_tracks", day)

    def _writers_of_tracks(self, day: str) -> list[str]:
        """Returns the hosts that wrote the tracks of that date, as the S3 server logged them."""
        names = {host.address: host.name for host in self._network.hosts}
        return [names[address] for address in self._services.puts(f"raw/tracks/ds={day}/tracks.parquet")]

    def _print_step(self, step: str) -> None:
        print(f"{time.time() - self._began:6.1f} s  {step}", flush=True)


def _spotify_at(port: int) -> dict[str, str]:
    return {
        "SPOTIFY_API_URL": f"http://127.0.0.1:{port}/v1",
        "SPOTIFY_ACCOUNTS_URL": f"http://127.0.0.1:{port}",
        "SPOTIFY_CLIENT_ID": "test",
        "SPOTIFY_CLIENT_SECRET": "test",
    }
