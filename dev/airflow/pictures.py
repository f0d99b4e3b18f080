"""Makes the pictures of Airflow's pages in docs/, after a backfill of a week and a scheduled run in a real Airflow."""

from __future__ import annotations

import shutil
import sys
import tempfile
from datetime import datetime, timedelta, timezone
from pathlib import Path
from urllib.parse import quote

from browser import Browser
from stack import CHECKOUT, Stack, StackError

DAG_ID = "new_releases"
DAYS = 7
RUNS_SECONDS = 1500
LAKE = Path(tempfile.gettempdir()) / "music-lake"
PICTURES = CHECKOUT / "docs" / "pictures"
# The shares of the grid and the panel next to it, in percent.
SHARES = '{"details-panel,main-panel": {"expandToSizes": {}, "layout": [30, 70]}}'
GRAPH_SHARES = '{"details-panel,main-panel": {"expandToSizes": {}, "layout": [70, 30]}}'


def main() -> int:
    if not shutil.which("chromium"):
        print("chromium is missing: apt install chromium fonts-dejavu-core", file=sys.stderr)
        return 78
    # The pictures show this folder in the URIs of assets.
    shutil.rmtree(LAKE, ignore_errors=True)
    LAKE.mkdir()
    with tempfile.TemporaryDirectory(prefix="pictures-") as folder:
        try:
            _take(Path(folder))
        except StackError as error:
            print(error, file=sys.stderr)
            return 1
        finally:
            shutil.rmtree(LAKE)
    return 0


def _take(folder: Path) -> None:
    settings = {
        "AIRFLOW__API__DEFAULT_WRAP": "True",
        "LAKE": f"file:{LAKE}",
        "PIPELINE_JAR": str(CHECKOUT / "target" / "pipeline.jar"),
        "PIPELINE_HOME": str(folder),
        "SIMULATE": "true",
    }
    with Stack(folder / "airflow", CHECKOUT / "dags", settings) as airflow:
        # The dates before yesterday. For yesterday, the schedule creates a run.
        yesterday = datetime.now(timezone.utc).date() - timedelta(days=1)
        # One run at a time, so that a bar shows only the duration of its run.
        first, last = ((yesterday - timedelta(days=days)).isoformat() for days in (DAYS, 1))
        airflow.backfill(DAG_ID, first, last, at_once=1)
        airflow.start_scheduler()
        airflow.wait_until(lambda: _count_successes(airflow) == DAYS + 1, RUNS_SECONDS, f"{DAYS + 1} green runs")
        PICTURES.mkdir(exist_ok=True)
        with Browser() as page:
            _set_up(page, airflow)
            for name, (width, height, show) in PAGES.items():
                page.resize(width, height)
                show(page, airflow)
                # Hide the overview of a graph, because it covers a part of the graph.
                page.run("document.querySelector('.react-flow__minimap')?.style.setProperty('display', 'none')")
                picture = PICTURES / f"airflow-{name}.png"
                page.picture(picture)
                print(f"docs/pictures/{picture.name}: {picture.stat().st_size:,} bytes")


def _count_successes(airflow: Stack) -> int:
    runs = airflow.call("GET", f"/dags/{DAG_ID}/dagRuns")["dag_runs"]
    if any(run["state"] == "failed" for run in runs):
        raise StackError("a run has failed; rerun to take the pictures")
    return sum(run["state"] == "success" for run in runs)


def _set_up(page: Browser, airflow: Stack) -> None:
    page.open(airflow.url)
    page.wait_for(_has_text("Dags"))
    page.run(f"localStorage.setItem('react-resizable-panels:grid-ltr', '{SHARES}')")
    page.run(f"localStorage.setItem('react-resizable-panels:graph-ltr', '{GRAPH_SHARES}')")
    # The graph shows the assets too.
    page.run(f"localStorage.setItem('dependencies-{DAG_ID}', JSON.stringify('all'))")


def _grid(page: Browser, airflow: Stack) -> None:
    page.open(f"{airflow.url}/dags/{DAG_ID}/runs")
    page.wait_for(_has_text("scheduled"))


def _log(page: Browser, airflow: Stack) -> None:
    """Shows the log of the scheduled run with the result line of the jar."""
    runs = airflow.call("GET", f"/dags/{DAG_ID}/dagRuns?run_type=scheduled")["dag_runs"]
    page.open(f"{airflow.url}/dags/{DAG_ID}/runs/{quote(runs[0]['dag_run_id'])}/tasks/extract_releases")
    page.wait_for(_has_text('"command":"extract-releases"'))


def _form(page: Browser, airflow: Stack) -> None:
    page.open(f"{airflow.url}/dags/{DAG_ID}")
    trigger = "[...document.querySelectorAll('button')].find(one => one.innerText.trim() == 'Trigger')"
    page.wait_for(trigger)
    page.run(f"{trigger}.click()")
    page.wait_for(_has_text("Allow partial"))


def _graph(page: Browser, airflow: Stack) -> None:
    """Shows the graph of the scheduled run, with its assets."""
    runs = airflow.call("GET", f"/dags/{DAG_ID}/dagRuns?run_type=scheduled")["dag_runs"]
    page.run("localStorage.setItem('default_dag_view', JSON.stringify('graph'))")
    page.open(f"{airflow.url}/dags/{DAG_ID}/runs/{quote(runs[0]['dag_run_id'])}")
    page.wait_for("document.querySelectorAll('.react-flow__node').length > 4")


def _asset(page: Browser, airflow: Stack) -> None:
    """Shows the asset that `load` updates, with the tasks around it and its events."""
    assets = airflow.call("GET", "/assets?name_pattern=analytics")["assets"]
    asset = next(one for one in assets if one["name"] == "analytics")
    page.open(f"{airflow.url}/assets/{asset['id']}")
    page.wait_for("document.querySelectorAll('.react-flow__node').length > 2")


def _has_text(text: str) -> str:
    return f"document.body?.innerText.includes({text!r})"


# For each page, the size at which nothing is cut off. The grid has extra room for long durations.
PAGES = {
    "grid": (1860, 860, _grid),
    "log": (1400, 640, _log),
    "form": (1200, 1240, _form),
    "graph": (1860, 860, _graph),
    "asset": (1860, 860, _asset),
}

if __name__ == "__main__":
    sys.exit(main())
