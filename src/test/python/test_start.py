"""Checks output of the JVM next to the result line, and JVMs that cannot start."""

from __future__ import annotations

import os
import shutil
import zipfile
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest
from airflow.sdk.exceptions import AirflowException, AirflowFailException, AirflowRescheduleException
from pipeline_command import CHECKOUT
from test_operator import RESULT, failure, run, task

JAR = CHECKOUT / "target" / "pipeline.jar"
TRAILING_OUTPUT = "\n[9.8s][info][gc,heap,exit] Heap\n def new generation total 19456K\n{}\n[1]\nagent: bye"


@pytest.fixture
def simulated(monkeypatch, tmp_path) -> Any:
    """Runs the real jar on the real java, with the simulator and a lake in a folder."""
    monkeypatch.setenv("SIMULATE", "true")
    monkeypatch.setenv("PIPELINE_HOME", str(tmp_path))
    monkeypatch.setenv("LAKE", f"file:{tmp_path}/lake")
    return tmp_path


def extract_releases() -> Any:
    day = datetime.now(timezone.utc).date().isoformat()
    return run(task(command="extract-releases", options={"date": day}))


@pytest.mark.parametrize(
    "around",
    [
        {"after": TRAILING_OUTPUT},
        {"before": "agent: ending "},
        {"after": " agent: ended"},
        {"before": "{", "after": "}"},
    ],
)
def test_result_is_found_among_other_output(java, around):
    java.answers({"result": RESULT, **around})
    assert run(task()) == RESULT


def test_last_of_several_results_is_used(java):
    java.answers({"before": '{"command": "extract-tracks"}\n', "result": RESULT, "after": TRAILING_OUTPUT})
    assert run(task()) == RESULT


def test_rate_limit_is_recognized_before_other_output(java):
    java.answers({**failure(75), "retry_after": 60, "after": TRAILING_OUTPUT})
    with pytest.raises(AirflowRescheduleException):
        run(task())


@pytest.mark.parametrize(
    "options", ["-Xlog:gc*", "-XX:+UnlockDiagnosticVMOptions -XX:NativeMemoryTracking=summary -XX:+PrintNMTStatistics"]
)
def test_statistics_after_the_result_are_ignored(simulated, monkeypatch, options):
    monkeypatch.setenv("PIPELINE_JAVA_OPTIONS", options)
    assert extract_releases()["exit_code"] == 0


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ("-Xmx512q", "Invalid maximum heap size: -Xmx512q"),
        ("-Xmx999999g", "Could not reserve enough space"),
        ("-Xmx32m", "Initial heap size set to a larger value"),
        ("-XX:+UseG1GC", "Multiple garbage collectors selected|Conflicting collector"),
        ("-XX:+Nope", "Unrecognized VM option 'Nope'"),
        ("--nope", "Unrecognized option: --nope"),
        ("-agentlib:nope", "Could not find agent library nope"),
        ("-javaagent:/nope.jar", "/nope.jar"),
    ],
)
def test_invalid_jvm_options_fail_without_a_retry(simulated, monkeypatch, options, message):
    monkeypatch.setenv("PIPELINE_JAVA_OPTIONS", options)
    with pytest.raises(AirflowFailException, match=message) as raised:
        extract_releases()
    assert "PIPELINE_JAVA_OPTIONS" in str(raised.value)
    assert "(exit code 1)" in str(raised.value)


def test_invalid_options_in_java_variables_fail_without_a_retry(simulated, monkeypatch):
    monkeypatch.setenv("JAVA_TOOL_OPTIONS", "-XX:+Nope")
    with pytest.raises(AirflowFailException, match="Unrecognized VM option 'Nope'"):
        extract_releases()


def test_git_lfs_pointer_instead_of_a_jar_fails(simulated, monkeypatch):
    jar = simulated / "pipeline.jar"
    jar.write_text("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 60000000\n")
    monkeypatch.setenv("PIPELINE_JAR", str(jar))
    with pytest.raises(AirflowFailException, match="Invalid or corrupt jarfile"):
        extract_releases()


