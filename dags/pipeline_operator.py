"""An operator that runs one command of pipeline.jar as one Airflow task, and maps its exit codes to Airflow states."""

from __future__ import annotations

import copy
import json
import re
import shlex
import shutil
import signal
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import ParamsDict
from airflow.sdk.exceptions import (
    AirflowException,
    AirflowFailException,
    AirflowRescheduleException,
    ParamValidationError,
)
from airflow.sdk.log import mask_secret
from pipeline_connections import find_secrets, settings_hidden_in_dot_env, with_credentials
from pipeline_jvm import JvmProcess, ProcessResult, StartError

CHECKOUT = Path(__file__).resolve().parents[1]
IMAGE_JAR = Path("/opt/pipeline/pipeline.jar")

# A task is a short JVM process. The fast compiler and the serial collector halve its start-up time. A small initial
# heap saves 50 MB on a large machine. The JVM exits when it is out of memory, so that Airflow retries the task. JVM
# messages go to stderr, except those about a class-data archive that does not fit. JvmOptionsTest compares this list
# with the list in the jar.
JVM_OPTIONS = [
    "-XX:TieredStopAtLevel=1",
    "-XX:+UseSerialGC",
    "-Xms48m",
    "-Xmx512m",
    "-XX:+ExitOnOutOfMemoryError",
    "-XX:+DisplayVMOutputToStderr",
    "-Xlog:disable",
    "-Xlog:all=warning,cds*=off:stderr",
]
# Left out if the file does not exist, because the option with a missing file also disables the JVM's default archive.
ARCHIVE_OPTION = '${PIPELINE_ARCHIVE:+"-XX:SharedArchiveFile=$PIPELINE_ARCHIVE"}'

USAGE, DAMAGED, INPUT_MISSING, API_BROKEN, REFUSED, CONFIGURATION = 64, 65, 66, 76, 77, 78
NON_RETRYABLE = {USAGE, DAMAGED, INPUT_MISSING, API_BROKEN, REFUSED, CONFIGURATION}
RATE_LIMITED = 75
STOPPED = {130, 143}

# The jar never exits with these codes: 1 comes from the Java launcher, the others from bash if it cannot run Java.
LAUNCHER_EXIT_CODES = {1, 126, 127}
# Messages of starts that failed for lack of a resource. A retry can help only after these.
RESOURCE_SHORTAGE = re.compile(
    "insufficient memory|native thread|cannot allocate|not enough space|resource temporarily|no space left"
    "|too many open files|input/output error|stale file handle|text file busy",
    re.IGNORECASE,
)
JAR_LOG_LINE = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z ")
JAVA_REMEDY = (
    "Java 17 or newer is needed: correct JAVA_HOME, PIPELINE_JAR, or the options in PIPELINE_JAVA_OPTIONS,"
    " JAVA_TOOL_OPTIONS and JDK_JAVA_OPTIONS"
)


class PipelineOperator(BashOperator):
    """Runs `java -jar pipeline.jar <command>` and returns its result line as a dictionary.

    `options` become `--name value`, and `flags` become `--name`. Both are templates. An option or flag with an empty
    value is left out. Values reach the command as environment variables, so the shell never interprets user input. The
    worker's environment variables PIPELINE_JAR, PIPELINE_HOME, PIPELINE_JAVA_OPTIONS and JAVA_HOME locate the jar, its
    folder and Java.

    Credentials come from the connections `spotify_conn_id` and `s3_conn_id` if these exist, and otherwise from the
    worker's environment. None uses no connection. The asset events of the task's outlets have the date of the result.
    """

    def __init__(
        self,
        *,
        command: str,
        options: Mapping[str, str],
        flags: Mapping[str, str] | None = None,
        spotify_conn_id: str | None = "spotify",
        s3_conn_id: str | None = "lake_s3",
        **kwargs: Any,
    ) -> None:
        flags = flags or {}
        words = [
            f'exec "$PIPELINE_JAVA" {shlex.join(JVM_OPTIONS)} {ARCHIVE_OPTION}',
            f'$PIPELINE_JAVA_OPTIONS -jar "$PIPELINE_JAR" {command}',
            *(f'${{{_variable(name)}:+--{name} "${_variable(name)}"}}' for name in options),
            *(f"${{{_variable(name)}:+--{name}}}" for name in flags),
        ]
        super().__init__(
            bash_command=" ".join(words),
            env={_variable(name): value for name, value in {**options, **flags}.items()},
            append_env=True,
            skip_on_exit_code=None,
            **kwargs,
        )
        self.command = command
        self.spotify_conn_id = spotify_conn_id
        self.s3_conn_id = s3_conn_id
        self._jvm: JvmProcess | None = None

    def _do_render_template_fields(
        self, parent: Any, template_fields: Any, context: Any, jinja_env: Any, seen_oids: set[int]
    ) -> None:
        """Renders with the parameters of the run, which Airflow drops if core.dag_run_conf_overrides_params is off.

        Airflow calls this method for every task, but `render_template_fields` not for mapped tasks.
        """
        conf = getattr(context.get("dag_run"), "conf", None)
        if conf:
            context["params"] = self._params(conf)
        super()._do_render_template_fields(parent, template_fields, context, jinja_env, seen_oids)

    def _params(self, conf: Mapping[str, Any]) -> dict[str, Any]:
        params = copy.deepcopy(self.dag.params) if self.has_dag() else ParamsDict()
        params.update(copy.deepcopy(self.params))
        unknown = sorted(conf.keys() - params.keys())
        if unknown:
            self.log.warning("Ignored unknown parameters of this run: %s", ", ".join(unknown))
        try:
            params.update(conf)
            return params.validate()
        except ParamValidationError as wrong:
            raise AirflowFailException(f"{self.command}: invalid parameter of this run: {wrong}") from wrong

    def get_env(self, context: Any) -> dict[str, str]:
        env = _without_airflow_settings(super().get_env(context))
        worker_env = env
        env = with_credentials(worker_env, self.spotify_conn_id, self.s3_conn_id)
        env |= settings_hidden_in_dot_env(worker_env, env)
        jar = _jar(env)
        # Without a UTF-8 locale, Java cannot decode non-ASCII letters in paths and settings.
        env["LC_ALL"] = "C.UTF-8"
        return {**env, "PIPELINE_JAR": str(jar), "PIPELINE_ARCHIVE": _archive(jar), "PIPELINE_JAVA": _java(env)}

    def execute(self, context: Any) -> dict[str, Any]:
        env = self.get_env(context)
        secrets = find_secrets(env)
        for secret in secrets:
            mask_secret(secret)
        self._jvm = JvmProcess(self.log.info, secrets)
        # Not Airflow's folder of the task, which is temporary: .env and a relative LAKE need a permanent folder.
        try:
            completed = self._jvm.run(self.bash_command, env, _home(env), _result_line)
        except StartError as failure:
            raise self._start_failure(str(failure)) from failure
        if _did_not_start(completed):
            raise self._start_failure(f"{_last_output(completed.last_lines)} ({_format_exit(completed.exit_code)})")
        result = self._result(completed.exit_code, completed.result)
        for outlet in self.outlets:
            context["outlet_events"][outlet].extra["date"] = result.get("date")
        return result

    def on_kill(self) -> None:
        if self._jvm:
            self._jvm.stop()

    def _start_failure(self, why: str) -> AirflowFailException:
        return AirflowFailException(f"{self.command}: Java cannot run the jar: {why}; {JAVA_REMEDY}")

    def _result(self, exit_code: int, result: dict[str, Any] | None) -> dict[str, Any]:
        if exit_code == 0 and result:
            return result
        failure = f"{self.command}: {_error_message(exit_code, result)} ({_format_exit(exit_code)})"
        if exit_code in NON_RETRYABLE:
            raise AirflowFailException(failure)
        retry_at = _retry_at(result) if exit_code == RATE_LIMITED else None
        if retry_at:
            self.log.warning("%s. Waiting until %s, which uses no try.", failure, retry_at)
            raise AirflowRescheduleException(retry_at)
        raise AirflowException(failure)


