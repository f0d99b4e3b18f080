-- The AWS credentials come from the environment, ~/.aws or a role.
INSTALL httpfs;

LOAD httpfs;

INSTALL aws;

LOAD aws;

CREATE OR REPLACE SECRET new_releases (
  TYPE s3,
  PROVIDER credential_chain,
  SCOPE 's3://my-music-lake/lake',
  REGION 'eu-central-1',
  ENDPOINT 's3.example:9000',
  URL_STYLE 'path',
  USE_SSL true
);

SET threads = greatest(16, current_setting('threads'));

CREATE SCHEMA IF NOT EXISTS new_releases;

CREATE OR REPLACE VIEW new_releases.raw_releases AS
SELECT
  "album_id",
  "position",
  "album_name",
  "album_type",
  "total_tracks",
  "release_date",
  "release_date_precision",
  "album_url",
  "image_url",
  "artists",
  "market",
  "source",
  "is_late_capture",
  "observed_at",
  "extras",
  ds
FROM (
  SELECT
    CAST(NULL AS VARCHAR) AS "album_id",
    CAST(NULL AS INTEGER) AS "position",
    CAST(NULL AS VARCHAR) AS "album_name",
    CAST(NULL AS VARCHAR) AS "album_type",
    CAST(NULL AS INTEGER) AS "total_tracks",
    CAST(NULL AS VARCHAR) AS "release_date",
    CAST(NULL AS VARCHAR) AS "release_date_precision",
    CAST(NULL AS VARCHAR) AS "album_url",
    CAST(NULL AS VARCHAR) AS "image_url",
    CAST(NULL AS STRUCT("id" VARCHAR, "name" VARCHAR, "url" VARCHAR)[]) AS "artists",
    CAST(NULL AS VARCHAR) AS "market",
    CAST(NULL AS VARCHAR) AS "source",
    CAST(NULL AS BOOLEAN) AS "is_late_capture",
    CAST(NULL AS TIMESTAMP WITH TIME ZONE) AS "observed_at",
    CAST(NULL AS VARCHAR) AS "extras",
    CAST(NULL AS DATE) AS ds
  WHERE false
  UNION ALL BY NAME
  SELECT * FROM read_parquet(
    's3://my-music-lake/lake/raw/releases/ds=*/*.parquet',
    hive_partitioning = true, hive_types = {'ds': DATE}, union_by_name = true)
);

CREATE OR REPLACE VIEW new_releases.raw_tracks AS
SELECT
  "album_id",
  "position",
  "tracks_total",
  "disc_number",
  "track_number",
  "track_id",
  "track_name",
  "duration_ms",
  "explicit",
  "is_local",
  "is_playable",
  "track_url",
  "artists",
  "observed_at",
  "extras",
  "upc",
  "label",
  "copyright_c",
  "copyright_p",
  ds
FROM (
  SELECT
    CAST(NULL AS VARCHAR) AS "album_id",
    CAST(NULL AS INTEGER) AS "position",
    CAST(NULL AS INTEGER) AS "tracks_total",
    CAST(NULL AS INTEGER) AS "disc_number",
    CAST(NULL AS INTEGER) AS "track_number",
    CAST(NULL AS VARCHAR) AS "track_id",
    CAST(NULL AS VARCHAR) AS "track_name",
    CAST(NULL AS INTEGER) AS "duration_ms",
    CAST(NULL AS BOOLEAN) AS "explicit",
    CAST(NULL AS BOOLEAN) AS "is_local",
    CAST(NULL AS BOOLEAN) AS "is_playable",
    CAST(NULL AS VARCHAR) AS "track_url",
    CAST(NULL AS STRUCT("id" VARCHAR, "name" VARCHAR, "url" VARCHAR)[]) AS "artists",
    CAST(NULL AS TIMESTAMP WITH TIME ZONE) AS "observed_at",
    CAST(NULL AS VARCHAR) AS "extras",
    CAST(NULL AS VARCHAR) AS "upc",
    CAST(NULL AS VARCHAR) AS "label",
    CAST(NULL AS VARCHAR) AS "copyright_c",
    CAST(NULL AS VARCHAR) AS "copyright_p",
    CAST(NULL AS DATE) AS ds
  WHERE false
  UNION ALL BY NAME
  SELECT * FROM read_parquet(
    's3://my-music-lake/lake/raw/tracks/ds=*/*.parquet',
    hive_partitioning = true, hive_types = {'ds': DATE}, union_by_name = true)
);

