"""The services that Airflow with Celery needs, which listen on one address, and simulators on loopback."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import psutil
from stack import CHECKOUT, StackError

START_SECONDS = 60
JAR = CHECKOUT / "target" / "pipeline.jar"
BUCKET = "music"


class Services:
    """Redis, PostgreSQL and an S3 server. Methods `…_settings` return environments for other processes."""

    def __init__(self, address: str, folder: Path) -> None:
        self.folder = folder
        self._address = address
        self._password = secrets.token_hex(16)
        self._running: dict[str, psutil.Popen] = {}

    def start(self) -> None:
        self._redis()
        self._postgres()
        self._s3()

    def check(self) -> None:
        for name, process in self._running.items():
            if process.poll() is not None:
                raise StackError(f"{name} ended by itself; the end of its log:\n{self.log(name)[-3000:]}")

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text(errors="replace")

    def airflow_settings(self) -> dict[str, str]:
        database = f"postgres:{self._password}@{self._address}/postgres"
        return {
            "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"postgresql+psycopg2://{database}",
            "AIRFLOW__CELERY__BROKER_URL": f"redis://:{self._password}@{self._address}:6379/0",
            "AIRFLOW__CELERY__RESULT_BACKEND": f"db+postgresql+psycopg2://{database}",
        }

    def s3_settings(self) -> dict[str, str]:
        return {
            "AWS_ENDPOINT_URL_S3": f"http://{self._address}:7070",
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": self._password,
        }

    def bucket(self) -> Path:
        """Returns the folder in which versitygw stores each object as a file."""
        return self.folder / "s3" / BUCKET

    def puts(self, key: str) -> list[str]:
        """Returns the addresses of the clients that wrote the object, in the order of their writes."""
        line = re.compile(r"\S+ \S+ \[[^]]*\] (\S+) \S+ \S+ s3_PutObject (\S+) ")
        written = filter(None, map(line.match, (self.folder / "s3-access.log").read_text().splitlines()))
        return [put[1] for put in written if put[2] == key]

    def simulator(self, port: int, *options: str) -> None:
        """Starts a simulator, which listens on loopback only."""
        name = f"simulator-{port}"
        self._start(name, [*java(), "simulate", "--port", str(port), *options], os.environ)
        self._wait_for(name, "127.0.0.1", port)

    def forward_port(self, port: int) -> None:
        """Makes a loopback port available on the address of the services."""
        self._start("relay", relay(f"{self._address}:{port}", f"127.0.0.1:{port}"), os.environ)
        self._wait_for("relay", self._address, port)

    def _redis(self) -> None:
        settings = ["--bind", self._address, "--requirepass", self._password, "--dir", str(self.folder)]
        self._start("redis", ["redis-server", *settings, "--save", "", "--appendonly", "no"], os.environ)
        self._wait_for("redis", self._address, 6379)

    def _postgres(self) -> None:
        """Starts PostgreSQL as Debian's user postgres, because PostgreSQL refuses to run as root."""
        programs, data = postgres_programs(), self.folder / "postgres"
        if not programs:
            raise StackError("initdb is missing: apt install postgresql")
        data.mkdir()
        shutil.chown(data, "postgres", "postgres")
        password = self.folder / "password"
        password.write_text(self._password)
        as_postgres = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        made = [str(programs / "initdb"), "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8", "--auth=scram-sha-256"]
        with (self.folder / "initdb.log").open("wb") as log:
            subprocess.run(
                [*as_postgres, *made, f"--pwfile={password}", f"--pgdata={data}"], stdout=log, stderr=log, check=True
            )
        with (data / "pg_hba.conf").open("a") as rules:
            rules.write(f"host all all {self._address}/24 scram-sha-256\n")
        settings = {"listen_addresses": self._address, "unix_socket_directories": str(data), "fsync": "off"}
        flags = [flag for name, value in settings.items() for flag in ("-c", f"{name}={value}")]
        self._start("postgres", [*as_postgres, str(programs / "postgres"), "-D", str(data), *flags], os.environ)
        self._wait_for("postgres", self._address, 5432)

    def _s3(self) -> None:
        self.bucket().mkdir(parents=True)
        keys = self.s3_settings()
        env = {"ROOT_ACCESS_KEY": keys["AWS_ACCESS_KEY_ID"], "ROOT_SECRET_KEY": keys["AWS_SECRET_ACCESS_KEY"]}
        listening = ["--port", f"{self._address}:7070", "--access-log", str(self.folder / "s3-access.log")]
        command = [versitygw() or "versitygw", *listening, "posix", str(self.folder / "s3")]
        self._start("s3", command, {**os.environ, **env})
        self._wait_for("s3", self._address, 7070)

    def _start(self, name: str, command: list[str], env: Mapping[str, str]) -> None:
        with (self.folder / f"{name}.log").open("wb") as log:
            self._running[name] = psutil.Popen(
                command, env=dict(env), stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT
            )

    def _wait_for(self, name: str, address: str, port: int) -> None:
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            self.check()
            try:
                socket.create_connection((address, port), timeout=5).close()
                return
            except OSError:
                time.sleep(0.1)
        raise StackError(f"{name} does not respond at {address}:{port}; its log:\n{self.log(name)[-3000:]}")


def relay(listen_address: str, target_address: str) -> list[str]:
    return [sys.executable, str(Path(__file__).with_name("relay.py")), listen_address, target_address]


def java(jar: Path = JAR) -> list[str]:
    home = os.environ.get("JAVA_HOME")
    return [f"{home}/bin/java" if home else "java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", str(jar)]


def versitygw() -> str | None:
    go = os.environ.get("GOPATH") or str(Path.home() / "go")
    return shutil.which("versitygw", path=f"{os.environ.get('PATH', '')}:{go}/bin")


def postgres_programs() -> Path | None:
    """Returns the folder of PostgreSQL's programs. Debian has one folder for each version, which is not on the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    return found[-1].parent if found else None
