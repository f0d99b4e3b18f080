"""Runs the DAG on two hosts, and kills workers and a host. Takes minutes, so it runs only with FULL=true."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator

import pytest
from conftest import CHECKOUT


@pytest.mark.skipif(os.environ.get("FULL") != "true", reason="takes minutes: mvn verify -Pfull")
def test_thirty_dates_are_complete_after_killed_workers_and_hosts(capsys):
    with capsys.disabled():
        output = "".join(lines_of("dev/airflow/celery"))
    assert "All 30 runs are green" in output
    assert "14 tables of 30 dates: content as on one machine" in output


def lines_of(program: str) -> Iterator[str]:
    """Prints the output of the test while the test runs, because the test takes minutes."""
    with subprocess.Popen(
        [CHECKOUT / program], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            yield line
    assert process.returncode == 0