CREATE OR REPLACE VIEW new_releases.clean_albums AS
SELECT
  "album_id",
  "album_name",
  "album_type",
  "total_tracks",
  "release_date",
  "release_date_precision",
  "release_day",
  "album_url",
  "image_url",
  "primary_artist_id",
  "position",
  "market",
  "source",
  "is_late_capture",
  "upc",
  "label",
  "copyright_c",
  "copyright_p",
  ds
FROM (
  SELECT
    CAST(NULL AS VARCHAR) AS "album_id",
    CAST(NULL AS VARCHAR) AS "album_name",
    CAST(NULL AS VARCHAR) AS "album_type",
    CAST(NULL AS INTEGER) AS "total_tracks",
    CAST(NULL AS VARCHAR) AS "release_date",
    CAST(NULL AS VARCHAR) AS "release_date_precision",
    CAST(NULL AS DATE) AS "release_day",
    CAST(NULL AS VARCHAR) AS "album_url",
    CAST(NULL AS VARCHAR) AS "image_url",
    CAST(NULL AS VARCHAR) AS "primary_artist_id",
    CAST(NULL AS INTEGER) AS "position",
    CAST(NULL AS VARCHAR) AS "market",
    CAST(NULL AS VARCHAR) AS "source",
    CAST(NULL AS BOOLEAN) AS "is_late_capture",
    CAST(NULL AS VARCHAR) AS "upc",
    CAST(NULL AS VARCHAR) AS "label",
    CAST(NULL AS VARCHAR) AS "copyright_c",
    CAST(NULL AS VARCHAR) AS "copyright_p",
    CAST(NULL AS DATE) AS ds
  WHERE false
  UNION ALL BY NAME
  SELECT * FROM read_parquet(
    's3://my-music-lake/lake/clean/albums/ds=*/*.parquet',
    hive_partitioning = true, hive_types = {'ds': DATE}, union_by_name = true)
);

CREATE OR REPLACE VIEW new_releases.clean_album_artists AS
SELECT
  "album_id",
  "album_name",
  "release_date",
  "album_spotify_url",
  "artist_id",
  "artist_name",
  "artist_spotify_url",
  "artist_position",
  ds
FROM (
  SELECT
    CAST(NULL AS VARCHAR) AS "album_id",
    CAST(NULL AS VARCHAR) AS "album_name",
    CAST(NULL AS VARCHAR) AS "release_date",
    CAST(NULL AS VARCHAR) AS "album_spotify_url",
    CAST(NULL AS VARCHAR) AS "artist_id",
    CAST(NULL AS VARCHAR) AS "artist_name",
    CAST(NULL AS VARCHAR) AS "artist_spotify_url",
    CAST(NULL AS INTEGER) AS "artist_position",
    CAST(NULL AS DATE) AS ds
  WHERE false
  UNION ALL BY NAME
  SELECT * FROM read_parquet(
    's3://my-music-lake/lake/clean/album_artists/ds=*/*.parquet',
    hive_partitioning = true, hive_types = {'ds': DATE}, union_by_name = true)
);

CREATE OR REPLACE VIEW new_releases.clean_tracks AS
SELECT
  "album_id",
  "position",
  "track_id",
  "track_name",
  "disc_number",
  "track_number",
  "duration_ms",
  "explicit",
  "is_playable",
  "track_url",
  "primary_artist_id",
  "tracks_total",
  ds
