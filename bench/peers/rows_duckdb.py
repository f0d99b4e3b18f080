"""transform and load as SQL in DuckDB on the jar's raw tables: rows_duckdb.py STAGE LAKE DATE FOLDER.

The tables, rules and audits are those of the jar. Rejected rows are checked in Python, as in the other peers. The
content hash is weaker than theirs: it is the sum of DuckDB's 64-bit row hashes, because DuckDB has no SHA-256 over
many rows.
"""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb
from audits_duckdb import audit
from partitions import CLEAN, DETAILS, FIRST_RECORDING, Publication, footer, latest_release, raw_file
from rejects import ALBUMS, TRACKS, Rejects, credit_reject_reason, missing_credits_reason, reject_reasons

stage, lake, date, folder = sys.argv[1:]
#: The white space that the jar strips: that of Java and that of Unicode.
SPACES = (
    *range(9, 14),
    *range(28, 33),
    133,
    160,
    0x1680,
    *range(0x2000, 0x200B),
    0x2028,
    0x2029,
    0x202F,
    0x205F,
    0x3000,
)
db = duckdb.connect()
db.execute("SET TimeZone = 'UTC'")
# trim creates a set of these characters for each row, so it is called only for rows that need it.
db.execute(f"""
  CREATE TEMP MACRO stripped(text) AS CASE WHEN unicode(text) IN {SPACES} OR unicode(right(text, 1)) IN {SPACES}
    THEN trim(text, {" || ".join(f"chr({space})" for space in SPACES)}) ELSE text END;
  CREATE TEMP MACRO first_artist(artists) AS
    list_filter(list_transform(artists, lambda artist: stripped(artist.id)), lambda id: id <> '')[1]""")


def parquet(file: Path) -> str:
    return f"read_parquet('{file}', hive_partitioning = false, file_row_number = true)"


def clean_table(name: str) -> str:
    return parquet(Path(folder, f"{name}.parquet"))


def rows(query: str) -> list[dict]:
    return db.sql(query).to_arrow_table().to_pylist()


def save(publication: Publication, name: str, query: str) -> None:
    """Writes the rows of a query in their order to a staging file."""
    db.execute(f"CREATE TEMP TABLE {name}_out AS {query}")
    total, found = db.execute(f"SELECT count(*), sum(hash(t)::HUGEINT) FROM {name}_out t").fetchone()
    entries = f"{{content_hash: '{found}', rows: '{total}'}}"
    target = publication.staging_file(name)
    db.execute(f"COPY {name}_out TO '{target}' (FORMAT parquet, COMPRESSION zstd, KV_METADATA {entries})")
    db.execute(f"DROP TABLE {name}_out")
    publication.names.append(name)


def numbers(found: list[dict]) -> list[int]:
    """Removes the row numbers from the rows and returns them, because raw rows have no such column."""
    return [row.pop("file_row_number") for row in found]


def reject(rejects: Rejects, table: str, query: str, reason: str) -> None:
    found = rows(query)
    rejects.add(table, numbers(found), found, [reason] * len(found))


def credits(table: str, source: str, listed: str, rejects: Rejects) -> str:
    """Creates a table with a row per credited artist, and returns its name."""
    target = f"credits_of_{source}"
    db.execute(f"""
      CREATE TEMP TABLE {target} AS SELECT file_row_number, stripped(artist.id) AS artist_id,
          stripped(artist.name) AS artist_name,
          stripped(artist.url) AS artist_spotify_url, artist_position, several
        FROM (SELECT file_row_number, unnest(artists) AS artist, len(artists) > 1 AS several,
          (generate_subscripts(artists, 1) - 1)::INTEGER AS artist_position
          FROM {listed} WHERE file_row_number IN (SELECT file_row_number FROM {source}));
      CREATE TEMP TABLE odd_{target} AS
        WITH twice AS (SELECT file_row_number, artist_id, min(artist_position) AS first FROM {target}
          WHERE several GROUP BY 1, 2 HAVING count(*) > 1)
        SELECT file_row_number, artist_position, artist_id
          FROM {target} LEFT JOIN twice USING (file_row_number, artist_id)
          WHERE coalesce(artist_id, '') = '' OR artist_position > first""")
    odd = rows(
        f"SELECT listed.*, artist_position, artist_id FROM odd_{target} JOIN {listed} listed USING (file_row_number)"
    )
    places = [row.pop("artist_position") for row in odd]
    reasons = [credit_reject_reason(place, row.pop("artist_id")) for place, row in zip(places, odd, strict=True)]
    rejects.add(table, numbers(odd), odd, reasons, places)
    none = rows(f"FROM {listed} WHERE len(artists) = 0 AND file_row_number IN (SELECT file_row_number FROM {source})")
    rejects.add(table, numbers(none), none, [missing_credits_reason(row) for row in none])
    if odd:
        db.execute(f"""
          DELETE FROM {target} WHERE (file_row_number, artist_position) IN
            (SELECT (file_row_number, artist_position) FROM odd_{target})""")
    return target


