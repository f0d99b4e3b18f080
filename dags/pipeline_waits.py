"""Limits the waits for rate limits. A wait uses no try of the task, so without a limit a task could wait for ever.

A waiting task ends, and Airflow starts it again later. The counts are kept in Airflow's task state store.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta, timezone
from typing import Any, NamedTuple

from airflow.sdk.exceptions import AirflowFailException
from airflow.sdk.execution_time.context import NEVER_EXPIRE
from pipeline_alerts import send_alert

MAX_WAIT = "PIPELINE_MAX_WAIT_DAYS"
DEFAULT_DAYS = "3"
REPORTED_AFTER = timedelta(days=1)

# If an app may no longer use an endpoint, Spotify answers each request with another short wait. The jar gives up only
# if its waits, including the next one, exceed two minutes (--max-wait). Ten waits of the task in a row are therefore at
# least twenty minutes without an answer.
MAX_EQUAL_WAITS = 10
SHORT = timedelta(minutes=5)
TOLERANCE = timedelta(seconds=5)

KEY = "pipeline_waits"


class Waits(NamedTuple):
    """The waits of a task since it was started or cleared.

    `since` is the start of the first wait, and `try_number` is the try of the last wait. `equal` counts the last waits
    in a row that each took about `seconds`. `max_tries` is Airflow's limit of tries, which Airflow increases when a
    task is cleared.
    """

    since: datetime
    seconds: float
    equal: int
    try_number: int
    max_tries: int
    is_reported: bool


def max_wait(env: Mapping[str, str]) -> timedelta:
    """Returns the longest time that a task may wait for rate limits. An invalid setting fails without a retry."""
    days = env.get(MAX_WAIT) or DEFAULT_DAYS
    with suppress(ValueError, OverflowError):
        if float(days) > 0 and math.isfinite(float(days)):
            return timedelta(days=float(days))
    raise AirflowFailException(f"invalid {MAX_WAIT}: {days}; set a number of days above 0, such as 3, on the worker")


class WaitError(Exception):
    """The task must not wait. The message has the reason and the remedy."""


def check_wait(context: Any, retry_at: datetime, limit: timedelta, *, is_refused: bool) -> None:
    """Counts a wait until `retry_at`. Raises a WaitError if the task must not wait for it.

    `is_refused` is false if Spotify answered no request with 429, for example because other runs use up the quota. If
    the task will have waited for more than a day, a warning and an alert report this once.
    """
    store, instance = context["task_state_store"], context["ti"]
    now = datetime.now(timezone.utc)
    waits = next_waits(_read(store), now, retry_at, instance.try_number, instance.max_tries)
    if not is_refused:
        waits = waits._replace(equal=0)
    if waits.equal >= MAX_EQUAL_WAITS:
        raise WaitError(
            f"Spotify has requested the same wait ({waits.seconds:.0f} s) {waits.equal} times in a row: either this app"
            " may no longer use the endpoint, or a proxy answers; for new-releases use the source search, otherwise"
            " check the app's page and the proxy, then clear the task"
        )
    waiting = f"waiting for a rate limit since {_format(waits.since)} until {_format(retry_at)}"
    setting = f"{MAX_WAIT} ({limit / timedelta(days=1):g})"
    if retry_at - waits.since > limit:
        raise WaitError(
            f"{waiting} would exceed {setting}; check what else uses the quota of this account, or increase the"
            " setting, then clear the task"
        )
    if retry_at - waits.since > REPORTED_AFTER and not waits.is_reported:
        long = f"{waiting}, more than a day; do nothing yet (the task fails if the waits would exceed {setting})"
        logging.getLogger("airflow.task").warning(long)
        send_alert(context, "waits for more than a day", long)
        waits = waits._replace(is_reported=True)
    _write(store, waits)


def next_waits(last: Waits | None, now: datetime, retry_at: datetime, try_number: int, max_tries: int) -> Waits:
    """Returns the waits including a new one, from now until `retry_at`."""
    wait = retry_at - now
    first = Waits(now, wait.total_seconds(), 1, try_number, max_tries, is_reported=False)
    if last is None or last.max_tries != max_tries:
        return first
    # Two waits in a row belong to the same try, because any other failure between them would start another try.
    is_equal = last.try_number == try_number and abs(wait - timedelta(seconds=last.seconds)) <= TOLERANCE
    if is_equal and wait <= SHORT:
        return last._replace(equal=last.equal + 1)
    return first._replace(since=last.since, is_reported=last.is_reported)


def _read(store: Any) -> Waits | None:
    """Returns the stored waits, or None if there are none, if the store fails, or if another version wrote them."""
    try:
        stored = store.get(KEY)
        return Waits(**{**stored, "since": datetime.fromisoformat(stored["since"])}) if stored else None
    except Exception as failure:
        _log_uncounted(failure)
        return None


def _write(store: Any, waits: Waits) -> None:
    try:
        store.set(KEY, {**waits._asdict(), "since": waits.since.isoformat()}, retention=NEVER_EXPIRE)
    except Exception as failure:
        _log_uncounted(failure)


def _log_uncounted(failure: Exception) -> None:
    logging.getLogger("airflow.task").warning("The waits for rate limits are not counted: %s: %s", KEY, failure)


def _format(moment: datetime) -> str:
    return moment.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