FROM (
  SELECT
    CAST(NULL AS VARCHAR) AS "album_id",
    CAST(NULL AS INTEGER) AS "position",
    CAST(NULL AS VARCHAR) AS "track_id",
    CAST(NULL AS VARCHAR) AS "track_name",
    CAST(NULL AS INTEGER) AS "disc_number",
    CAST(NULL AS INTEGER) AS "track_number",
    CAST(NULL AS INTEGER) AS "duration_ms",
    CAST(NULL AS BOOLEAN) AS "explicit",
    CAST(NULL AS BOOLEAN) AS "is_playable",
    CAST(NULL AS VARCHAR) AS "track_url",
    CAST(NULL AS VARCHAR) AS "primary_artist_id",
    CAST(NULL AS INTEGER) AS "tracks_total",
    CAST(NULL AS DATE) AS ds
  WHERE false
  UNION ALL BY NAME
  SELECT * FROM read_parquet(
    's3://my-music-lake/lake/clean/tracks/ds=*/*.parquet',
    hive_partitioning = true, hive_types = {'ds': DATE}, union_by_name = true)
);

CREATE OR REPLACE VIEW new_releases.clean_track_artists AS
SELECT
  "album_id",
  "position",
  "track_id",
  "artist_id",
  "artist_name",
  "artist_spotify_url",
  "artist_position",
  "role",
  ds
FROM (
  SELECT
    CAST(NULL AS VARCHAR) AS "album_id",
    CAST(NULL AS INTEGER) AS "position",
    CAST(NULL AS VARCHAR) AS "track_id",
    CAST(NULL AS VARCHAR) AS "artist_id",
    CAST(NULL AS VARCHAR) AS "artist_name",
    CAST(NULL AS VARCHAR) AS "artist_spotify_url",
    CAST(NULL AS INTEGER) AS "artist_position",
    CAST(NULL AS VARCHAR) AS "role",
    CAST(NULL AS DATE) AS ds
  WHERE false
  UNION ALL BY NAME
  SELECT * FROM read_parquet(
    's3://my-music-lake/lake/clean/track_artists/ds=*/*.parquet',
    hive_partitioning = true, hive_types = {'ds': DATE}, union_by_name = true)
);

CREATE OR REPLACE VIEW new_releases.clean_rejects AS
SELECT
  "table_name",
  "row_key",
  "reason",
  "row_json",
  ds
FROM (
  SELECT
    CAST(NULL AS VARCHAR) AS "table_name",
    CAST(NULL AS VARCHAR) AS "row_key",
    CAST(NULL AS VARCHAR) AS "reason",
    CAST(NULL AS VARCHAR) AS "row_json",
    CAST(NULL AS DATE) AS ds
  WHERE false
  UNION ALL BY NAME
  SELECT * FROM read_parquet(
    's3://my-music-lake/lake/clean/rejects/ds=*/*.parquet',
    hive_partitioning = true, hive_types = {'ds': DATE}, union_by_name = true)
);

CREATE OR REPLACE VIEW new_releases.dim_album AS
SELECT
  "album_id",
  "album_name",
  "album_type",
  "total_tracks",
  "release_date",
  "release_date_precision",
  "release_day",
  "album_url",
  "image_url",
  "primary_artist_id",
  "is_late_capture",
  "upc",
  "label",
  "copyright_c",
  "copyright_p",
  ds
FROM (
  SELECT
    CAST(NULL AS VARCHAR) AS "album_id",
    CAST(NULL AS VARCHAR) AS "album_name",
    CAST(NULL AS VARCHAR) AS "album_type",
    CAST(NULL AS INTEGER) AS "total_tracks",
    CAST(NULL AS VARCHAR) AS "release_date",
    CAST(NULL AS VARCHAR) AS "release_date_precision",
    CAST(NULL AS DATE) AS "release_day",
    CAST(NULL AS VARCHAR) AS "album_url",
    CAST(NULL AS VARCHAR) AS "image_url",
    CAST(NULL AS VARCHAR) AS "primary_artist_id",
    CAST(NULL AS BOOLEAN) AS "is_late_capture",
    CAST(NULL AS VARCHAR) AS "upc",
    CAST(NULL AS VARCHAR) AS "label",
    CAST(NULL AS VARCHAR) AS "copyright_c",
    CAST(NULL AS VARCHAR) AS "copyright_p",
    CAST(NULL AS DATE) AS ds
  WHERE false
  UNION ALL BY NAME
  SELECT * FROM read_parquet(
    's3://my-music-lake/lake/analytics/dim_album/ds=*/*.parquet',
    hive_partitioning = true, hive_types = {'ds': DATE}, union_by_name = true)
);

