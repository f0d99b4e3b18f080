"""An operator that runs one command of pipeline.jar as one Airflow task, and maps its exit codes to Airflow states."""

from __future__ import annotations

import copy
import json
import os
import re
import signal
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, ClassVar

from airflow.sdk import Asset, BaseOperator, ParamsDict
from airflow.sdk.exceptions import (
    AirflowException,
    AirflowFailException,
    AirflowRescheduleException,
    ParamValidationError,
)
from airflow.sdk.log import mask_secret
from pipeline_assets import add_events
from pipeline_command import command_line, find_home, find_jar
from pipeline_connections import find_secrets, with_credentials
from pipeline_defaults import has_partitioned_assets
from pipeline_jvm import JvmProcess, ProcessResult, StartError
from pipeline_metrics import send_metrics
from pipeline_waits import WaitError, check_wait, max_wait

USAGE, DAMAGED, INPUT_MISSING, API_BROKEN, REFUSED, CONFIGURATION = 64, 65, 66, 76, 77, 78
NON_RETRYABLE = {USAGE, DAMAGED, INPUT_MISSING, API_BROKEN, REFUSED, CONFIGURATION}
RATE_LIMITED = 75
STOPPED = {130, 143}

# The jar never exits with these codes: 1 comes from the Java launcher, the others from setpriv, or from a script that
# starts Java.
LAUNCHER_EXIT_CODES = {1, 126, 127}
# Messages of a start that failed for lack of a resource or by an I/O error. A retry can help only after such a failure.
RESOURCE_SHORTAGE = re.compile(
    "insufficient memory|native thread|cannot allocate|not enough space|resource temporarily|no space left"
    "|too many open files|input/output error|stale file handle|text file busy",
    re.IGNORECASE,
)
JAR_LOG_LINE = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z ")
JAVA_REMEDY = (
    "on the worker, correct JAVA_HOME (Java 17 or newer), PIPELINE_JAR, or the JVM options in PIPELINE_JAVA_OPTIONS,"
    " JAVA_TOOL_OPTIONS or JDK_JAVA_OPTIONS"
)


