"""Reads Iceberg tables with the DuckDB of src/test/engines, which has a reader for Iceberg."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from stack import CHECKOUT, StackError

PYTHON = CHECKOUT / ".engines" / "iceberg" / "bin" / "python"
ASK = CHECKOUT / "src" / "test" / "engines" / "ask.py"
# A narrow terminal leaves out columns from the end.
COLUMNS = ("position", "released", "tracks", "album", "artists")
FIRST_RELEASES = """
    LOAD avro;
    LOAD iceberg;
    SELECT release.position, release_date, total_tracks, left(album_name, 22),
        left(string_agg(artist_name, ', ' ORDER BY artist_position), 18)
    FROM iceberg_scan('{folder}/fact_release') AS release
    JOIN iceberg_scan('{folder}/dim_album') AS album USING (ds, album_id)
    JOIN iceberg_scan('{folder}/bridge_album_artist') AS credit USING (ds, album_id)
    JOIN iceberg_scan('{folder}/dim_artist') AS artist USING (ds, artist_id)
    WHERE release.ds = DATE '{date}'
    GROUP BY ALL
    ORDER BY release.position
    LIMIT 8
"""


def first_releases(folder: Path, date: str) -> list[tuple[str, ...]]:
    """Returns the names of the columns, and the first eight releases of a date with album and artists.

    `folder` has the tables of the star schema. Raises a StackError if there are no releases, or if they cannot be read.
    """
    query = FIRST_RELEASES.format(folder=str(folder).replace("'", "''"), date=date)
    reader = [str(PYTHON), "-B", str(ASK), "iceberg"]
    read = subprocess.run(reader, input=json.dumps(query), capture_output=True, text=True, check=False)
    rows = json.loads(read.stdout) if read.returncode == 0 else {"error": read.stderr}
    if not rows or "error" in rows:
        raise StackError(f"No release can be read from the Iceberg tables in {folder}: {rows}")
    return [COLUMNS, *map(tuple, rows)]
