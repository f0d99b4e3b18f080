"""One command of pipeline.jar as one Airflow task: how it is started, what its exit codes mean, how it is stopped."""

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
from pipeline_connections import hidden_in_dot_env, secrets_of, with_credentials
from pipeline_jvm import JvmProcess, ProcessResult, StartError

CHECKOUT = Path(__file__).resolve().parents[1]
IMAGE_JAR = Path("/opt/pipeline/pipeline.jar")

# A task is one short JVM: the quick compiler and the smallest collector halve what its start costs, and a heap that
# begins small saves 50 MB on a large machine. Out of memory ends it at once, so that Airflow tries again, instead of
# leaving threads behind that wait for each other. What the JVM has to say goes to stderr, and nothing is said of an
# archive of classes that does not fit.
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
# Without a file of that name, naming it would cost the archive of its own that the JVM starts with.
ARCHIVE_OPTION = '${PIPELINE_ARCHIVE:+"-XX:SharedArchiveFile=$PIPELINE_ARCHIVE"}'

USAGE, DAMAGED, INPUT_MISSING, API_BROKEN, REFUSED, CONFIGURATION = 64, 65, 66, 76, 77, 78
NON_RETRYABLE = {USAGE, DAMAGED, INPUT_MISSING, API_BROKEN, REFUSED, CONFIGURATION}
RATE_LIMITED = 75
STOPPED = {130, 143}

# The jar itself ends with none of these: 1 is that of Java's launcher, the others are bash's, where it finds no Java.
NEVER_RAN = {1, 126, 127}
# Unless the machine is short of something, it would end the same the next time.
SHORT_OF = re.compile(
    "insufficient memory|native thread|cannot allocate|not enough space|resource temporarily|no space left"
    "|too many open files|input/output error|stale file handle|text file busy",
    re.IGNORECASE,
)
LOGGED_BY_THE_JAR = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z ")
HOW_JAVA_IS_FOUND = (
    "Java 17 or newer is needed: correct JAVA_HOME, PIPELINE_JAR, or the options in PIPELINE_JAVA_OPTIONS,"
    " JAVA_TOOL_OPTIONS and JDK_JAVA_OPTIONS"
)


