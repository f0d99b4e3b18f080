"""What dev/airflow/celery does after its checks: it encloses the test, so that nothing of it can be left behind."""

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

# What a person has set for a lake and an app of their own.
FOREIGN = ("AWS_", "CLIENT_", "LAKE", "PIPELINE_", "S3_", "SIMULATE", "SPOTIFY_")
LOGS = CHECKOUT / "target" / "celery-logs"


def main() -> int:
    if sys.argv[1:2] == ["--inside"]:
        return _inside(Path(sys.argv[2]))
    for name in [name for name in os.environ if name.upper().startswith(FOREIGN) or name.upper().endswith("_PROXY")]:
        del os.environ[name]
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, lambda number, _: sys.exit(128 + number))
    lacking = list(_missing_requirement())
    if lacking:
        print("dev/airflow/celery cannot start:", *lacking, sep="\n  - ", file=sys.stderr)
        return 78
    with tempfile.TemporaryDirectory(prefix="pipeline-celery-") as folder:
        # PostgreSQL has its folder in there, and is not root.
        Path(folder).chmod(0o711)
        enclosure = Enclosure(*RUN, sys.executable, "-B", __file__, "--inside", folder)
        try:
            return enclosure.wait()
        except KeyboardInterrupt:
            print("\nStopped; nothing of it is running any more.", file=sys.stderr)
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
        kept = LOGS / log.relative_to(folder)
        kept.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(log, kept)


def _missing_requirement() -> Iterator[str]:
    if os.geteuid() != 0:
        yield "It makes network namespaces, and needs root for that."
    elif forbidden := missing_requirement():
        yield f"This machine permits no namespaces, not even to root: {forbidden}"
    if not JAR.is_file():
        yield f"{JAR} is missing: mvn -DskipTests package"
    if not shutil.which(java()[0]):
        yield f"No {java()[0]}: install a JRE of 17 or newer"
    for program, package in {"ip": "iproute2", "redis-server": "redis-server"}.items():
        if not shutil.which(program):
            yield f"{program} is missing: apt install {package}"
    if not postgres_programs():
        yield "initdb is missing: apt install postgresql"
    if not versitygw():
        yield "versitygw is missing: go install github.com/versity/versitygw/cmd/versitygw@v1.8.0"


if __name__ == "__main__":
    sys.exit(main())
