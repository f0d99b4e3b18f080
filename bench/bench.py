"""Shared parts: the installed jar, a lake to write to, and the lines of the result table."""

from __future__ import annotations

import datetime
import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from processes import Cost, ProcessResult, environment, run

HERE = Path(__file__).parent
WORK = HERE / ".work"
PEERS = HERE / "peers"


@dataclass(frozen=True)
class Line:
    """A line of the table. `holds` is None if the line has no target."""

    label: str
    measured: str
    target: str = ""
    holds: bool | None = None

    def cells(self) -> list[str]:
        verdict = "" if self.holds is None else "yes" if self.holds else "**no**"
        return [self.label, self.measured, self.target, verdict]


@dataclass(frozen=True)
class Bench:
    rounds: int
    long: bool
    #: Yesterday, because its listing is still a current one.
    date: str
    jar: Path
    jvm_options: list[str]
    #: Another jar, for comparison.
    older_jar: Path | None

    @classmethod
    def install(cls, built: Path, rounds: int, long: bool, older: Path | None = None) -> Bench:
        jar = copy_jar(built, WORK)
        older_jar = copy_jar(older, WORK / "older") if older else None
        date = datetime.datetime.now(datetime.timezone.utc).date() - datetime.timedelta(days=1)
        options = [line.strip('"') for line in jar.with_suffix(".args").read_text().splitlines()]
        return cls(rounds, long, date.isoformat(), jar, options[: options.index("-jar")], older_jar)

    def shipped(self, *arguments: str) -> list[str]:
        """Returns the command with the JVM options of @pipeline.args, which the operator uses too."""
        return ["java", f"@{self.jar.with_suffix('.args')}", *arguments]

    def with_options(self, options: list[str], *arguments: str) -> list[str]:
        """Returns the command with more options, as with PIPELINE_JAVA_OPTIONS."""
        return ["java", *self.jvm_options, *options, "-jar", str(self.jar), *arguments]

    def pipeline(self, arguments: str, extra: dict[str, str], folder: Path) -> ProcessResult:
        return run(self.shipped(*arguments.split()), extra, folder)

    def python(self, script: str, arguments: list[str], extra: dict[str, str], folder: Path) -> ProcessResult:
        return run([sys.executable, str(PEERS / script), *arguments], extra, folder)


def copy_jar(built: Path, folder: Path) -> Path:
    """Copies a jar and its class-data archive next to each other, as in the image."""
    jar = folder / "pipeline.jar"
    folder.mkdir(parents=True, exist_ok=True)
    if not jar.exists() or jar.stat().st_mtime != built.stat().st_mtime:
        shutil.copy2(built, jar)
        subprocess.run(["java", "-jar", jar, "archive-classes"], check=True, stdout=subprocess.DEVNULL)
    return jar


def result(completed: ProcessResult) -> dict:
    """Returns the result line of a command."""
    return json.loads(completed.out.strip().splitlines()[-1])


def seconds(cost: Cost) -> str:
    return f"{cost.wall:.2f} s wall, {cost.cpu:.2f} s CPU, {cost.memory:.0f} MB"


def within(label: str, cost: Cost, bound: float | None) -> Line:
    """Returns a line whose target is a duration in seconds, or a line without a target."""
    if bound is None:
        return Line(label, seconds(cost))
    return Line(label, seconds(cost), f"{bound} s wall", cost.wall <= bound)


def empty(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def version(command: list[str]) -> str:
    completed = subprocess.run(command, capture_output=True, text=True, check=True, env=environment({}))
    return (completed.stdout + completed.stderr).splitlines()[0]