CREATE OR REPLACE VIEW new_releases.dim_artist AS
SELECT
  "artist_id",
  "artist_name",
  "artist_url",
  "is_late_capture",
  ds
FROM (
  SELECT
    CAST(NULL AS VARCHAR) AS "artist_id",
    CAST(NULL AS VARCHAR) AS "artist_name",
    CAST(NULL AS VARCHAR) AS "artist_url",
    CAST(NULL AS BOOLEAN) AS "is_late_capture",
    CAST(NULL AS DATE) AS ds
  WHERE false
  UNION ALL BY NAME
  SELECT * FROM read_parquet(
    's3://my-music-lake/lake/analytics/dim_artist/ds=*/*.parquet',
    hive_partitioning = true, hive_types = {'ds': DATE}, union_by_name = true)
);

CREATE OR REPLACE VIEW new_releases.dim_track AS
SELECT
  "album_id",
  "position",
  "track_id",
  "track_name",
  "disc_number",
  "track_number",
  "duration_ms",
  "explicit",
  "is_playable",
  "track_url",
  "primary_artist_id",
  "is_late_capture",
  ds
FROM (
  SELECT
    CAST(NULL AS VARCHAR) AS "album_id",
    CAST(NULL AS INTEGER) AS "position",
    CAST(NULL AS VARCHAR) AS "track_id",
    CAST(NULL AS VARCHAR) AS "track_name",
    CAST(NULL AS INTEGER) AS "disc_number",
    CAST(NULL AS INTEGER) AS "track_number",
    CAST(NULL AS INTEGER) AS "duration_ms",
    CAST(NULL AS BOOLEAN) AS "explicit",
    CAST(NULL AS BOOLEAN) AS "is_playable",
    CAST(NULL AS VARCHAR) AS "track_url",
    CAST(NULL AS VARCHAR) AS "primary_artist_id",
    CAST(NULL AS BOOLEAN) AS "is_late_capture",
    CAST(NULL AS DATE) AS ds
  WHERE false
  UNION ALL BY NAME
  SELECT * FROM read_parquet(
    's3://my-music-lake/lake/analytics/dim_track/ds=*/*.parquet',
    hive_partitioning = true, hive_types = {'ds': DATE}, union_by_name = true)
);

CREATE OR REPLACE VIEW new_releases.bridge_album_artist AS
SELECT
  "album_id",
  "artist_id",
  "artist_position",
  ds
FROM (
  SELECT
    CAST(NULL AS VARCHAR) AS "album_id",
    CAST(NULL AS VARCHAR) AS "artist_id",
    CAST(NULL AS INTEGER) AS "artist_position",
    CAST(NULL AS DATE) AS ds
  WHERE false
  UNION ALL BY NAME
  SELECT * FROM read_parquet(
    's3://my-music-lake/lake/analytics/bridge_album_artist/ds=*/*.parquet',
    hive_partitioning = true, hive_types = {'ds': DATE}, union_by_name = true)
);

CREATE OR REPLACE VIEW new_releases.bridge_track_artist AS
SELECT
  "album_id",
  "position",
  "track_id",
  "artist_id",
  "artist_position",
  "role",
  ds
FROM (
  SELECT
    CAST(NULL AS VARCHAR) AS "album_id",
    CAST(NULL AS INTEGER) AS "position",
    CAST(NULL AS VARCHAR) AS "track_id",
    CAST(NULL AS VARCHAR) AS "artist_id",
    CAST(NULL AS INTEGER) AS "artist_position",
    CAST(NULL AS VARCHAR) AS "role",
    CAST(NULL AS DATE) AS ds
  WHERE false
  UNION ALL BY NAME
  SELECT * FROM read_parquet(
    's3://my-music-lake/lake/analytics/bridge_track_artist/ds=*/*.parquet',
    hive_partitioning = true, hive_types = {'ds': DATE}, union_by_name = true)
);

CREATE OR REPLACE VIEW new_releases.fact_release AS
SELECT
  "album_id",
  "primary_artist_id",
  "release_day",
  "position",
  "source",
  "is_late_capture",
  ds
