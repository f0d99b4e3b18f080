"""Runs the DAGs once in the Airflow of this interpreter. AIRFLOW_HOME must be an empty folder."""

from __future__ import annotations

import os
import sys
import warnings
from pathlib import Path

DAGS = Path(os.environ["AIRFLOW__CORE__DAGS_FOLDER"])
MODULES = [file.stem for file in DAGS.glob("*.py")]
TASKS = ["extract_releases", "extract_tracks", "transform", "load"]

sys.path.insert(0, str(DAGS))
for module in MODULES:
    # A deprecated name in the DAGs is an error.
    warnings.filterwarnings("error", category=DeprecationWarning, module=module)


def main() -> None:
    import airflow
    from airflow.dag_processing.dagbag import BundleDagBag
    from airflow.utils.db import initdb

    initdb()
    bag = BundleDagBag(dag_folder=str(DAGS), bundle_path=DAGS)
    _check("import", bag.import_errors, {})
    _check("warnings", bag.captured_warnings, {})

    from new_releases import dag as new_releases
    from new_releases_report import dag as report

    run = new_releases.test(logical_date=None)
    _check("new_releases", _states(run), dict.fromkeys(TASKS, "success"))
    _check("new_releases_report", _states(report.test(logical_date=None)), {"report": "success"})
    _check("page", (Path(os.environ["PIPELINE_HOME"]) / "report.html").is_file(), True)
    failed = new_releases.test(logical_date=None, run_conf={"date": "2019-03-04", "late": "fail"})
    expected = {TASKS[0]: "failed", **dict.fromkeys(TASKS[1:], "upstream_failed")}
    _check("permanent failure", _states(failed), expected)
    print(f"passed on Python {sys.version.split()[0]} ({airflow.__version__})")


def _states(run: object) -> dict[str, str]:
    return {instance.task_id: str(instance.state) for instance in run.get_task_instances()}


def _check(what: str, actual: object, expected: object) -> None:
    if actual != expected:
        sys.exit(f"{what}: {actual}, expected {expected}")


if __name__ == "__main__":
    main()
