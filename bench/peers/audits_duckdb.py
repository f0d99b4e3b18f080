"""Audits of the clean tables with DuckDB, by the rules of load. Each query selects the violations of a rule."""

from __future__ import annotations

import duckdb
from partitions import FIRST_RECORDING, Audit, footer, ids, latest_release, raw_file
from rejects import TRACKS


def audit(db: duckdb.DuckDBPyConnection, lake: str, ds: str, folder: str) -> None:
    """Fails if a query returns a violation."""
    found, metadata = Audit(folder), footer(raw_file(lake, ds, "tracks"))

    def check(rule: str, query: str) -> None:
        found.check(rule, bool(db.execute(f"SELECT count(*) FROM ({query})").fetchone()[0]))

    check("every album has an id", "FROM albums WHERE stripped(album_id) = ''")
    check(
        "albums are unique and in the order of their ids",
        "SELECT 1 FROM albums QUALIFY album_id <= lag(album_id) OVER ()",
    )
    check(
        "albums belong to the date's listing",
        f"FROM albums WHERE source IS DISTINCT FROM '{metadata['source']}' "
        f"OR is_late_capture IS DISTINCT FROM {metadata['late']}",
    )
    check(
        "release days are plausible",
        f"FROM albums WHERE release_day NOT BETWEEN '{FIRST_RECORDING}' AND '{latest_release(ds)}'",
    )
    check(
        "release days equal the release dates",
        "FROM albums WHERE release_day IS NOT NULL AND (release_date_precision IS DISTINCT FROM 'day' OR "
        "release_date IS DISTINCT FROM release_day::VARCHAR)",
    )
    for table, key in (("album_artists", "album_id"), ("tracks", "album_id"), ("track_artists", "album_id, position")):
        check(
            f"rows of {table} refer to existing albums",
            f"FROM {table} WHERE album_id NOT IN (SELECT album_id FROM albums)",
        )
        last = "position" if table == "tracks" else "artist_position"
        check(
            f"rows of {table} are unique and in their order",
            f"SELECT ({key}, {last}) AS key FROM {table} QUALIFY key <= lag(key) OVER ()",
        )
        check("places count from 0", f"FROM {table} WHERE {last} < 0")
    credits_of = (("album", "album_id"), ("track", "album_id, position"))
    for of, key in credits_of:
        credits = f"{of}_artists"
        check("every artist has an id", f"FROM {credits} WHERE stripped(artist_id) = ''")
        check(f"{of}s name an artist once", f"SELECT 1 FROM {credits} GROUP BY {key}, artist_id HAVING count(*) > 1")
        first = f"(SELECT {key}, arg_min(artist_id, artist_position) AS artist_id FROM {credits} GROUP BY {key})"
        check(
            f"primary artists of {of}s are the first of the credits",
            f"FROM {of}s LEFT JOIN {first} USING ({key}) WHERE primary_artist_id IS DISTINCT FROM artist_id",
        )
        check(
            f"every {of} has an artist",
            f"SELECT concat_ws('/', {key}) AS key FROM {of}s ANTI JOIN {credits} USING ({key}) WHERE key NOT IN "
            f"(SELECT split_part(row_key, '#', 1) FROM rejects WHERE table_name = 'clean/{of}_artists')",
        )
    check(
        "album_artists repeats the values of albums",
        "FROM album_artists credit JOIN albums USING (album_id) "
        "WHERE credit.album_name IS DISTINCT FROM albums.album_name "
        "OR credit.release_date IS DISTINCT FROM albums.release_date OR album_spotify_url IS DISTINCT FROM album_url",
    )
    check("tracks of an album are unique", "SELECT 1 FROM tracks GROUP BY album_id, track_id HAVING count(*) > 1")
    check("every track has an id", "FROM tracks WHERE stripped(track_id) = ''")
    check("durations are not negative", "FROM tracks WHERE duration_ms < 0")
    check("positions count from 0 to the album's number of tracks", "FROM tracks WHERE position >= tracks_total")
    check(
        "artists refer to existing tracks",
        "FROM track_artists credit LEFT JOIN tracks USING (album_id, position) "
        "WHERE credit.track_id IS DISTINCT FROM tracks.track_id",
    )
    check(
        "roles follow from the album's credits",
        "FROM track_artists LEFT JOIN album_artists USING (album_id, artist_id) WHERE role <> "
        "CASE WHEN album_artists.album_id IS NULL THEN 'featured' ELSE 'album_artist' END",
    )
    check("every album has all of its tracks", incomplete(metadata))
    for source, table in (("releases", "albums"), ("tracks", "tracks")):
        read = footer(raw_file(lake, ds, source))["rows"]
        check(
            "every raw row becomes one clean row or one reject",
            f"SELECT 1 WHERE (SELECT count(*) FROM {table}) + "
            f"(SELECT count(*) FROM rejects WHERE table_name = 'clean/{table}') <> {read}",
        )
    found.end()


def incomplete(metadata: dict[str, str]) -> str:
    missing, gone = (ids(metadata.get(name, "")) for name in ("albums_missing", "albums_gone"))
    return f"""
      FROM albums
        LEFT JOIN (SELECT album_id, count(*) AS valid, min(tracks_total) AS least, max(tracks_total) AS most
          FROM tracks GROUP BY 1) USING (album_id)
        LEFT JOIN (SELECT split_part(row_key, '/', 1) AS album_id, count(*) AS rejected,
            arg_min((row_json->>'tracks_total')::INTEGER, file_row_number) AS total
          FROM rejects WHERE table_name = '{TRACKS}' GROUP BY 1) USING (album_id)
      WHERE NOT list_contains({missing}::VARCHAR[], album_id) AND (
        (valid IS NULL AND rejected IS NULL AND NOT list_contains({gone}::VARCHAR[], album_id))
        OR least <> coalesce(valid, 0) + coalesce(rejected, 0) OR most <> coalesce(valid, 0) + coalesce(rejected, 0)
        OR (least IS NULL AND total <> coalesce(valid, 0) + coalesce(rejected, 0)))"""