FROM (
  SELECT
    CAST(NULL AS VARCHAR) AS "album_id",
    CAST(NULL AS VARCHAR) AS "primary_artist_id",
    CAST(NULL AS DATE) AS "release_day",
    CAST(NULL AS INTEGER) AS "position",
    CAST(NULL AS VARCHAR) AS "source",
    CAST(NULL AS BOOLEAN) AS "is_late_capture",
    CAST(NULL AS DATE) AS ds
  WHERE false
  UNION ALL BY NAME
  SELECT * FROM read_parquet(
    's3://my-music-lake/lake/analytics/fact_release/ds=*/*.parquet',
    hive_partitioning = true, hive_types = {'ds': DATE}, union_by_name = true)
);

CREATE OR REPLACE VIEW new_releases.partitions AS
SELECT
  "table_name",
  "stage",
  "source",
  "observed_at",
  "rows",
  "rejects",
  "requests",
  "throttled",
  "late",
  "partial",
  "truncated",
  "audit",
  "code_version",
  "content_hash",
  "market",
  ds
FROM (
  SELECT
    CAST(NULL AS VARCHAR) AS "table_name",
    CAST(NULL AS VARCHAR) AS "stage",
    CAST(NULL AS VARCHAR) AS "source",
    CAST(NULL AS TIMESTAMP WITH TIME ZONE) AS "observed_at",
    CAST(NULL AS BIGINT) AS "rows",
    CAST(NULL AS BIGINT) AS "rejects",
    CAST(NULL AS BIGINT) AS "requests",
    CAST(NULL AS BIGINT) AS "throttled",
    CAST(NULL AS BOOLEAN) AS "late",
    CAST(NULL AS BOOLEAN) AS "partial",
    CAST(NULL AS BOOLEAN) AS "truncated",
    CAST(NULL AS VARCHAR) AS "audit",
    CAST(NULL AS VARCHAR) AS "code_version",
    CAST(NULL AS VARCHAR) AS "content_hash",
    CAST(NULL AS VARCHAR) AS "market",
    CAST(NULL AS DATE) AS ds
  WHERE false
  UNION ALL BY NAME
  SELECT * FROM read_parquet(
    's3://my-music-lake/lake/analytics/partitions/ds=*/*.parquet',
    hive_partitioning = true, hive_types = {'ds': DATE}, union_by_name = true)
);

CREATE OR REPLACE VIEW new_releases.latest_album AS
SELECT
  "album_id",
  "album_name",
  "album_type",
  "total_tracks",
  "release_date",
  "release_date_precision",
  "release_day",
  "album_url",
  "image_url",
  "primary_artist_id",
  "upc",
  "label",
  "copyright_c",
  "copyright_p",
  ds AS last_seen
FROM (
  SELECT d.*, max(ds) OVER (PARTITION BY album_id) AS newest
  FROM new_releases.dim_album d
  WHERE NOT coalesce(is_late_capture, false)
) seen
WHERE ds = newest;

CREATE OR REPLACE VIEW new_releases.latest_artist AS
SELECT
  "artist_id",
  "artist_name",
  "artist_url",
  ds AS last_seen
FROM (
  SELECT d.*, max(ds) OVER (PARTITION BY artist_id) AS newest
  FROM new_releases.dim_artist d
  WHERE NOT coalesce(is_late_capture, false)
) seen
WHERE ds = newest;

CREATE OR REPLACE VIEW new_releases.latest_track AS
SELECT
  "album_id",
  "position",
  "track_id",
  "track_name",
  "disc_number",
  "track_number",
  "duration_ms",
  "explicit",
  "is_playable",
  "track_url",
  "primary_artist_id",
  ds AS last_seen
FROM (
  SELECT d.*, max(ds) OVER (PARTITION BY album_id) AS newest
  FROM new_releases.dim_track d
  WHERE NOT coalesce(is_late_capture, false)
) seen
WHERE ds = newest;