def _variable(name: str) -> str:
    return "PIPELINE_" + name.upper().replace("-", "_")


def _without_airflow_settings(env: Mapping[str, str]) -> dict[str, str]:
    """Returns the environment without Airflow's own variables, whose secrets the jar does not need."""
    own = ("AIRFLOW__", "AIRFLOW_CONN_", "AIRFLOW_VAR_")
    return {name: value for name, value in env.items() if not name.startswith(own)}


def _jar(env: Mapping[str, str]) -> Path:
    named = env.get("PIPELINE_JAR")
    places = [Path(named).resolve()] if named else [CHECKOUT / "target" / "pipeline.jar", IMAGE_JAR]
    for place in places:
        if place.is_file():
            return place
    searched = ", ".join(map(str, places))
    raise AirflowFailException(f"jar not found: {searched}; build it with `mvn package`, or set PIPELINE_JAR")


def _archive(jar: Path) -> str:
    """Returns the class-data archive next to the jar, or "" without one. A JVM ignores an archive that does not fit."""
    archive = jar.with_suffix(".jsa")
    return str(archive) if archive.is_file() else ""


def _java(env: Mapping[str, str]) -> str:
    home = env.get("JAVA_HOME")
    java = shutil.which(f"{home}/bin/java" if home else "java")
    if not java:
        where = f"in JAVA_HOME={home}" if home else "on the path"
        raise AirflowFailException(
            f"java not found: {where}; install a JRE 17 or newer on this worker, or set JAVA_HOME"
        )
    return java


def _home(env: Mapping[str, str]) -> str:
    home = env.get("PIPELINE_HOME") or str(CHECKOUT)
    if not Path(home).is_dir():
        raise AirflowFailException(f"folder not found: {home}; set PIPELINE_HOME to the working folder of the jar")
    return home


def _result_line(line: str) -> dict[str, Any] | None:
    """Returns the result in a line, even if other output surrounds it, or None if there is no result."""
    start = line.find('{"command"')
    if start >= 0:
        with suppress(ValueError):
            return json.JSONDecoder().raw_decode(line, start)[0]
    return None


def _did_not_start(completed: ProcessResult) -> bool:
    otherwise = any(RESOURCE_SHORTAGE.search(line) or JAR_LOG_LINE.match(line) for line in completed.last_lines)
    return completed.exit_code in LAUNCHER_EXIT_CODES and completed.result is None and not otherwise


def _last_output(lines: Sequence[str]) -> str:
    output = [line.strip() for line in lines if "Picked up " not in line]
    return " / ".join(output[-4:]) or "no output"


def _retry_at(result: dict[str, Any] | None) -> datetime | None:
    with suppress(ValueError):
        # Python 3.10 does not parse the suffix "Z".
        at = datetime.fromisoformat(str((result or {}).get("retry_at")).replace("Z", "+00:00"))
        return at if at.tzinfo else None
    return None


def _error_message(exit_code: int, result: dict[str, Any] | None) -> str:
    if result is None:
        return "no result line"
    if exit_code in STOPPED:
        return "stopped by a signal"
    return str(result.get("error") or f"no reason given for exit code {exit_code}")


def _format_exit(exit_code: int) -> str:
    return f"exit code {exit_code}" if exit_code >= 0 else signal.Signals(-exit_code).name
