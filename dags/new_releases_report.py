"""Writes a report on the dates that new_releases has just published.

The task runs each time `load` of new_releases publishes a date. If several dates were published since its last run, for
example by a backfill, one report covers all dates from the first to the last, but at most the last 366.

**Output**: the `output` of the form, otherwise the Airflow variable `new_releases_report` (a file or `s3://…`),
otherwise `report.html` in the worker's PIPELINE_HOME. In the name, `{date}` is replaced with the last date of the
report. In a manual run without a last date, `{date}` is replaced with the date of the run.

**Partitioned assets**: with PIPELINE_PARTITIONED_ASSETS=true, the DAG has one run for each published date. The
partition key of the run is this date.
"""

from __future__ import annotations

import os
from datetime import timedelta

from airflow.sdk import DAG, Asset, Param, PartitionedAssetTimetable
from pipeline_defaults import DEFAULTS, has_partitioned_assets
from pipeline_operator import PipelineOperator

# `load` of new_releases updates this asset, which starts this DAG.
ANALYTICS = Asset(name="analytics", uri="lake://analytics")

DATES = "triggering_asset_events.values() | sum(start=[]) | map(attribute='extra.date', default='') | select"
# At most 366 dates, because the published dates can span many years, for example an old year and yesterday.
FIRST = "([dates | min, macros.ds_add(dates | max, -365)] | max if dates else '')"
FROM = "{% set dates = " + DATES + " | list %}{{ params.from_date or " + FIRST + " }}"
LAST = "params.to_date or (" + DATES + " | max | default(''))"
TO = "{{ " + LAST + " }}"
NAMED = LAST + " or (dag_run.run_after | ds)"
OUTPUT = "{{ (params.output or var.value.get('new_releases_report', '')) | replace('{date}', " + NAMED + ") }}"

with DAG(
    dag_id="new_releases_report",
    description=__doc__.partition("\n")[0],
    doc_md=__doc__,
    tags=["spotify", "lake"],
    schedule=PartitionedAssetTimetable(assets=ANALYTICS) if has_partitioned_assets(os.environ) else [ANALYTICS],
    catchup=False,
    max_active_runs=1,
    params={
        "from_date": Param(
            None,
            type=["null", "string"],
            format="date",
            title="From",
            description="First date. If empty: the first published date; in a manual run, the last 30 dates.",
        ),
        "to_date": Param(
            None,
            type=["null", "string"],
            format="date",
            title="To",
            description="Last date. If empty: the last published date; in a manual run, the newest loaded date.",
        ),
        "output": Param(
            None,
            type=["null", "string"],
            title="Output",
            description="A file or s3://…; {date} stands for the last date. If empty: the variable new_releases_report,"
            " or report.html.",
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