def test_too_old_java_fails_without_a_retry(simulated, monkeypatch):
    """Uses a class file of a future Java version, because no older Java is installed."""
    jar = simulated / "pipeline.jar"
    with zipfile.ZipFile(JAR) as real, zipfile.ZipFile(jar, "w") as newer:
        name = "pipeline/Main.class"
        newer.writestr("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\nMain-Class: pipeline.Main\n\n")
        newer.writestr(name, real.read(name)[:6] + b"\x00\x63" + real.read(name)[8:])
    monkeypatch.setenv("PIPELINE_JAR", str(jar))
    with pytest.raises(AirflowFailException, match=r"more recent version.*correct JAVA_HOME \(Java 17 or newer\)"):
        extract_releases()


@pytest.mark.parametrize(
    ("program", "message"),
    [
        (b"\x7fELF of another machine", "Exec format error"),
        (b"#!/nowhere/interpreter\n", "No such file or directory"),
        # The message of a shell about a program for another processor.
        (b"\x7fELF\n(", "Exec format error"),
    ],
)
@pytest.mark.parametrize("programs_on_path", [[], ["setpriv"]])
def test_java_that_cannot_be_executed_fails(java, monkeypatch, tmp_path, programs_on_path, program, message):
    set_path(monkeypatch, tmp_path, programs_on_path)
    (java.home / "bin" / "java").write_bytes(program)
    with pytest.raises(AirflowFailException, match=rf"Java cannot run the jar: .*{message}.*JAVA_HOME"):
        run(task())


def test_java_that_hangs_in_the_check_fails(java):
    (java.home / "bin" / "java").write_text('#!/bin/sh\n[ "$1" != -version ] || exec sleep 300\nexit 127\n')
    with pytest.raises(AirflowFailException, match=r"Java cannot run the jar: no output \(exit code 127\)"):
        run(task())


@pytest.mark.parametrize("programs_on_path", [[], ["setpriv"]])
def test_worker_needs_no_shell(java, monkeypatch, tmp_path, programs_on_path):
    set_path(monkeypatch, tmp_path, programs_on_path)
    run(task())
    assert len(java.calls) == 1


def set_path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, names: list[str]) -> None:
    """Sets a path that contains only these programs."""
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in names:
        (programs / name).symlink_to(shutil.which(name) or pytest.skip(f"no {name}"))
    monkeypatch.setenv("PATH", str(programs))


def test_null_character_in_an_option_fails(java):
    with pytest.raises(AirflowFailException, match="null byte"):
        run(task(options={"date": "2024-01-01\0"}))


def test_start_without_resources_is_retried(java):
    message = "OpenJDK 64-Bit Server VM: There is insufficient memory for the Java Runtime Environment to continue."
    java.answers({"exit_code": 1, "text": message})
    with pytest.raises(AirflowException, match="no result line") as raised:
        run(task())
    assert type(raised.value) is AirflowException


def test_crashed_jar_is_retried(java):
    java.answers({"exit_code": 1, "text": "2026-11-28T23:49:59.697Z INFO  pipeline transform 2024-01-01, run ID 01a2"})
    with pytest.raises(AirflowException, match="no result line") as raised:
        run(task())
    assert type(raised.value) is AirflowException


def test_jar_runs_with_a_utf8_locale(simulated, monkeypatch):
    home = Path(os.fsdecode(os.fsencode(simulated) + b"/j\xc3\xb6s\xc3\xa9"))
    home.mkdir()
    (home / ".env").write_text("LAKE=file:lake-of-dot-env\n")
    for name, value in {"LC_ALL": "C", "LANG": "C", "PIPELINE_HOME": str(home)}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("LAKE")
    assert extract_releases()["exit_code"] == 0
    assert [file.name for file in home.iterdir() if file.is_dir()] == ["lake-of-dot-env"]
    assert [file.name for file in simulated.iterdir()] == [home.name]
