from __future__ import annotations

import contextvars
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from datetime import datetime, timezone
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psutil
import pytest
from airflow.sdk.bases.operator import ExecutorSafeguard
from airflow.sdk.exceptions import AirflowException, AirflowFailException, AirflowRescheduleException
from pipeline_alerts import log_failure
from pipeline_command import CHECKOUT
from pipeline_jvm import JvmProcess
from pipeline_operator import PipelineOperator
from state_store import FakeStateStore

RESULT = {"command": "transform", "date": "2024-01-01", "rows": {"clean/albums": 3}, "exit_code": 0}


def task(**arguments: Any) -> PipelineOperator:
    return PipelineOperator(
        **{"task_id": "transform", "command": "transform", "options": {"date": "2024-01-01"}, **arguments}
    )


def run(operator: PipelineOperator) -> Any:
    """Executes an operator like Airflow's task runner, which registers the operator first."""

    instance = SimpleNamespace(try_number=1, max_tries=5)

    def execute() -> Any:
        ExecutorSafeguard.tracker.set(operator)
        return operator.execute(context={"ti": instance, "task_state_store": FakeStateStore()})

    return contextvars.copy_context().run(execute)


def failure(exit_code: int) -> dict[str, Any]:
    return {"exit_code": exit_code, "result": {**RESULT, "exit_code": exit_code, "error": "this is why: do that"}}


def test_result_line_becomes_a_dictionary(java):
    java.answers({"result": RESULT})
    assert run(task()) == RESULT


@pytest.mark.parametrize("exit_code", [64, 65, 66, 76, 77, 78])
def test_permanent_exit_codes_fail_with_the_jars_message(java, exit_code):
    java.answers(failure(exit_code))
    with pytest.raises(AirflowFailException, match=rf"transform: this is why: do that \(exit code {exit_code}\)"):
        run(task())


@pytest.mark.parametrize("exit_code", [1, 2, 3, 69, 70, 74, 99, 126, 127])
def test_other_exit_codes_are_retried(java, exit_code):
    java.answers(failure(exit_code))
    with pytest.raises(AirflowException, match="this is why: do that") as raised:
        run(task())
    assert type(raised.value) is AirflowException


@pytest.mark.parametrize("exit_code", [130, 143])
def test_stopped_task_is_retried(java, exit_code):
    java.answers({"exit_code": exit_code, "result": {**RESULT, "status": "stopped"}})
    with pytest.raises(AirflowException, match="transform: stopped by a signal") as raised:
        run(task())
    assert type(raised.value) is AirflowException


@pytest.mark.parametrize(
    ("retry_at", "moment"),
    [
        ("2030-01-02T03:04:05Z", datetime(2030, 1, 2, 3, 4, 5, tzinfo=timezone.utc)),
        ("2030-01-02T04:04:05.000+01:00", datetime(2030, 1, 2, 3, 4, 5, tzinfo=timezone.utc)),
    ],
)
def test_rate_limit_waits_until_retry_at(java, monkeypatch, retry_at, moment):
    monkeypatch.setenv("PIPELINE_MAX_WAIT_DAYS", "10000")
    answer = failure(75)
    answer["result"]["retry_at"] = retry_at
    java.answers(answer)
    with pytest.raises(AirflowRescheduleException) as raised:
        run(task())
    assert raised.value.reschedule_date == moment


@pytest.mark.parametrize("retry_at", [None, "soon", "2030-01-02T03:04:05"])
def test_rate_limit_without_retry_at_is_retried(java, retry_at):
    answer = failure(75)
    answer["result"]["retry_at"] = retry_at
    java.answers(answer)
    with pytest.raises(AirflowException, match="this is why") as raised:
        run(task())
    assert type(raised.value) is AirflowException


@pytest.mark.parametrize("last_line", ["", "OutOfMemoryError", "{", "[]", "3", '{"other": 1}'])
def test_success_without_a_result_line_is_retried(java, last_line):
    java.answers({"text": last_line})
    with pytest.raises(AirflowException, match=r"transform: the jar printed no result line \(exit code 0\)") as raised:
        run(task())
    assert type(raised.value) is AirflowException