CREATE OR REPLACE VIEW new_releases.album_history AS
WITH seen AS (
  SELECT
    album_id AS seen_entity,
    ds AS seen_on,
    row_number() OVER (PARTITION BY album_id ORDER BY ds) AS nth,
    lead(ds) OVER (PARTITION BY album_id ORDER BY ds) AS next_ds
  FROM (SELECT DISTINCT album_id, ds FROM new_releases.dim_album WHERE NOT coalesce(is_late_capture, false)) dates
),
marked AS (
  SELECT
    d.*,
    seen.nth,
    seen.next_ds,
    CASE
      WHEN lag(seen.nth) OVER (PARTITION BY "album_id" ORDER BY ds) = seen.nth - 1
        AND d."album_name" IS NOT DISTINCT FROM lag(d."album_name") OVER (PARTITION BY "album_id" ORDER BY ds)
        AND d."album_type" IS NOT DISTINCT FROM lag(d."album_type") OVER (PARTITION BY "album_id" ORDER BY ds)
        AND d."total_tracks" IS NOT DISTINCT FROM lag(d."total_tracks") OVER (PARTITION BY "album_id" ORDER BY ds)
        AND d."release_date" IS NOT DISTINCT FROM lag(d."release_date") OVER (PARTITION BY "album_id" ORDER BY ds)
        AND d."release_date_precision" IS NOT DISTINCT FROM lag(d."release_date_precision") OVER (PARTITION BY "album_id" ORDER BY ds)
        AND d."release_day" IS NOT DISTINCT FROM lag(d."release_day") OVER (PARTITION BY "album_id" ORDER BY ds)
        AND d."album_url" IS NOT DISTINCT FROM lag(d."album_url") OVER (PARTITION BY "album_id" ORDER BY ds)
        AND d."image_url" IS NOT DISTINCT FROM lag(d."image_url") OVER (PARTITION BY "album_id" ORDER BY ds)
        AND d."primary_artist_id" IS NOT DISTINCT FROM lag(d."primary_artist_id") OVER (PARTITION BY "album_id" ORDER BY ds)
        AND d."upc" IS NOT DISTINCT FROM lag(d."upc") OVER (PARTITION BY "album_id" ORDER BY ds)
        AND d."label" IS NOT DISTINCT FROM lag(d."label") OVER (PARTITION BY "album_id" ORDER BY ds)
        AND d."copyright_c" IS NOT DISTINCT FROM lag(d."copyright_c") OVER (PARTITION BY "album_id" ORDER BY ds)
        AND d."copyright_p" IS NOT DISTINCT FROM lag(d."copyright_p") OVER (PARTITION BY "album_id" ORDER BY ds)
      THEN 0
      ELSE 1
    END AS begins
  FROM new_releases.dim_album d
  JOIN seen ON d.album_id = seen.seen_entity AND d.ds = seen.seen_on
),
numbered AS (
  SELECT marked.*, sum(begins) OVER (PARTITION BY "album_id" ORDER BY ds) AS version
  FROM marked
)
SELECT
  "album_id",
  "album_name",
  "album_type",
  "total_tracks",
  "release_date",
  "release_date_precision",
  "release_day",
  "album_url",
  "image_url",
  "primary_artist_id",
  "upc",
  "label",
  "copyright_c",
  "copyright_p",
  min(ds) AS valid_from,
  CASE WHEN count(next_ds) = count(*) THEN max(next_ds) END AS valid_to
FROM numbered
GROUP BY
  version,
  "album_id",
  "album_name",
  "album_type",
  "total_tracks",
  "release_date",
  "release_date_precision",
  "release_day",
  "album_url",
  "image_url",
  "primary_artist_id",
  "upc",
  "label",
  "copyright_c",
  "copyright_p";

