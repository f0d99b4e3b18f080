"""Reads the jar's metrics file with Prometheus' own parser, and compares it with the result lines."""

from __future__ import annotations

import json
import os
import subprocess
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from conftest import CHECKOUT
from prometheus_client.parser import text_string_to_metric_families

TODAY = datetime.now(timezone.utc).date().isoformat()
RUN = frozenset({("command", "run")})


def test_file_of_a_run_equals_its_result_lines(tmp_path):
    *stages, total = run(tmp_path, 0, "--date", TODAY)
    metrics = read(tmp_path)
    assert metrics["pipeline_run_seconds"] == {RUN: total["seconds"]}
    assert metrics["pipeline_run_exit_code"] == {RUN: 0}
    assert metrics["pipeline_last_success_timestamp_seconds"] == metrics["pipeline_run_end_timestamp_seconds"]
    assert metrics["pipeline_stage_seconds"] == values(stages, "seconds")
    assert metrics["pipeline_stage_exit_code"] == values(stages, "exit_code")
    assert metrics["pipeline_spotify_requests"] == values(stages, "requests")
    assert metrics["pipeline_spotify_throttled_requests"] == values(stages, "throttled")
    rows = {labels(stage, table): count for stage in stages for table, count in stage["rows"].items()}
    assert metrics["pipeline_rows"] == rows
    assert metrics["pipeline_rejects"] == {labels(stages[2]): stages[2]["rows"]["clean/rejects"]}
    files = {f"{file.parts[-4]}/{file.parts[-3]}": file.stat().st_size for file in tmp_path.rglob("*.parquet")}
    assert metrics["pipeline_written_bytes"] == {
        labels(stage, table): files[table] for stage in stages for table in stage["rows"]
    }
    assert [stage["bytes"] for stage in stages] == [sum(files[table] for table in stage["rows"]) for stage in stages]


def test_file_of_a_failed_run_has_its_exit_code(tmp_path):
    run(tmp_path, 66, "--date", "2024-01-01", "--late", "fail")
    metrics = read(tmp_path)
    assert metrics["pipeline_run_exit_code"] == {RUN: 66}
    assert metrics["pipeline_stage_exit_code"] == {frozenset({*RUN, ("stage", "extract-releases")}): 66}
    assert "pipeline_last_success_timestamp_seconds" not in metrics


def run(folder: Path, exit_code: int, *arguments: str) -> list[dict[str, Any]]:
    """Runs the jar, and returns its result lines."""
    home = os.environ.get("JAVA_HOME")
    java = f"{home}/bin/java" if home else "java"
    command = [java, "-jar", str(CHECKOUT / "target" / "pipeline.jar"), "run", *arguments]
    command += ["--simulate", "--metrics-file", "pipeline_run.prom"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == exit_code, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def read(folder: Path) -> dict[str, dict[frozenset[tuple[str, str]], float]]:
    """Returns the value of each sample by metric and labels."""
    metrics = {}
    for family in text_string_to_metric_families((folder / "pipeline_run.prom").read_text()):
        assert family.type == "gauge", family
        assert family.documentation, family
        assert {sample.name for sample in family.samples} == {family.name}
        metrics[family.name] = {frozenset(sample.labels.items()): sample.value for sample in family.samples}
        assert len(metrics[family.name]) == len(family.samples), family
    return metrics


def values(stages: list[dict[str, Any]], key: str) -> dict[frozenset[tuple[str, str]], float]:
    return {labels(stage): stage[key] for stage in stages}


def labels(stage: dict[str, Any], table: str | None = None) -> frozenset[tuple[str, str]]:
    return frozenset({*RUN, ("stage", stage["command"]), *([("table", table)] if table else [])})