def test_killed_jar_is_retried(java):
    java.answers({"killed": True})
    with pytest.raises(AirflowException, match=r"no result line \(SIGKILL\)") as raised:
        run(task())
    assert type(raised.value) is AirflowException


def test_options_are_passed_without_interpretation(java, tmp_path):
    value = f"""'"; touch {tmp_path}/pwned; $(touch {tmp_path}/pwned) `touch {tmp_path}/pwned` * --replace"""
    run(task(options={"date": "2024-01-01", "late": value}))
    assert java.commands == [["transform", "--date", "2024-01-01", "--late", value]]
    assert not (tmp_path / "pwned").exists()


def test_empty_options_are_left_out(java):
    run(task(options={"date": "2024-01-01", "source": "", "max-albums": "5"}, flags={"replace": "yes", "refetch": ""}))
    assert java.commands == [["transform", "--date", "2024-01-01", "--max-albums", "5", "--replace"]]


def test_jvm_options_may_be_extended_by_the_worker(java, monkeypatch):
    monkeypatch.setenv("PIPELINE_JAVA_OPTIONS", "-Xmx1g -Dadded=yes")
    run(task())
    argv = java.calls[0]["argv"]
    assert argv[: argv.index("-jar")] == [
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
        "-Xmx1g",
        "-Dadded=yes",
    ]


def test_jvm_options_are_split_as_by_a_shell(java, monkeypatch):
    monkeypatch.setenv("PIPELINE_JAVA_OPTIONS", """-Da="two words"  '-Db=$HOME *'\n-Dc=an\\ escape""")
    run(task())
    argv = java.calls[0]["argv"]
    assert argv[argv.index("-jar") - 3 : argv.index("-jar")] == ["-Da=two words", "-Db=$HOME *", "-Dc=an escape"]


def test_unclosed_quotation_in_jvm_options_fails(java, monkeypatch):
    monkeypatch.setenv("PIPELINE_JAVA_OPTIONS", "-Dpassword='one")
    with pytest.raises(AirflowFailException, match="invalid PIPELINE_JAVA_OPTIONS: No closing quotation;") as raised:
        run(task())
    assert "one" not in str(raised.value)
    assert java.calls == []


def test_class_data_archive_next_to_the_jar_is_used(java, monkeypatch, tmp_path):
    jar = tmp_path / "a b" / "some.jar"
    jar.parent.mkdir()
    jar.touch()
    monkeypatch.setenv("PIPELINE_JAR", str(jar))
    run(task())
    jar.with_suffix(".jsa").touch()
    run(task())
    used = [[word for word in call["argv"] if word.startswith("-XX:Shared")] for call in java.calls]
    assert used == [[], [f"-XX:SharedArchiveFile={tmp_path}/a b/some.jsa"]]


def test_environment_reaches_the_jar_without_airflows_variables(java, monkeypatch):
    monkeypatch.setenv("LAKE", "s3://bucket/prefix")
    monkeypatch.setenv("AIRFLOW_CTX_DAG_RUN_ID", "scheduled__2024")
    for name in ("AIRFLOW__CORE__FERNET_KEY", "AIRFLOW_CONN_OTHER", "AIRFLOW_VAR_OTHER"):
        monkeypatch.setenv(name, "none of the jar's business")
    run(task())
    env = java.calls[0]["env"]
    assert (env["LAKE"], env["AIRFLOW_CTX_DAG_RUN_ID"]) == ("s3://bucket/prefix", "scheduled__2024")
    assert [name for name in env if name.startswith("AIRFLOW") and not name.startswith("AIRFLOW_CTX_")] == [
        "AIRFLOW_HOME"
    ]
    assert [name for name in env if name.startswith("PIPELINE_")] == ["PIPELINE_JAR"]