class PipelineOperator(BashOperator):
    """Runs `java -jar pipeline.jar <command>` and returns its result line as an object.

    `options` become `--name value`, `flags` become `--name`; both are templates, and one that renders empty is left
    out. They reach the command as environment variables, so that nothing a user types is ever read by the shell.
    PIPELINE_JAR, PIPELINE_HOME, PIPELINE_JAVA_OPTIONS and JAVA_HOME of the worker say where things are.

    Credentials come from the connections `spotify_conn_id` and `s3_conn_id`, where these exist, else from the worker's
    environment; None looks for no connection. The events of the task's outlets tell the result's date.
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

    def render_template_fields(self, context: Any, jinja_env: Any = None) -> None:
        """With the parameters of the run, which Airflow drops where core.dag_run_conf_overrides_params is off."""
        conf = getattr(context.get("dag_run"), "conf", None)
        if conf:
            context["params"] = self._params(conf)
        super().render_template_fields(context, jinja_env)

    def _params(self, conf: Mapping[str, Any]) -> dict[str, Any]:
        params = copy.deepcopy(self.dag.params) if self.has_dag() else ParamsDict()
        params.update(copy.deepcopy(self.params))
        unknown = sorted(conf.keys() - params.keys())
        if unknown:
            self.log.warning("Not a parameter of this DAG, and of no effect: %s", ", ".join(unknown))
        try:
            params.update(conf)
            return params.validate()
        except ParamValidationError as wrong:
            raise AirflowFailException(f"{self.command}: a parameter of this run is wrong: {wrong}") from wrong

    def get_env(self, context: Any) -> dict[str, str]:
        env = _without_airflows_own(super().get_env(context))
        of_the_worker = env
        env = with_credentials(of_the_worker, self.spotify_conn_id, self.s3_conn_id)
        env |= hidden_in_dot_env(of_the_worker, env)
        jar = _jar(env)
        # Where the worker has no locale, Java would decode no letter beyond ASCII, in paths and settings.
        env["LC_ALL"] = "C.UTF-8"
        return {**env, "PIPELINE_JAR": str(jar), "PIPELINE_ARCHIVE": _archive(jar), "PIPELINE_JAVA": _java(env)}

    def execute(self, context: Any) -> dict[str, Any]:
        env = self.get_env(context)
        secrets = secrets_of(env)
        for secret in secrets:
            mask_secret(secret)
        self._jvm = JvmProcess(self.log.info, secrets)
        # A task's own folder is temporary, and a relative lake or .env must not be.
        try:
            ended = self._jvm.run(self.bash_command, env, _home(env), _result_line)
        except StartError as failure:
            raise self._not_started(str(failure)) from failure
        if _never_ran(ended):
            raise self._not_started(f"{_own_words(ended.last_lines)} ({_how_it_ended(ended.exit_code)})")
        result = self._result(ended.exit_code, ended.result)
        for outlet in self.outlets:
            context["outlet_events"][outlet].extra["date"] = result.get("date")
        return result

    def on_kill(self) -> None:
        if self._jvm:
            self._jvm.stop()

    def _not_started(self, why: str) -> AirflowFailException:
        return AirflowFailException(f"{self.command}: Java could not run the jar: {why}; {HOW_JAVA_IS_FOUND}")

    def _result(self, exit_code: int, result: dict[str, Any] | None) -> dict[str, Any]:
        if exit_code == 0 and result:
            return result
        failure = f"{self.command}: {_error_message(exit_code, result)} ({_how_it_ended(exit_code)})"
        if exit_code in NON_RETRYABLE:
            raise AirflowFailException(failure)
        retry_at = _retry_at(result) if exit_code == RATE_LIMITED else None
        if retry_at:
            self.log.warning("%s. Waiting until %s, which uses no try.", failure, retry_at)
            raise AirflowRescheduleException(retry_at)
        raise AirflowException(failure)


def _variable(name: str) -> str:
    return "PIPELINE_" + name.upper().replace("-", "_")


def _without_airflows_own(env: Mapping[str, str]) -> dict[str, str]:
    """Airflow's settings, connections and variables hold secrets that are none of the jar's business."""
    own = ("AIRFLOW__", "AIRFLOW_CONN_", "AIRFLOW_VAR_")
    return {name: value for name, value in env.items() if not name.startswith(own)}


def _jar(env: Mapping[str, str]) -> Path:
    named = env.get("PIPELINE_JAR")
    places = [Path(named).resolve()] if named else [CHECKOUT / "target" / "pipeline.jar", IMAGE_JAR]
    for place in places:
        if place.is_file():
            return place
    looked_at = " nor ".join(map(str, places))
    raise AirflowFailException(f"No jar at {looked_at}: build it with `mvn package`, or set PIPELINE_JAR")


def _archive(jar: Path) -> str:
    """What `archive-classes` made beside the jar; a JVM that it does not fit leaves it alone."""
    archive = jar.with_suffix(".jsa")
    return str(archive) if archive.is_file() else ""


def _java(env: Mapping[str, str]) -> str:
    home = env.get("JAVA_HOME")
    java = shutil.which(f"{home}/bin/java" if home else "java")
    if not java:
        where = f"in JAVA_HOME={home}" if home else "on the path"
        raise AirflowFailException(f"No java {where}: install a JRE of 17 or newer on this worker, or set JAVA_HOME")
    return java


def _home(env: Mapping[str, str]) -> str:
    home = env.get("PIPELINE_HOME") or str(CHECKOUT)
    if not Path(home).is_dir():
        raise AirflowFailException(f"No folder {home}: set PIPELINE_HOME to the folder that the jar shall work in")
    return home


def _result_line(line: str) -> dict[str, Any] | None:
    """Also behind what was printed without a line's end, and before what was."""
    start = line.find('{"command"')
    if start >= 0:
        with suppress(ValueError):
            return json.JSONDecoder().raw_decode(line, start)[0]
    return None


def _never_ran(ended: ProcessResult) -> bool:
    otherwise = any(SHORT_OF.search(line) or LOGGED_BY_THE_JAR.match(line) for line in ended.last_lines)
    return ended.exit_code in NEVER_RAN and ended.result is None and not otherwise


def _own_words(lines: Sequence[str]) -> str:
    said = [line.strip() for line in lines if "Picked up " not in line]
    return " / ".join(said[-4:]) or "it said nothing"


def _retry_at(result: dict[str, Any] | None) -> datetime | None:
    with suppress(ValueError):
        # Python 3.10 reads no "Z".
        at = datetime.fromisoformat(str((result or {}).get("retry_at")).replace("Z", "+00:00"))
        return at if at.tzinfo else None
    return None


def _error_message(exit_code: int, result: dict[str, Any] | None) -> str:
    if result is None:
        return "it left no result line"
    if exit_code in STOPPED:
        return "it was stopped from outside"
    return str(result.get("error") or f"no reason given for exit code {exit_code}")


def _how_it_ended(exit_code: int) -> str:
    return f"exit code {exit_code}" if exit_code >= 0 else signal.Signals(-exit_code).name
