-- Run this script with the catalog of a Hive connector: trino --catalog hive --file this.sql
-- After each new date, run the statements that pipeline sql --new-dates prints.
CREATE SCHEMA IF NOT EXISTS new_releases;

CREATE TABLE IF NOT EXISTS new_releases.raw_releases (
  "album_id" varchar,
  "position" integer,
  "album_name" varchar,
  "album_type" varchar,
  "total_tracks" integer,
  "release_date" varchar,
  "release_date_precision" varchar,
  "album_url" varchar,
  "image_url" varchar,
  "artists" array(row("id" varchar, "name" varchar, "url" varchar)),
  "market" varchar,
  "source" varchar,
  "is_late_capture" boolean,
  "observed_at" timestamp(3),
  "extras" varchar,
  "ds" date
)
WITH (
  format = 'PARQUET',
  partitioned_by = ARRAY['ds'],
  external_location = 's3://my-music-lake/lake/raw/releases/'
);

CALL system.sync_partition_metadata('new_releases', 'raw_releases', 'FULL');

CREATE TABLE IF NOT EXISTS new_releases.raw_tracks (
  "album_id" varchar,
  "position" integer,
  "tracks_total" integer,
  "disc_number" integer,
  "track_number" integer,
  "track_id" varchar,
  "track_name" varchar,
  "duration_ms" integer,
  "explicit" boolean,
  "is_local" boolean,
  "is_playable" boolean,
  "track_url" varchar,
  "artists" array(row("id" varchar, "name" varchar, "url" varchar)),
  "observed_at" timestamp(3),
  "extras" varchar,
  "upc" varchar,
  "label" varchar,
  "copyright_c" varchar,
  "copyright_p" varchar,
  "ds" date
)
WITH (
  format = 'PARQUET',
  partitioned_by = ARRAY['ds'],
  external_location = 's3://my-music-lake/lake/raw/tracks/'
);

CALL system.sync_partition_metadata('new_releases', 'raw_tracks', 'FULL');

CREATE TABLE IF NOT EXISTS new_releases.clean_albums (
  "album_id" varchar,
  "album_name" varchar,
  "album_type" varchar,
  "total_tracks" integer,
  "release_date" varchar,
  "release_date_precision" varchar,
  "release_day" date,
  "album_url" varchar,
  "image_url" varchar,
  "primary_artist_id" varchar,
  "position" integer,
  "market" varchar,
  "source" varchar,
  "is_late_capture" boolean,
  "upc" varchar,
  "label" varchar,
  "copyright_c" varchar,
  "copyright_p" varchar,
  "ds" date
)
WITH (
  format = 'PARQUET',
  partitioned_by = ARRAY['ds'],
  external_location = 's3://my-music-lake/lake/clean/albums/'
);

CALL system.sync_partition_metadata('new_releases', 'clean_albums', 'FULL');

CREATE TABLE IF NOT EXISTS new_releases.clean_album_artists (
  "album_id" varchar,
  "album_name" varchar,
  "release_date" varchar,
  "album_spotify_url" varchar,
  "artist_id" varchar,
  "artist_name" varchar,
  "artist_spotify_url" varchar,
  "artist_position" integer,
  "ds" date
)
WITH (
  format = 'PARQUET',
  partitioned_by = ARRAY['ds'],
  external_location = 's3://my-music-lake/lake/clean/album_artists/'
);

CALL system.sync_partition_metadata('new_releases', 'clean_album_artists', 'FULL');

CREATE TABLE IF NOT EXISTS new_releases.clean_tracks (
  "album_id" varchar,
  "position" integer,
  "track_id" varchar,
  "track_name" varchar,
  "disc_number" integer,
  "track_number" integer,
  "duration_ms" integer,
  "explicit" boolean,
  "is_playable" boolean,
  "track_url" varchar,
  "primary_artist_id" varchar,
  "tracks_total" integer,
  "ds" date
)
WITH (
  format = 'PARQUET',
  partitioned_by = ARRAY['ds'],
  external_location = 's3://my-music-lake/lake/clean/tracks/'
);

CALL system.sync_partition_metadata('new_releases', 'clean_tracks', 'FULL');

CREATE TABLE IF NOT EXISTS new_releases.clean_track_artists (
  "album_id" varchar,
  "position" integer,
  "track_id" varchar,
  "artist_id" varchar,
  "artist_name" varchar,
  "artist_spotify_url" varchar,
  "artist_position" integer,
  "role" varchar,
  "ds" date
)
WITH (
  format = 'PARQUET',
  partitioned_by = ARRAY['ds'],
  external_location = 's3://my-music-lake/lake/clean/track_artists/'
);

CALL system.sync_partition_metadata('new_releases', 'clean_track_artists', 'FULL');

