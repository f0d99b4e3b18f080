"""Spotify's new releases of a day, as Parquet tables that people query.

Four tasks, each one command of pipeline.jar, meet in the lake:

| task | writes |
|---|---|
| `extract_releases` | raw/releases: what Spotify listed as new, as seen for the date |
| `extract_tracks` | raw/tracks: every track of those albums |
| `transform` | clean: typed, flattened, deduplicated; rejects with their reason |
| `load` | analytics: audited, then published |

**The date** is the partition that a run is about: for a scheduled run the day that just ended, for a run by hand the
`date` of the form, else its logical date, else the day before. Clearing a task, or running a date again, replaces that
date's partition and nothing else; what has not changed is not written again.

**A late run**: Spotify has no past. A scheduled run that comes more than 48 hours late fails, instead of writing
today's listing into an old day; a run by hand or a backfill searches by release date, and marks what it finds as a
late capture.

**A failure** says in the last line of its log what to do. Wrong settings, refused credentials and bad data fail at
once; an outage is tried again; a rate limit waits until the time that Spotify named, without using a try.
"""

from __future__ import annotations

import os
from datetime import datetime, timedelta, timezone

from airflow.sdk import DAG, Asset, CronDataIntervalTimetable, Param
from pipeline_alerts import deadline
from pipeline_defaults import DEFAULTS
from pipeline_operator import PipelineOperator

# A run may have no logical date, and then `ds` is an error: this holds for every kind of run.
DATE = "{{ params.date or ((dag_run.logical_date or dag_run.run_after - macros.timedelta(days=1)) | ds) }}"
LATE = "{{ params.late or ('fail' if dag_run.run_type == 'scheduled' else 'search') }}"
REPLACE = "{{ 'yes' if params.replace else '' }}"
ALLOW_PARTIAL = "{{ 'yes' if params.allow_partial else '' }}"

RAW_RELEASES = Asset(name="raw/releases", uri="lake://raw/releases")
RAW_TRACKS = Asset(name="raw/tracks", uri="lake://raw/tracks")
CLEAN = Asset(name="clean", uri="lake://clean")
ANALYTICS = Asset(name="analytics", uri="lake://analytics")

with DAG(
    dag_id="new_releases",
    description=__doc__.partition("\n")[0],
    doc_md=__doc__,
    tags=["spotify", "lake"],
    # Not a cron string: its run at midnight would mean the day that has just begun.
    schedule=CronDataIntervalTimetable("0 0 * * *", timezone="UTC"),
    # Older than any date that someone asks for: a run before it would succeed without a single task.
    start_date=datetime(1900, 1, 1, tzinfo=timezone.utc),
    catchup=False,
    max_active_runs=4,
    deadline=deadline(os.environ),
    params={
        "date": Param(
            None,
            type=["null", "string"],
            format="date",
            title="Date",
            description="The partition, a UTC date. Empty: the logical date, and without one the day before.",
        ),
        "source": Param(
            "auto",
            enum=["auto", "new-releases", "search"],
            title="Source",
            description="auto: the new-releases listing, or search where this app may not use it.",
        ),
        "late": Param(
            None,
            type=["null", "string"],
            enum=[None, "search", "fail"],
            title="Late",
            description="For a date more than 48 hours ago: search by release date, or fail. Empty: by kind of run.",
        ),
        "replace": Param(
            False,
            type="boolean",
            title="Replace",
            description="Take an old date's raw partitions anew, although they exist.",
        ),
        "allow_partial": Param(
            False,
            type="boolean",
            title="Allow partial",
            description="Publish what stays incomplete at Spotify, marked as partial, instead of trying again.",
        ),
    },
    default_args={**DEFAULTS, "execution_timeout": timedelta(hours=1)},
) as dag:
    extract_releases = PipelineOperator(
        task_id="extract_releases",
        command="extract-releases",
        options={"date": DATE, "source": "{{ params.source }}", "late": LATE},
        flags={"replace": REPLACE, "allow-partial": ALLOW_PARTIAL},
        # One app, one rate limit: two runs at once would only wait for each other.
        max_active_tis_per_dag=1,
        outlets=[RAW_RELEASES],
    )
    extract_tracks = PipelineOperator(
        task_id="extract_tracks",
        command="extract-tracks",
        options={"date": DATE},
        flags={"replace": REPLACE, "allow-partial": ALLOW_PARTIAL},
        max_active_tis_per_dag=1,
        inlets=[RAW_RELEASES],
        outlets=[RAW_TRACKS],
    )
    transform = PipelineOperator(
        task_id="transform",
        command="transform",
        options={"date": DATE},
        spotify_conn_id=None,
        inlets=[RAW_RELEASES, RAW_TRACKS],
        outlets=[CLEAN],
    )
    load = PipelineOperator(
        task_id="load",
        command="load",
        options={"date": DATE},
        spotify_conn_id=None,
        inlets=[CLEAN],
        outlets=[ANALYTICS],
    )

    extract_releases >> extract_tracks >> transform >> load
