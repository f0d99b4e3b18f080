"""A random track a day, for a year, on a playlist.

One task, one command of pipeline.jar: it searches for a random string and adds one of the first three tracks.

**Before the first run**: run `pipeline authorize` once, on a machine with a browser, keep its token file where the
worker reads it (`SPOTIFY_TOKEN_FILE`), and set the Airflow variable `random_track_playlist` to the playlist's id, URI
or link. docs/playlists.md has every step.

**A second try adds nothing more**: the seed comes from the run's date, so each try finds the same track, and a track
that the playlist has is not added again.

**Twice a year** somebody has to authorize anew: Spotify ends a consent after 180 days. The task's result warns two
weeks ahead; afterwards the task fails at once and says so.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from airflow.sdk import DAG, CronDataIntervalTimetable, Param
from pipeline_defaults import DEFAULTS
from pipeline_operator import PipelineOperator

START = datetime(2026, 12, 1, tzinfo=timezone.utc)

PLAYLIST = "{{ params.playlist or var.value.get('random_track_playlist', '') }}"
# By the second, for two runs by hand of one day are two tracks.
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
    # Until somebody has authorized it, and named a playlist.
    is_paused_upon_creation=True,
    catchup=False,
    max_active_runs=1,
    params={
        "playlist": Param(
            None,
            type=["null", "string"],
            title="Playlist",
            description="Its id, URI or link. Empty: the variable random_track_playlist.",
        ),
        "dry_run": Param(
            False,
            type="boolean",
            title="Dry run",
            description="Only find a track and tell it.",
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
