"""Extracts Spotify's new releases every day and publishes them as Parquet tables.

Each task runs one command of pipeline.jar. The tasks exchange data through the lake:

| task | writes |
|---|---|
| `extract_releases` | raw/releases: the albums that Spotify listed as new for the date |
| `extract_tracks` | raw/tracks: every track of these albums |
| `transform` | clean: the same rows, typed, flat and without duplicates; rejected rows, with the reason |
| `load` | analytics: a star schema, audited before it is published |

With ICEBERG_CATALOG in the environment of the DAG processor and the workers, the DAG has a last task `publish_iceberg`,
which publishes the date as Iceberg tables. When this task starts, the Parquet tables and their assets have already been
published. A failure of the catalog therefore affects only the Iceberg tables.

**Date**: a run writes the partitions of one date. A scheduled run uses the day that just ended. A manual run uses the
`date` of the form, otherwise its logical date, otherwise the day before the run. To rerun a date, clear its tasks. A
rerun replaces only the partitions of that date, and writes nothing if the result is the same.

**Historical dates**: Spotify does not return earlier listings. If a date that ended 48 hours ago or more has a listing,
a run leaves this listing unchanged, except with `replace`. Without a listing, a scheduled run fails, so that it does
not write today's listing to an old date. A manual run or a backfill searches by release date instead, and marks the
result as a historical capture.

**Failures**: the last line of a failed task's log says what to do. Wrong settings, refused credentials and bad data
fail without a retry. An outage is retried. At a rate limit, the task waits until the time that Spotify named, without
using a try.
"""

from __future__ import annotations

import os
from datetime import datetime, timedelta, timezone

from airflow.sdk import DAG, Asset, AssetAlias, CronDataIntervalTimetable, Param
from pipeline_alerts import deadline
from pipeline_defaults import DEFAULTS
from pipeline_operator import PipelineOperator

# The variable `ds` is not used, because it does not exist in a run without a logical date.
DATE = "{{ params.date or ((dag_run.logical_date or dag_run.run_after - macros.timedelta(days=1)) | ds) }}"
LATE = "{{ params.late or ('fail' if dag_run.run_type == 'scheduled' else 'search') }}"
MARKET = "{{ params.market or '' }}"
REPLACE = "{{ 'yes' if params.replace else '' }}"
ALLOW_PARTIAL = "{{ 'yes' if params.allow_partial else '' }}"
# The result line names the partitions, for the asset events and for OpenLineage.
LINEAGE = "yes"

RAW_RELEASES = Asset(name="raw/releases", uri="lake://raw/releases")
RAW_TRACKS = Asset(name="raw/tracks", uri="lake://raw/tracks")
CLEAN = Asset(name="clean", uri="lake://clean")
ANALYTICS = Asset(name="analytics", uri="lake://analytics")
ICEBERG = Asset(name="iceberg", uri="lake://iceberg")
# At run time, the tasks add the tables of their lake as assets, such as s3://bucket/prefix/analytics/fact_release.
RAW_TABLES = AssetAlias("raw tables")
CLEAN_TABLES = AssetAlias("clean tables")
ANALYTICS_TABLES = AssetAlias("analytics tables")

with DAG(
    dag_id="new_releases",
    description=__doc__.partition("\n")[0],
    doc_md=__doc__,
    tags=["spotify", "lake"],
    # With a cron string, the run at midnight would be for the day that has just begun.
    schedule=CronDataIntervalTimetable("0 0 * * *", timezone="UTC"),
    # Earlier than any date that a user may run, because a run before the start date succeeds without running a task.
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
            description="Date of the partitions, in UTC. If empty: the logical date, or if there is none, the day"
            " before the run.",
        ),
        "source": Param(
            "auto",
            enum=["auto", "new-releases", "search"],
            title="Source",
            description="auto: new-releases, or search if this app is not allowed to use new-releases.",
        ),
        "late": Param(
            None,
            type=["null", "string"],
            enum=[None, "search", "fail"],
            title="Late",
            description="Rule for a date that ended 48 hours ago or more and has no listing: search by release date, or"
            " fail. If empty: fail in a scheduled run, search in other runs.",
        ),
        "market": Param(
            None,
            type=["null", "string"],
            pattern="^([A-Z]{2}|none)?$",
            title="Market",
            description="Country whose catalogue is searched, such as DE, or none. With none, Spotify may choose a"
            " country itself, such as the US. If empty: the setting SPOTIFY_MARKET, or none.",
        ),
        "replace": Param(
            False,
            type="boolean",
            title="Replace",
            description="Rebuild the raw partitions of a historical date even if they exist.",
        ),
        "allow_partial": Param(
            False,
            type="boolean",
            title="Allow partial",
            description="Publish incomplete data, marked as partial, instead of retrying.",
        ),
    },
    default_args={**DEFAULTS, "execution_timeout": timedelta(hours=1)},
) as dag:
    extract_releases = PipelineOperator(
        task_id="extract_releases",
        command="extract-releases",
        options={"date": DATE, "source": "{{ params.source }}", "late": LATE, "market": MARKET},
        flags={"replace": REPLACE, "allow-partial": ALLOW_PARTIAL, "lineage": LINEAGE},
        # All runs share one rate limit, so concurrent extract tasks would only wait for each other.
        max_active_tis_per_dag=1,
        outlets=[RAW_RELEASES, RAW_TABLES],
    )
    extract_tracks = PipelineOperator(
        task_id="extract_tracks",
        command="extract-tracks",
        options={"date": DATE},
        flags={"replace": REPLACE, "allow-partial": ALLOW_PARTIAL, "lineage": LINEAGE},
        max_active_tis_per_dag=1,
        inlets=[RAW_RELEASES],
        outlets=[RAW_TRACKS, RAW_TABLES],
    )
    transform = PipelineOperator(
        task_id="transform",
        command="transform",
        options={"date": DATE},
        flags={"lineage": LINEAGE},
        spotify_conn_id=None,
        inlets=[RAW_RELEASES, RAW_TRACKS],
        outlets=[CLEAN, CLEAN_TABLES],
    )
    load = PipelineOperator(
        task_id="load",
        command="load",
        options={"date": DATE},
        flags={"lineage": LINEAGE},
        spotify_conn_id=None,
        inlets=[CLEAN],
        outlets=[ANALYTICS, ANALYTICS_TABLES],
    )

    extract_releases >> extract_tracks >> transform >> load

    if os.environ.get("ICEBERG_CATALOG"):
        load >> PipelineOperator(
            task_id="publish_iceberg",
            command="publish-iceberg",
            options={"date": DATE},
            spotify_conn_id=None,
            inlets=[ANALYTICS],
            outlets=[ICEBERG],
        )