CREATE OR REPLACE VIEW new_releases.artist_history AS
WITH seen AS (
  SELECT
    artist_id AS seen_entity,
    ds AS seen_on,
    row_number() OVER (PARTITION BY artist_id ORDER BY ds) AS nth,
    lead(ds) OVER (PARTITION BY artist_id ORDER BY ds) AS next_ds
  FROM (SELECT DISTINCT artist_id, ds FROM new_releases.dim_artist WHERE NOT coalesce(is_late_capture, false)) dates
),
marked AS (
  SELECT
    d.*,
    seen.nth,
    seen.next_ds,
    CASE
      WHEN lag(seen.nth) OVER (PARTITION BY "artist_id" ORDER BY ds) = seen.nth - 1
        AND d."artist_name" IS NOT DISTINCT FROM lag(d."artist_name") OVER (PARTITION BY "artist_id" ORDER BY ds)
        AND d."artist_url" IS NOT DISTINCT FROM lag(d."artist_url") OVER (PARTITION BY "artist_id" ORDER BY ds)
      THEN 0
      ELSE 1
    END AS begins
  FROM new_releases.dim_artist d
  JOIN seen ON d.artist_id = seen.seen_entity AND d.ds = seen.seen_on
),
numbered AS (
  SELECT marked.*, sum(begins) OVER (PARTITION BY "artist_id" ORDER BY ds) AS version
  FROM marked
)
SELECT
  "artist_id",
  "artist_name",
  "artist_url",
  min(ds) AS valid_from,
  CASE WHEN count(next_ds) = count(*) THEN max(next_ds) END AS valid_to
FROM numbered
GROUP BY
  version,
  "artist_id",
  "artist_name",
  "artist_url";

CREATE OR REPLACE VIEW new_releases.track_history AS
WITH seen AS (
  SELECT
    album_id AS seen_entity,
    ds AS seen_on,
    row_number() OVER (PARTITION BY album_id ORDER BY ds) AS nth,
    lead(ds) OVER (PARTITION BY album_id ORDER BY ds) AS next_ds
  FROM (SELECT DISTINCT album_id, ds FROM new_releases.dim_track WHERE NOT coalesce(is_late_capture, false)) dates
),
marked AS (
  SELECT
    d.*,
    seen.nth,
    seen.next_ds,
    CASE
      WHEN lag(seen.nth) OVER (PARTITION BY "album_id", "position" ORDER BY ds) = seen.nth - 1
        AND d."track_id" IS NOT DISTINCT FROM lag(d."track_id") OVER (PARTITION BY "album_id", "position" ORDER BY ds)
        AND d."track_name" IS NOT DISTINCT FROM lag(d."track_name") OVER (PARTITION BY "album_id", "position" ORDER BY ds)
        AND d."disc_number" IS NOT DISTINCT FROM lag(d."disc_number") OVER (PARTITION BY "album_id", "position" ORDER BY ds)
        AND d."track_number" IS NOT DISTINCT FROM lag(d."track_number") OVER (PARTITION BY "album_id", "position" ORDER BY ds)
        AND d."duration_ms" IS NOT DISTINCT FROM lag(d."duration_ms") OVER (PARTITION BY "album_id", "position" ORDER BY ds)
        AND d."explicit" IS NOT DISTINCT FROM lag(d."explicit") OVER (PARTITION BY "album_id", "position" ORDER BY ds)
        AND d."is_playable" IS NOT DISTINCT FROM lag(d."is_playable") OVER (PARTITION BY "album_id", "position" ORDER BY ds)
        AND d."track_url" IS NOT DISTINCT FROM lag(d."track_url") OVER (PARTITION BY "album_id", "position" ORDER BY ds)
        AND d."primary_artist_id" IS NOT DISTINCT FROM lag(d."primary_artist_id") OVER (PARTITION BY "album_id", "position" ORDER BY ds)
      THEN 0
      ELSE 1
    END AS begins
  FROM new_releases.dim_track d
  JOIN seen ON d.album_id = seen.seen_entity AND d.ds = seen.seen_on
),
numbered AS (
  SELECT marked.*, sum(begins) OVER (PARTITION BY "album_id", "position" ORDER BY ds) AS version
  FROM marked
)
SELECT
  "album_id",
  "position",
  "track_id",
  "track_name",
  "disc_number",
  "track_number",
  "duration_ms",
  "explicit",
  "is_playable",
  "track_url",
  "primary_artist_id",
  min(ds) AS valid_from,
  CASE WHEN count(next_ds) = count(*) THEN max(next_ds) END AS valid_to