def clean_albums(rejects: Rejects) -> None:
    db.execute(f"""
      CREATE TEMP TABLE listed AS SELECT * FROM {parquet(raw_file(lake, date, "releases"))};
      CREATE TEMP TABLE again AS SELECT file_row_number FROM listed
        QUALIFY row_number() OVER (PARTITION BY album_id ORDER BY file_row_number) > 1;
      CREATE TEMP TABLE first AS FROM listed WHERE file_row_number NOT IN (FROM again);
      CREATE TEMP TABLE albums AS SELECT * REPLACE (
          stripped(album_name) AS album_name, stripped(album_type) AS album_type,
          stripped(release_date) AS release_date, stripped(release_date_precision) AS release_date_precision,
          stripped(album_url) AS album_url, stripped(image_url) AS image_url),
        CASE WHEN stripped(release_date_precision) = 'day'
          AND regexp_full_match(stripped(release_date), '[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}')
          AND try_cast(stripped(release_date) AS DATE) BETWEEN '{FIRST_RECORDING}' AND '{latest_release(date)}'
          THEN try_cast(stripped(release_date) AS DATE) END AS release_day, first_artist(artists) AS primary_artist_id
        FROM first WHERE album_name IS NOT NULL""")
    repeats = "FROM listed WHERE file_row_number IN (FROM again)"
    reject(rejects, ALBUMS, repeats, "repeats the previous row of the album")
    reject(rejects, ALBUMS, "FROM first WHERE album_name IS NULL", "$.name is missing or not a string")


def clean_tracks(rejects: Rejects) -> None:
    db.execute(f"""
      CREATE TEMP VIEW listed_tracks AS SELECT * FROM {parquet(raw_file(lake, date, "tracks"))};
      CREATE TEMP TABLE tracks AS SELECT * EXCLUDE (artists, extras, observed_at, {", ".join(DETAILS)}) REPLACE (
          stripped(track_id) AS track_id, stripped(track_name) AS track_name, stripped(track_url) AS track_url),
          first_artist(artists) AS primary_artist_id
        FROM listed_tracks WHERE album_id IN (SELECT album_id FROM albums)""")
    strays = "FROM listed_tracks WHERE album_id NOT IN (SELECT album_id FROM first)"
    reject(rejects, TRACKS, strays, "its album is not in raw/releases")
    refused = "FROM listed_tracks WHERE album_id IN (SELECT album_id FROM first WHERE album_name IS NULL)"
    reject(rejects, TRACKS, refused, "its album was rejected")
    odd = rows("""
      FROM tracks WHERE coalesce(track_id, '') = '' OR track_name IS NULL OR duration_ms < 0
        OR (album_id, position) IN
          (SELECT (album_id, position) FROM tracks GROUP BY album_id, position HAVING count(*) > 1)
        OR (album_id, track_id) IN
          (SELECT (album_id, track_id) FROM tracks GROUP BY album_id, track_id HAVING count(*) > 1)
      ORDER BY file_row_number""")
    reasons = {
        row["file_row_number"]: why for row, why in zip(odd, reject_reasons(odd), strict=True) if why is not None
    }
    unfit = ", ".join(map(str, reasons)) or "-1"
    found = rows(f"FROM listed_tracks WHERE file_row_number IN ({unfit}) ORDER BY file_row_number")
    rejects.add(TRACKS, numbers(found), found, list(reasons.values()))
    db.execute(f"DELETE FROM tracks WHERE file_row_number IN ({unfit})")


