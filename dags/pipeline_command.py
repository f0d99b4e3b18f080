"""The command line that runs one command of the jar: Java, its options, the jar and the arguments."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from airflow.sdk.exceptions import AirflowFailException

CHECKOUT = Path(__file__).resolve().parents[1]
IMAGE_JAR = Path("/opt/pipeline/pipeline.jar")

# A task is a short JVM process. The fast compiler and the serial collector halve its start-up time. A small initial
# heap saves 50 MB on a large machine. The JVM exits when it is out of memory, so that Airflow retries the task. The
# JVM maps a class-data archive without changing its pointers, which saves a sixth of the CPU time of a start. JVM
# messages go to stderr, except messages about an archive that this JVM cannot use. JvmOptionsTest compares this list
# with the list in the jar.
JVM_OPTIONS = [
    "-XX:TieredStopAtLevel=1",
    "-XX:+UseSerialGC",
    "-Xms48m",
    "-Xmx512m",
    "-XX:+ExitOnOutOfMemoryError",
    "-XX:+UnlockDiagnosticVMOptions",
    "-XX:ArchiveRelocationMode=0",
    "-XX:+DisplayVMOutputToStderr",
    "-Xlog:disable",
    "-Xlog:all=warning,cds*=off:stderr",
]
ADDED_OPTIONS = "PIPELINE_JAVA_OPTIONS"


def command_line(
    env: Mapping[str, str], command: str, options: Mapping[str, Any], flags: Mapping[str, Any]
) -> list[str]:
    """Returns the words of the command. They are not passed to a shell, so a value can contain any characters.

    `env` locates Java and the jar. An option without a value and a flag with an empty value are left out.
    """
    jar = find_jar(env)
    words = [_find_java(env), *JVM_OPTIONS, *_archive_option(jar), *_added_options(env), "-jar", str(jar), command]
    for name, value in options.items():
        if value is not None and value != "":
            words += [f"--{name}", str(value)]
    return words + [f"--{name}" for name, value in flags.items() if value]


def find_home(env: Mapping[str, str]) -> str:
    """Returns the working folder of the jar: PIPELINE_HOME, or the checkout if this variable is not set."""
    home = env.get("PIPELINE_HOME") or str(CHECKOUT)
    if not Path(home).is_dir():
        raise AirflowFailException(f"folder not found: {home}; set PIPELINE_HOME to the working folder of the jar")
    return home


def find_jar(env: Mapping[str, str]) -> Path:
    named = env.get("PIPELINE_JAR")
    places = [Path(named).resolve()] if named else [CHECKOUT / "target" / "pipeline.jar", IMAGE_JAR]
    for place in places:
        if place.is_file():
            return place
    searched = ", ".join(map(str, places))
    raise AirflowFailException(
        f"jar not found: {searched}; build it with `mvn package`, or set PIPELINE_JAR to its path"
    )


def _find_java(env: Mapping[str, str]) -> str:
    home = env.get("JAVA_HOME")
    java = shutil.which(f"{home}/bin/java" if home else "java")
    if not java:
        where = f"in JAVA_HOME={home}" if home else "on the path"
        raise AirflowFailException(
            f"java not found: {where}; install a JRE 17 or newer on this worker, or set JAVA_HOME to one"
        )
    return java


def _archive_option(jar: Path) -> list[str]:
    """Returns the option for the class-data archive next to the jar. A JVM that cannot use the archive ignores it.

    If the file is missing, returns no option, because an option with a missing file also disables the JVM's own
    archive.
    """
    archive = jar.with_suffix(".jsa")
    return [f"-XX:SharedArchiveFile={archive}"] if archive.is_file() else []


def _added_options(env: Mapping[str, str]) -> list[str]:
    try:
        return shlex.split(env.get(ADDED_OPTIONS, ""))
    except ValueError as wrong:
        # The message omits the value, which can contain passwords.
        raise AirflowFailException(
            f"invalid {ADDED_OPTIONS}: {wrong}; close the quotation, or escape the quote with a backslash"
        ) from wrong