FROM numbered
GROUP BY
  version,
  "album_id",
  "position",
  "track_id",
  "track_name",
  "disc_number",
  "track_number",
  "duration_ms",
  "explicit",
  "is_playable",
  "track_url",
  "primary_artist_id";

CREATE OR REPLACE VIEW new_releases.listings AS
SELECT ds, source, observed_at
FROM new_releases.partitions
WHERE table_name = 'raw/releases' AND NOT coalesce(late, false);

CREATE OR REPLACE VIEW new_releases.first_seen AS
SELECT
  listed.source,
  listed.first_seen,
  listed.album_id,
  album.album_name,
  album.album_type,
  album.total_tracks,
  album.release_date,
  album.release_day,
  listed.primary_artist_id,
  artist.artist_name AS primary_artist_name,
  album.album_url
FROM (
  SELECT
    ds, source, album_id, primary_artist_id,
    min(ds) OVER (PARTITION BY source, album_id) AS first_seen
  FROM new_releases.fact_release
  WHERE NOT coalesce(is_late_capture, false)
) listed
JOIN new_releases.dim_album album ON album.ds = listed.ds AND album.album_id = listed.album_id
LEFT JOIN new_releases.dim_artist artist
  ON artist.ds = listed.ds AND artist.artist_id = listed.primary_artist_id
WHERE listed.ds = listed.first_seen;

CREATE OR REPLACE VIEW new_releases.new_today AS
SELECT seen.*
FROM new_releases.first_seen seen
JOIN (SELECT source, max(ds) AS today FROM new_releases.listings GROUP BY source) newest
  ON seen.source = newest.source AND seen.first_seen = newest.today;

CREATE OR REPLACE VIEW new_releases.days_on_list AS
SELECT
  listed.source,
  listed.album_id,
  latest.album_name,
  listed.first_seen,
  listed.last_seen,
  listed.days_on_list,
  listed.last_seen = newest.today AS is_listed,
  latest.album_url
FROM (
  SELECT source, album_id, min(ds) AS first_seen, max(ds) AS last_seen, count(*) AS days_on_list
  FROM new_releases.fact_release
  WHERE NOT coalesce(is_late_capture, false)
  GROUP BY source, album_id
) listed
JOIN (SELECT source, max(ds) AS today FROM new_releases.listings GROUP BY source) newest
  ON listed.source = newest.source
JOIN new_releases.latest_album latest ON latest.album_id = listed.album_id;

CREATE OR REPLACE VIEW new_releases.artist_activity AS
WITH listed AS (
  SELECT ds, source, album_id, release_day
  FROM new_releases.fact_release
  WHERE NOT coalesce(is_late_capture, false)
),
credits AS (
  SELECT
    listed.source, listed.ds, listed.release_day, credit.artist_id,
    CASE WHEN credit.artist_position = 0 THEN 'leads' ELSE 'joins' END AS part,
    credit.album_id AS work_id
  FROM listed
  JOIN new_releases.bridge_album_artist credit
    ON credit.ds = listed.ds AND credit.album_id = listed.album_id
  UNION ALL
  SELECT
    listed.source, listed.ds, listed.release_day, credit.artist_id,
    credit.role AS part,
    credit.track_id AS work_id
  FROM listed
  JOIN new_releases.bridge_track_artist credit
    ON credit.ds = listed.ds AND credit.album_id = listed.album_id
  WHERE credit.role = 'featured'
)
SELECT
  credits.source,
  credits.artist_id,
  latest.artist_name,
  count(DISTINCT CASE WHEN credits.part IN ('leads', 'joins') THEN credits.work_id END) AS albums,
  count(DISTINCT CASE WHEN credits.part = 'leads' THEN credits.work_id END) AS albums_led,
  count(DISTINCT CASE WHEN credits.part = 'featured' THEN credits.work_id END) AS featured_tracks,
  min(credits.ds) AS first_seen,
  max(credits.ds) AS last_seen,
  max(credits.release_day) AS newest_release_day,
  latest.artist_url
FROM credits
JOIN new_releases.latest_artist latest ON latest.artist_id = credits.artist_id
GROUP BY credits.source, credits.artist_id, latest.artist_name, latest.artist_url;
