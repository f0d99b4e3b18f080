"""Runs ./demo: its options, and with FULL=true a whole demo with Iceberg tables."""

from __future__ import annotations

import os
import re
import subprocess

import duckdb
import pytest
from conftest import CHECKOUT

TASKS = ["extract_releases", "extract_tracks", "transform", "load", "publish_iceberg"]
ANALYTICS = CHECKOUT / ".airflow" / "demo-lake" / "analytics"
FIRST_RELEASES = """
    SELECT position, album_name, total_tracks
    FROM read_parquet('{folder}/fact_release/ds={date}/*.parquet')
    JOIN read_parquet('{folder}/dim_album/ds={date}/*.parquet') USING (album_id)
    ORDER BY position LIMIT 8
"""


def demo(*options: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "COLUMNS": "80"}
    command = [str(CHECKOUT / "demo"), *options]
    return subprocess.run(command, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)


def test_help_describes_each_option():
    shown = demo("--iceberg", "--help")
    assert (shown.returncode, shown.stderr) == (0, "")
    described = [line.split()[0] for line in shown.stdout.splitlines() if line.startswith("  --")]
    assert described == ["--iceberg", "--keep", "--help"]


@pytest.mark.parametrize("options", [["--polaris"], ["--keep", "--polaris"], ["--iceberg", "folder"], [""]])
def test_unknown_option_is_a_usage_error(options):
    refused = demo(*options)
    assert (refused.returncode, refused.stdout) == (64, "")
    assert refused.stderr == f"./demo: unknown option: '{options[-1]}'; ./demo --help shows the options\n"


@pytest.mark.skipif(os.environ.get("FULL") != "true", reason="takes a minute: mvn verify -Pfull")
def test_last_lines_are_read_from_iceberg_tables():
    shown = demo("--iceberg")
    assert shown.returncode == 0, shown.stdout[-2000:] + shown.stderr[-2000:]
    lines = shown.stdout.splitlines()
    assert [line.split()[0] for line in lines if line.endswith(" success")] == TASKS
    date = re.search(r"for (\S+) against the simulator", shown.stdout)[1]
    header = next(number for number, line in enumerate(lines) if line.split()[:2] == ["position", "released"])
    rows = lines[header + 1 :]
    expected = duckdb.sql(FIRST_RELEASES.format(folder=ANALYTICS, date=date)).fetchall()
    assert len(rows) == len(expected) == 8
    for row, (position, album, tracks) in zip(rows, expected, strict=True):
        assert (row.split()[0], row.split()[2]) == (str(position), str(tracks))
        assert album[:22] in row
