"""Runs the DAGs on each release of Airflow since 3.3. Takes a minute per release, so it needs -k releases."""

from __future__ import annotations

import re

from conftest import CHECKOUT
from test_celery import lines_of


def test_dags_run_on_each_release(capsys):
    with capsys.disabled():
        output = "".join(lines_of("dev/airflow/releases"))
    passed = re.findall(r"^Airflow (\S+): passed", output, re.MULTILINE)
    assert len(passed) >= 3
    assert f"{len(passed)} of {len(passed)} releases passed" in output
    documented = (CHECKOUT / "docs" / "operations.md").read_text()
    assert [version for version in passed if version not in documented] == []