def transform() -> None:
    rejects = Rejects()
    clean_albums(rejects)
    clean_tracks(rejects)
    by = credits("clean/album_artists", "albums", "listed", rejects)
    by_track = credits("clean/track_artists", "tracks", "listed_tracks", rejects)
    rejects.check(sum(int(footer(raw_file(lake, date, name))["rows"]) for name in ("releases", "tracks")))

    publication = Publication(folder)
    firsts = ", ".join(f"stripped(arg_min({name}, file_row_number)) AS {name}" for name in DETAILS)
    save(
        publication,
        "albums",
        f"""
      SELECT album_id, album_name, album_type, total_tracks, release_date, release_date_precision,
        release_day, album_url, image_url, primary_artist_id, position, market, source, is_late_capture,
        {", ".join(DETAILS)}
      FROM albums LEFT JOIN (SELECT album_id, {firsts} FROM listed_tracks GROUP BY album_id) USING (album_id)
      ORDER BY file_row_number""",
    )
    save(
        publication,
        "album_artists",
        f"""
      SELECT album_id, album_name, release_date, album_url AS album_spotify_url, artist_id, artist_name,
        artist_spotify_url, artist_position
      FROM {by} JOIN albums USING (file_row_number) ORDER BY file_row_number, artist_position""",
    )
    save(
        publication,
        "tracks",
        """
      SELECT album_id, position, track_id, track_name, disc_number, track_number, duration_ms, explicit, is_playable,
        track_url, primary_artist_id, tracks_total FROM tracks ORDER BY file_row_number""",
    )
    save(
        publication,
        "track_artists",
        f"""
      SELECT tracks.album_id, position, track_id, credit.artist_id, artist_name, artist_spotify_url, artist_position,
        CASE WHEN of_album.artist_id IS NULL THEN 'featured' ELSE 'album_artist' END AS role
      FROM {by_track} credit JOIN tracks USING (file_row_number)
        LEFT JOIN (SELECT album_id, artist_id FROM {by} JOIN albums USING (file_row_number)) of_album
          ON of_album.album_id = tracks.album_id AND of_album.artist_id = credit.artist_id
      ORDER BY credit.file_row_number, artist_position""",
    )
    publication.write("rejects", rejects.table())
    publication.publish()


def load() -> None:
    for name in CLEAN:
        db.execute(f"CREATE TEMP VIEW {name} AS FROM {clean_table(name)}")
    audit(db, lake, date, folder)
    publication = Publication(folder)
    save(publication, "dim_album", "SELECT * EXCLUDE (position, market, source, file_row_number) FROM albums")
    save(
        publication,
        "fact_release",
        "SELECT album_id, primary_artist_id, release_day, position, source, is_late_capture FROM albums",
    )
    save(publication, "bridge_album_artist", "SELECT album_id, artist_id, artist_position FROM album_artists")
    save(
        publication,
        "dim_track",
        """
      SELECT tracks.* EXCLUDE (tracks_total, file_row_number), is_late_capture
      FROM tracks JOIN albums USING (album_id) ORDER BY tracks.file_row_number""",
    )
    columns = "album_id, position, track_id, artist_id, artist_position, role"
    save(publication, "bridge_track_artist", f"SELECT {columns} FROM track_artists")
    # Credits of an album precede those of its tracks. A later credit only supplies missing values.
    save(
        publication,
        "dim_artist",
        """
      SELECT artist_id, arg_min(artist_name, place) AS artist_name, arg_min(artist_spotify_url, place) AS artist_url,
        (SELECT arg_max(is_late_capture, file_row_number) FROM albums) AS is_late_capture
      FROM (SELECT *, (album_id, 0, file_row_number) AS place FROM album_artists UNION ALL BY NAME
        SELECT * EXCLUDE (position, track_id, role), (album_id, 1, file_row_number) AS place FROM track_artists)
      GROUP BY artist_id ORDER BY artist_id""",
    )
    publication.publish()


{"transform": transform, "load": load}[stage]()
