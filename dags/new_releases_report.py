"""A report on the dates that new_releases has just published.

One task, one command of pipeline.jar, each time `load` of new_releases has published a date. Several dates that were
published meanwhile, as by a backfill, are one report from the first to the last of them, or of the year up to the last.

**Where to**: the `output` of the form, else the Airflow variable `new_releases_report`, a file or `s3://…`; without
either `report.html` in the worker's PIPELINE_HOME.
"""

from __future__ import annotations

from datetime import timedelta

from airflow.sdk import DAG, Asset, Param
from pipeline_defaults import DEFAULTS
from pipeline_operator import PipelineOperator

# The one that `load` of new_releases makes.
ANALYTICS = Asset(name="analytics", uri="lake://analytics")

DATES = "triggering_asset_events.values() | sum(start=[]) | map(attribute='extra.date', default='') | select"
# The jar takes 366 dates at most, and a backfill of an old year may be published together with yesterday.
FIRST = "([dates | min, macros.ds_add(dates | max, -365)] | max if dates else '')"
FROM = "{% set dates = " + DATES + " | list %}{{ params.from_date or " + FIRST + " }}"
TO = "{{ params.to_date or (" + DATES + " | max | default('')) }}"
OUTPUT = "{{ params.output or var.value.get('new_releases_report', '') }}"

with DAG(
    dag_id="new_releases_report",
    description=__doc__.partition("\n")[0],
    doc_md=__doc__,
    tags=["spotify", "lake"],
    schedule=[ANALYTICS],
    catchup=False,
    max_active_runs=1,
    params={
        "from_date": Param(
            None,
            type=["null", "string"],
            format="date",
            title="From",
            description="The first date. Empty: the first that was published, by hand 30 dates.",
        ),
        "to_date": Param(
            None,
            type=["null", "string"],
            format="date",
            title="To",
            description="The last date. Empty: the last that was published, by hand the newest that was loaded.",
        ),
        "output": Param(
            None,
            type=["null", "string"],
            title="Output",
            description="A file or s3://…. Empty: the variable new_releases_report, and without it report.html.",
        ),
    },
    default_args={**DEFAULTS, "execution_timeout": timedelta(minutes=15)},
) as dag:
    PipelineOperator(
        task_id="report",
        command="report",
        options={"from": FROM, "to": TO, "output": OUTPUT},
        spotify_conn_id=None,
        inlets=[ANALYTICS],
    )
