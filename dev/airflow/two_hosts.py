"""The main part of dev/airflow/celery: runs the test in its own namespaces, so that it leaves no process."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from hosts import RUN, Enclosure, missing_requirement
from services import JAR, java, postgres_programs, versitygw
from spread import CeleryScenario
from stack import CHECKOUT, StackError

# Settings of the user's own lake and app, which the test must not use.
FOREIGN = ("AWS_", "CLIENT_", "ICEBERG_", "LAKE", "PIPELINE_", "S3_", "SIMULATE", "SPOTIFY_")
LOGS = CHECKOUT / "target" / "celery-logs"


def main() -> int:
    if sys.argv[1:2] == ["--inside"]:
        return _inside(Path(sys.argv[2]))
    for name in [name for name in os.environ if name.upper().startswith(FOREIGN) or name.upper().endswith("_PROXY")]:
        del os.environ[name]
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, lambda number, _: sys.exit(128 + number))
    missing = list(_missing_requirement())
    if missing:
        print("dev/airflow/celery cannot start:", *missing, sep="\n  - ", file=sys.stderr)
        return 78
    with tempfile.TemporaryDirectory(prefix="pipeline-celery-") as folder:
        # PostgreSQL has its folder inside this one, and runs as another user.
        Path(folder).chmod(0o711)
        enclosure = Enclosure(*RUN, sys.executable, "-B", __file__, "--inside", folder)
        try:
            return enclosure.wait()
        except KeyboardInterrupt:
            print("\nStopped; all its processes have ended.", file=sys.stderr)
            return 130
        finally:
            enclosure.kill()
            _copy_logs(Path(folder))


def _inside(folder: Path) -> int:
    try:
        CeleryScenario(folder).run()
        return 0
    except StackError as error:
        print(f"\nFAILED: {error}")
        return 1


def _copy_logs(folder: Path) -> None:
    shutil.rmtree(LOGS, ignore_errors=True)
    for log in folder.rglob("*.log"):
        copy = LOGS / log.relative_to(folder)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(log, copy)


def _missing_requirement() -> Iterator[str]:
    if os.geteuid() != 0:
        yield "no permission to create network namespaces; run this script as root"
    elif forbidden := missing_requirement():
        yield f"namespaces are not permitted on this machine: {forbidden}"
    if not JAR.is_file():
        yield f"{JAR} is missing; run mvn -DskipTests package"
    if not shutil.which(java()[0]):
        yield f"{java()[0]} is missing; install a JRE 17 or newer"
    for program, package in {"ip": "iproute2", "redis-server": "redis-server"}.items():
        if not shutil.which(program):
            yield f"{program} is missing; run apt install {package}"
    if not postgres_programs():
        yield "initdb is missing; run apt install postgresql"
    if not versitygw():
        yield "versitygw is missing; run go install github.com/versity/versitygw/cmd/versitygw@v1.8.0"


if __name__ == "__main__":
    sys.exit(main())