class PipelineOperator(BaseOperator):
    """Runs `java -jar pipeline.jar <command>` and returns its result line as a dictionary.

    `options` become `--name value`, and `flags` become `--name`. Both are templates. An option or flag with an empty
    value is left out. No shell reads the command. The worker's environment variables PIPELINE_JAR, PIPELINE_HOME,
    PIPELINE_JAVA_OPTIONS and JAVA_HOME locate the jar, its folder and Java, and PIPELINE_MAX_WAIT_DAYS limits the waits
    for a rate limit.

    Credentials come from the connections `spotify_conn_id` and `s3_conn_id` if these exist, and otherwise from the
    worker's environment. If an id is None, no connection is used. The asset events of the task's outlets have the date
    of the result and, with the flag `lineage`, its partitions.
    """

    template_fields = ("options", "flags")
    template_fields_renderers: ClassVar[dict[str, str]] = {"options": "json", "flags": "json"}

    def __init__(
        self,
        *,
        command: str,
        options: dict[str, str],
        flags: dict[str, str] | None = None,
        spotify_conn_id: str | None = "spotify",
        s3_conn_id: str | None = "lake_s3",
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.command = command
        self.options = options
        self.flags = flags or {}
        self.spotify_conn_id = spotify_conn_id
        self.s3_conn_id = s3_conn_id
        self._jvm: JvmProcess | None = None
        self._last_result: dict[str, Any] | None = None

    def _do_render_template_fields(
        self, parent: Any, template_fields: Any, context: Any, jinja_env: Any, seen_oids: set[int]
    ) -> None:
        """Renders with the run's parameters, which Airflow ignores if core.dag_run_conf_overrides_params is off.

        Airflow calls this method for every task. It does not call `render_template_fields` for mapped tasks.
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

    def execute(self, context: Any) -> dict[str, Any]:
        limit = max_wait(os.environ)
        ended = self._run_jar()
        send_metrics(self.command, ended.exit_code, ended.result)
        self._last_result = ended.result
        result = self._result(ended, context, limit)
        add_events(self.outlets, context, result)
        if has_partitioned_assets(os.environ):
            for outlet in self.outlets:
                if isinstance(outlet, Asset):
                    context["outlet_events"][outlet].add_partitions(result["date"])
        return result

    def get_openlineage_facets_on_complete(self, _: Any) -> Any:
        """Returns the datasets of the result line as an OperatorLineage. Only the OpenLineage provider calls this."""
        from pipeline_openlineage import task_lineage

        return task_lineage(self._last_result, find_jar(os.environ))

    get_openlineage_facets_on_failure = get_openlineage_facets_on_complete

    def _run_jar(self) -> ProcessResult:
        env = self._environment()
        secrets = find_secrets(env)
        for secret in secrets:
            mask_secret(secret)
        command = command_line(env, self.command, self.options, self.flags)
        self._jvm = JvmProcess(self.log.info, secrets)
        # Airflow's folder of the task is not used because it is temporary: .env and a relative LAKE need a permanent
        # folder.
        try:
            ended = self._jvm.run(command, env, find_home(env), _result_line)
        except StartError as failure:
            raise self._start_failure(str(failure)) from failure
        if _did_not_start(ended):
            raise self._start_failure(f"{_last_output(ended.last_lines)} ({_format_exit(ended.exit_code)})")
        return ended

    def _environment(self) -> dict[str, str]:
        """Returns the worker's environment with the credentials of the connections. The worker's environment includes
        Airflow's AIRFLOW_CTX_ variables of this task.
        """
        env = with_credentials(_without_airflow_settings(os.environ), self.spotify_conn_id, self.s3_conn_id)
        # Without a UTF-8 locale, Java cannot decode non-ASCII letters in paths and settings.
        return {**env, "LC_ALL": "C.UTF-8"}

    def on_kill(self) -> None:
        if self._jvm:
            self._jvm.stop()

    def _start_failure(self, why: str) -> AirflowFailException:
        return AirflowFailException(f"{self.command}: Java cannot run the jar: {why}; {JAVA_REMEDY}")

    def _result(self, ended: ProcessResult, context: Any, limit: timedelta) -> dict[str, Any]:
        """Returns the result of a successful run, or raises the exception that makes Airflow retry, wait or fail."""
        exit_code, result = ended.exit_code, ended.result
        if exit_code == 0 and result:
            return result
        error, ended_with = _error_message(exit_code, result), f"({_format_exit(exit_code)})"
        failure = f"{error} {ended_with}"
        if exit_code in NON_RETRYABLE:
            raise AirflowFailException(f"{self.command}: {failure}")
        retry_at = _retry_at(result) if exit_code == RATE_LIMITED else None
        if result and retry_at:
            try:
                check_wait(context, retry_at, limit, is_refused=result.get("throttled") != 0)
            except WaitError as wait:
                reason, _, remedy = str(wait).partition("; ")
                # Leave out the remedy of the last failure, because the message has another remedy.
                last = error.partition("; ")[0]
                raise AirflowFailException(
                    f"{self.command}: {reason}. The last failure: {last}; {remedy} {ended_with}"
                ) from wait
            self.log.warning(
                "%s: %s. Waiting until %s, which uses no try of the task.", self.command, failure, retry_at
            )
            raise AirflowRescheduleException(retry_at)
        raise AirflowException(f"{self.command}: {failure}")


def _without_airflow_settings(env: Mapping[str, str]) -> dict[str, str]:
    """Returns the environment without Airflow's own variables, whose secrets the jar does not need."""
    own = ("AIRFLOW__", "AIRFLOW_CONN_", "AIRFLOW_VAR_")
    return {name: value for name, value in env.items() if not name.startswith(own)}


def _result_line(line: str) -> dict[str, Any] | None:
    """Returns the result in a line, even if other output surrounds it, or None if there is no result."""
    start = line.find('{"command"')
    if start >= 0:
        with suppress(ValueError):
            return json.JSONDecoder().raw_decode(line, start)[0]
    return None


def _did_not_start(ended: ProcessResult) -> bool:
    otherwise = any(RESOURCE_SHORTAGE.search(line) or JAR_LOG_LINE.match(line) for line in ended.last_lines)
    return ended.exit_code in LAUNCHER_EXIT_CODES and ended.result is None and not otherwise


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
        return "the jar printed no result line"
    if exit_code in STOPPED:
        return "stopped by a signal"
    return str(result.get("error") or f"no reason given for exit code {exit_code}")


def _format_exit(exit_code: int) -> str:
    return f"exit code {exit_code}" if exit_code >= 0 else signal.Signals(-exit_code).name