def test_working_folder_is_the_checkout_or_pipeline_home(java, monkeypatch, tmp_path):
    run(task())
    monkeypatch.setenv("PIPELINE_HOME", str(tmp_path))
    run(task())
    assert [call["cwd"] for call in java.calls] == [str(CHECKOUT), str(tmp_path)]


def test_jar_of_the_checkout_is_the_default(java, monkeypatch):
    monkeypatch.delenv("PIPELINE_JAR")
    run(task())
    argv = java.calls[0]["argv"]
    assert argv[argv.index("-jar") + 1] == str(CHECKOUT / "target" / "pipeline.jar")


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("PIPELINE_JAR", "/nowhere/pipeline.jar", "jar not found: /nowhere/pipeline.jar; build it with `mvn package`"),
        ("JAVA_HOME", "/nowhere", "java not found: in JAVA_HOME=/nowhere; install a JRE"),
        ("PIPELINE_HOME", "/nowhere", "folder not found: /nowhere; set PIPELINE_HOME"),
    ],
)
def test_missing_requirement_fails_with_its_name(java, monkeypatch, name, value, message):
    monkeypatch.setenv(name, value)
    with pytest.raises(AirflowFailException, match=message):
        run(task())
    assert java.calls == []


def test_end_of_a_process_has_exit_code_and_wall_time():
    program = "import time; time.sleep(0.2); print('end'); raise SystemExit(3)"
    ended = JvmProcess(print, []).run([sys.executable, "-c", program], os.environ, os.curdir, lambda line: None)
    assert (ended.exit_code, ended.result, ended.last_lines) == (3, None, ["end"])
    assert 0.2 <= ended.seconds < 30


def test_failure_callback_logs_the_jars_message_last(caplog):
    with caplog.at_level(logging.INFO, logger="airflow.task"):
        log_failure({"exception": AirflowFailException("transform: this is why: do that (exit code 65)")})
        log_failure({})
    lost = "the worker was lost or the task was ended from outside; read the log, and clear the task"
    assert caplog.messages == [
        "::endgroup::",
        "FAILED transform: this is why: do that (exit code 65)",
        "::endgroup::",
        f"FAILED {lost}",
    ]


@pytest.mark.parametrize(("ignores_sigterm", "at_most"), [(False, 2), (True, 6)])
def test_a_stopped_task_leaves_no_jvm(java, ignores_sigterm, at_most):
    java.answers({"seconds": 60, "ignores_sigterm": ignores_sigterm, "result": RESULT})
    operator = task()
    failures: list[BaseException] = []

    def record_failure() -> None:
        try:
            run(operator)
        except AirflowException as failure:
            failures.append(failure)

    running = threading.Thread(target=record_failure)
    running.start()
    pid = read_pid_of_call(java)
    stopped_at = time.monotonic()
    operator.on_kill()
    running.join(timeout=10)
    assert time.monotonic() - stopped_at < at_most
    assert not psutil.pid_exists(pid)
    assert ("SIGKILL" if ignores_sigterm else "SIGTERM") in str(failures[0])


def test_unstarted_task_can_be_stopped():
    task().on_kill()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can end a process with its parent")
def test_killed_task_runner_leaves_no_jvm(java):
    java.answers({"seconds": 60, "result": RESULT})
    runner = subprocess.Popen(
        [sys.executable, "-c", "from test_operator import run, task; run(task())"],
        cwd=Path(__file__).parent,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    jvm = psutil.Process(read_pid_of_call(java))
    runner.send_signal(signal.SIGKILL)
    runner.wait()
    stopped, _ = psutil.wait_procs([jvm], timeout=5)
    assert stopped == [jvm]


def read_pid_of_call(java) -> int:
    end = time.monotonic() + 30
    while not java.calls:
        assert time.monotonic() < end, "the jar was never started"
        time.sleep(0.05)
    time.sleep(0.3)
    return java.calls[0]["pid"]


def test_names_in_any_script_reach_the_jar(java):
    java.answers({"result": {**RESULT, "names": ["Sigur Rós", "宇多田ヒカル"]}})
    assert run(task())["names"] == ["Sigur Rós", "宇多田ヒカル"]
