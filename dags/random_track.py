"""Adds a random track to a playlist every day, for a year.

The task searches for a random string and adds one of the first three tracks.

**Before the first run**: run `pipeline authorize` once on a machine with a browser, move its token file to the place
where the worker reads it (`SPOTIFY_TOKEN_FILE`), and set the Airflow variable `random_track_playlist` to the playlist's
id, URI or link. docs/playlists.md describes each step.

**Retries are safe**: the seed comes from the run's date and time, so each try selects the same track. A track that is
already in the playlist is not added again.

**Twice a year**, a user must authorize the app again, because Spotify ends a consent after 180 days. In the two weeks
before the end, the task's result contains a warning. After the end, the task fails without a retry.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from airflow.sdk import DAG, CronDataIntervalTimetable, Param
from pipeline_defaults import DEFAULTS
from pipeline_operator import PipelineOperator

START = datetime(2026, 12, 1, tzinfo=timezone.utc)

PLAYLIST = "{{ params.playlist or var.value.get('random_track_playlist', '') }}"
# The seed has seconds, so that two manual runs on one day add two different tracks.
SEED = "{{ (dag_run.logical_date or dag_run.run_after).strftime('%Y%m%d%H%M%S') }}"
DRY_RUN = "{{ 'yes' if params.dry_run else '' }}"

with DAG(
    dag_id="random_track",
    description=__doc__.partition("\n")[0],
    doc_md=__doc__,
    tags=["spotify", "playlist"],
    schedule=CronDataIntervalTimetable("0 12 * * *", timezone="UTC"),
    start_date=START,
    end_date=START + timedelta(days=365),
    # Paused, because the DAG needs a user's authorization and a playlist first.
    is_paused_upon_creation=True,
    catchup=False,
    max_active_runs=1,
    params={
        "playlist": Param(
            None,
            type=["null", "string"],
            title="Playlist",
            description="Id, URI or link of the playlist. If empty: the variable random_track_playlist.",
        ),
        "dry_run": Param(
            False,
            type="boolean",
            title="Dry run",
            description="Select and print a track without adding it.",
        ),
    },
    default_args={**DEFAULTS, "execution_timeout": timedelta(minutes=15)},
) as dag:
    PipelineOperator(
        task_id="add_random_track",
        command="add-random-track",
        options={"playlist": PLAYLIST, "seed": SEED},
        flags={"dry-run": DRY_RUN},
    )