CREATE TABLE IF NOT EXISTS new_releases.clean_rejects (
  "table_name" varchar,
  "row_key" varchar,
  "reason" varchar,
  "row_json" varchar,
  "ds" date
)
WITH (
  format = 'PARQUET',
  partitioned_by = ARRAY['ds'],
  external_location = 's3://my-music-lake/lake/clean/rejects/'
);

CALL system.sync_partition_metadata('new_releases', 'clean_rejects', 'FULL');

CREATE TABLE IF NOT EXISTS new_releases.dim_album (
  "album_id" varchar,
  "album_name" varchar,
  "album_type" varchar,
  "total_tracks" integer,
  "release_date" varchar,
  "release_date_precision" varchar,
  "release_day" date,
  "album_url" varchar,
  "image_url" varchar,
  "primary_artist_id" varchar,
  "is_late_capture" boolean,
  "upc" varchar,
  "label" varchar,
  "copyright_c" varchar,
  "copyright_p" varchar,
  "ds" date
)
WITH (
  format = 'PARQUET',
  partitioned_by = ARRAY['ds'],
  external_location = 's3://my-music-lake/lake/analytics/dim_album/'
);

CALL system.sync_partition_metadata('new_releases', 'dim_album', 'FULL');

CREATE TABLE IF NOT EXISTS new_releases.dim_artist (
  "artist_id" varchar,
  "artist_name" varchar,
  "artist_url" varchar,
  "is_late_capture" boolean,
  "ds" date
)
WITH (
  format = 'PARQUET',
  partitioned_by = ARRAY['ds'],
  external_location = 's3://my-music-lake/lake/analytics/dim_artist/'
);

CALL system.sync_partition_metadata('new_releases', 'dim_artist', 'FULL');

CREATE TABLE IF NOT EXISTS new_releases.dim_track (
  "album_id" varchar,
  "position" integer,
  "track_id" varchar,
  "track_name" varchar,
  "disc_number" integer,
  "track_number" integer,
  "duration_ms" integer,
  "explicit" boolean,
  "is_playable" boolean,
  "track_url" varchar,
  "primary_artist_id" varchar,
  "is_late_capture" boolean,
  "ds" date
)
WITH (
  format = 'PARQUET',
  partitioned_by = ARRAY['ds'],
  external_location = 's3://my-music-lake/lake/analytics/dim_track/'
);

CALL system.sync_partition_metadata('new_releases', 'dim_track', 'FULL');

CREATE TABLE IF NOT EXISTS new_releases.bridge_album_artist (
  "album_id" varchar,
  "artist_id" varchar,
  "artist_position" integer,
  "ds" date
)
WITH (
  format = 'PARQUET',
  partitioned_by = ARRAY['ds'],
  external_location = 's3://my-music-lake/lake/analytics/bridge_album_artist/'
);

CALL system.sync_partition_metadata('new_releases', 'bridge_album_artist', 'FULL');

CREATE TABLE IF NOT EXISTS new_releases.bridge_track_artist (
  "album_id" varchar,
  "position" integer,
  "track_id" varchar,
  "artist_id" varchar,
  "artist_position" integer,
  "role" varchar,
  "ds" date
)
WITH (
  format = 'PARQUET',
  partitioned_by = ARRAY['ds'],
  external_location = 's3://my-music-lake/lake/analytics/bridge_track_artist/'
);

CALL system.sync_partition_metadata('new_releases', 'bridge_track_artist', 'FULL');

CREATE TABLE IF NOT EXISTS new_releases.fact_release (
  "album_id" varchar,
  "primary_artist_id" varchar,
  "release_day" date,
  "position" integer,
  "source" varchar,
  "is_late_capture" boolean,
  "ds" date
)
WITH (
  format = 'PARQUET',
  partitioned_by = ARRAY['ds'],
  external_location = 's3://my-music-lake/lake/analytics/fact_release/'
);

CALL system.sync_partition_metadata('new_releases', 'fact_release', 'FULL');

CREATE TABLE IF NOT EXISTS new_releases.partitions (
  "table_name" varchar,
  "stage" varchar,
  "source" varchar,
  "observed_at" timestamp(3),
  "rows" bigint,
  "rejects" bigint,
  "requests" bigint,
  "throttled" bigint,
  "late" boolean,
  "partial" boolean,
  "truncated" boolean,
  "audit" varchar,
  "code_version" varchar,
  "content_hash" varchar,
  "market" varchar,
  "ds" date
)
WITH (
  format = 'PARQUET',
  partitioned_by = ARRAY['ds'],
  external_location = 's3://my-music-lake/lake/analytics/partitions/'
);

CALL system.sync_partition_metadata('new_releases', 'partitions', 'FULL');

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
