"""Compares the calls of a first and a second day with the minimum, which SpotifyRequestCountTest also checks."""

from __future__ import annotations

import datetime
import json
import math
import sys
from pathlib import Path

from processes import run
from servers import Simulator

from bench import HERE, WORK, Bench, Line, empty, result

TITLE = "Calls for 100 albums"
PAGE, BATCH = 50, 20


def measure(bench: Bench) -> list[Line]:
    return [*measure_batches(bench), measure_single_albums(bench)]


def measure_batches(bench: Bench) -> list[Line]:
    folder = empty(WORK / "counts")
    second = datetime.date.fromisoformat(bench.date)
    known: dict[str, int] = {}
    lines = []
    for day, name in ((second - datetime.timedelta(days=1), "the first day"), (second, "the next day")):
        with Simulator(bench.jar, day.isoformat(), "extended", 0) as simulator:
            settings = simulator.settings() | {"LAKE": "file:lake"}
            calls = result(bench.pipeline(f"run --date {day}", settings, folder))["calls"]
        albums = tracks_by_album(folder, day)
        new = {album: tracks for album, tracks in albums.items() if album not in known}
        known = albums
        needed = {
            "token": 1,
            "new-releases": math.ceil(len(albums) / PAGE),
            "albums": math.ceil(len(new) / BATCH),
            "album-tracks": sum(math.ceil(tracks / PAGE) - 1 for tracks in new.values()),
        }
        lines.append(
            Line(
                f"extended quota mode, {name}, {len(new)} albums to fetch",
                f"{sum(calls.values())} calls ({', '.join(f'{count} {kind}' for kind, count in calls.items())})",
                f"{sum(needed.values())}",
                calls == {kind: count for kind, count in needed.items() if count},
            )
        )
    return lines


def measure_single_albums(bench: Bench) -> Line:
    """Counts only the calls for tracks, because the number of calls of a search depends on its results."""
    folder = empty(WORK / "counts-single")
    with Simulator(bench.jar, bench.date, "development", 0) as simulator:
        settings = simulator.settings() | {"LAKE": "file:lake"}
        calls = result(bench.pipeline(f"run --date {bench.date}", settings, folder))["calls"]
    albums = tracks_by_album(folder, bench.date)
    needed = sum(math.ceil(tracks / PAGE) for tracks in albums.values())
    sent = {kind: calls.get(kind, 0) for kind in ("album", "album-tracks")}
    return Line(
        f"development mode, tracks of {len(albums)} albums one by one",
        f"{sum(sent.values())} calls ({', '.join(f'{count} {kind}' for kind, count in sent.items())})",
        f"{needed}",
        sum(sent.values()) == needed,
    )


def tracks_by_album(folder: Path, day: datetime.date | str) -> dict[str, int]:
    """Returns the number of tracks by album. Runs a separate process, so that its memory does not count here."""
    command = [sys.executable, str(HERE / "albums.py"), str(folder / "lake"), str(day)]
    return json.loads(run(command, {}, folder).out)
