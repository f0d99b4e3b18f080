-- After each new date, run the statements that pipeline sql --new-dates prints.
-- The session needs hadoop-aws and AWS credentials from the environment, ~/.aws or a role.
-- spark.hadoop.fs.s3a.endpoint=https://s3.example:9000
-- spark.hadoop.fs.s3a.path.style.access=true
CREATE SCHEMA IF NOT EXISTS new_releases;

CREATE TABLE IF NOT EXISTS new_releases.raw_releases (
  `album_id` STRING,
  `position` INT,
  `album_name` STRING,
  `album_type` STRING,
  `total_tracks` INT,
  `release_date` STRING,
  `release_date_precision` STRING,
  `album_url` STRING,
  `image_url` STRING,
  `artists` ARRAY<STRUCT<`id`: STRING, `name`: STRING, `url`: STRING>>,
  `market` STRING,
  `source` STRING,
  `is_late_capture` BOOLEAN,
  `observed_at` TIMESTAMP,
  `extras` STRING,
  `ds` DATE
)
USING PARQUET
PARTITIONED BY (`ds`)
LOCATION 's3a://my-music-lake/lake/raw/releases/';

MSCK REPAIR TABLE new_releases.raw_releases SYNC PARTITIONS;

CREATE TABLE IF NOT EXISTS new_releases.raw_tracks (
  `album_id` STRING,
  `position` INT,
  `tracks_total` INT,
  `disc_number` INT,
  `track_number` INT,
  `track_id` STRING,
  `track_name` STRING,
  `duration_ms` INT,
  `explicit` BOOLEAN,
  `is_local` BOOLEAN,
  `is_playable` BOOLEAN,
  `track_url` STRING,
  `artists` ARRAY<STRUCT<`id`: STRING, `name`: STRING, `url`: STRING>>,
  `observed_at` TIMESTAMP,
  `extras` STRING,
  `upc` STRING,
  `label` STRING,
  `copyright_c` STRING,
  `copyright_p` STRING,
  `ds` DATE
)
USING PARQUET
PARTITIONED BY (`ds`)
LOCATION 's3a://my-music-lake/lake/raw/tracks/';

MSCK REPAIR TABLE new_releases.raw_tracks SYNC PARTITIONS;

CREATE TABLE IF NOT EXISTS new_releases.clean_albums (
  `album_id` STRING,
  `album_name` STRING,
  `album_type` STRING,
  `total_tracks` INT,
  `release_date` STRING,
  `release_date_precision` STRING,
  `release_day` DATE,
  `album_url` STRING,
  `image_url` STRING,
  `primary_artist_id` STRING,
  `position` INT,
  `market` STRING,
  `source` STRING,
  `is_late_capture` BOOLEAN,
  `upc` STRING,
  `label` STRING,
  `copyright_c` STRING,
  `copyright_p` STRING,
  `ds` DATE
)
USING PARQUET
PARTITIONED BY (`ds`)
LOCATION 's3a://my-music-lake/lake/clean/albums/';

MSCK REPAIR TABLE new_releases.clean_albums SYNC PARTITIONS;

CREATE TABLE IF NOT EXISTS new_releases.clean_album_artists (
  `album_id` STRING,
  `album_name` STRING,
  `release_date` STRING,
  `album_spotify_url` STRING,
  `artist_id` STRING,
  `artist_name` STRING,
  `artist_spotify_url` STRING,
  `artist_position` INT,
  `ds` DATE
)
USING PARQUET
PARTITIONED BY (`ds`)
LOCATION 's3a://my-music-lake/lake/clean/album_artists/';

MSCK REPAIR TABLE new_releases.clean_album_artists SYNC PARTITIONS;

CREATE TABLE IF NOT EXISTS new_releases.clean_tracks (
  `album_id` STRING,
  `position` INT,
  `track_id` STRING,
  `track_name` STRING,
  `disc_number` INT,
  `track_number` INT,
  `duration_ms` INT,
  `explicit` BOOLEAN,
  `is_playable` BOOLEAN,
  `track_url` STRING,
  `primary_artist_id` STRING,
  `tracks_total` INT,
  `ds` DATE
)
USING PARQUET
PARTITIONED BY (`ds`)
LOCATION 's3a://my-music-lake/lake/clean/tracks/';

MSCK REPAIR TABLE new_releases.clean_tracks SYNC PARTITIONS;

CREATE TABLE IF NOT EXISTS new_releases.clean_track_artists (
  `album_id` STRING,
  `position` INT,
  `track_id` STRING,
  `artist_id` STRING,
  `artist_name` STRING,
  `artist_spotify_url` STRING,
  `artist_position` INT,
  `role` STRING,
  `ds` DATE
)
USING PARQUET
PARTITIONED BY (`ds`)
LOCATION 's3a://my-music-lake/lake/clean/track_artists/';

MSCK REPAIR TABLE new_releases.clean_track_artists SYNC PARTITIONS;

CREATE TABLE IF NOT EXISTS new_releases.clean_rejects (
  `table_name` STRING,
  `row_key` STRING,
  `reason` STRING,
  `row_json` STRING,
  `ds` DATE
)
USING PARQUET
PARTITIONED BY (`ds`)
LOCATION 's3a://my-music-lake/lake/clean/rejects/';

MSCK REPAIR TABLE new_releases.clean_rejects SYNC PARTITIONS;

CREATE TABLE IF NOT EXISTS new_releases.dim_album (
  `album_id` STRING,
  `album_name` STRING,
  `album_type` STRING,
  `total_tracks` INT,
  `release_date` STRING,
  `release_date_precision` STRING,
  `release_day` DATE,
  `album_url` STRING,
  `image_url` STRING,
  `primary_artist_id` STRING,
  `is_late_capture` BOOLEAN,
  `upc` STRING,
  `label` STRING,
  `copyright_c` STRING,
  `copyright_p` STRING,
  `ds` DATE
)
USING PARQUET
PARTITIONED BY (`ds`)
LOCATION 's3a://my-music-lake/lake/analytics/dim_album/';

MSCK REPAIR TABLE new_releases.dim_album SYNC PARTITIONS;

CREATE TABLE IF NOT EXISTS new_releases.dim_artist (
  `artist_id` STRING,
  `artist_name` STRING,
  `artist_url` STRING,
  `is_late_capture` BOOLEAN,
  `ds` DATE
)
USING PARQUET
PARTITIONED BY (`ds`)
LOCATION 's3a://my-music-lake/lake/analytics/dim_artist/';

MSCK REPAIR TABLE new_releases.dim_artist SYNC PARTITIONS;

CREATE TABLE IF NOT EXISTS new_releases.dim_track (
  `album_id` STRING,
  `position` INT,
  `track_id` STRING,
  `track_name` STRING,
  `disc_number` INT,
  `track_number` INT,
  `duration_ms` INT,
  `explicit` BOOLEAN,
  `is_playable` BOOLEAN,
  `track_url` STRING,
  `primary_artist_id` STRING,
  `is_late_capture` BOOLEAN,
  `ds` DATE
)
USING PARQUET
PARTITIONED BY (`ds`)
LOCATION 's3a://my-music-lake/lake/analytics/dim_track/';

MSCK REPAIR TABLE new_releases.dim_track SYNC PARTITIONS;

CREATE TABLE IF NOT EXISTS new_releases.bridge_album_artist (
  `album_id` STRING,
  `artist_id` STRING,
  `artist_position` INT,
  `ds` DATE
)
USING PARQUET
PARTITIONED BY (`ds`)
LOCATION 's3a://my-music-lake/lake/analytics/bridge_album_artist/';

MSCK REPAIR TABLE new_releases.bridge_album_artist SYNC PARTITIONS;

CREATE TABLE IF NOT EXISTS new_releases.bridge_track_artist (
  `album_id` STRING,
  `position` INT,
  `track_id` STRING,
  `artist_id` STRING,
  `artist_position` INT,
  `role` STRING,
  `ds` DATE
)
USING PARQUET
PARTITIONED BY (`ds`)
LOCATION 's3a://my-music-lake/lake/analytics/bridge_track_artist/';

MSCK REPAIR TABLE new_releases.bridge_track_artist SYNC PARTITIONS;

CREATE TABLE IF NOT EXISTS new_releases.fact_release (
  `album_id` STRING,
  `primary_artist_id` STRING,
  `release_day` DATE,
  `position` INT,
  `source` STRING,
  `is_late_capture` BOOLEAN,
  `ds` DATE
)
USING PARQUET
PARTITIONED BY (`ds`)
LOCATION 's3a://my-music-lake/lake/analytics/fact_release/';

MSCK REPAIR TABLE new_releases.fact_release SYNC PARTITIONS;

CREATE TABLE IF NOT EXISTS new_releases.partitions (
  `table_name` STRING,
  `stage` STRING,
  `source` STRING,
  `observed_at` TIMESTAMP,
  `rows` BIGINT,
  `rejects` BIGINT,
  `requests` BIGINT,
  `throttled` BIGINT,
  `late` BOOLEAN,
  `partial` BOOLEAN,
  `truncated` BOOLEAN,
  `audit` STRING,
  `code_version` STRING,
  `content_hash` STRING,
  `market` STRING,
  `ds` DATE
)
USING PARQUET
PARTITIONED BY (`ds`)
LOCATION 's3a://my-music-lake/lake/analytics/partitions/';

MSCK REPAIR TABLE new_releases.partitions SYNC PARTITIONS;

CREATE OR REPLACE VIEW new_releases.latest_album AS
SELECT
  `album_id`,
  `album_name`,
  `album_type`,
  `total_tracks`,
  `release_date`,
  `release_date_precision`,
  `release_day`,
  `album_url`,
  `image_url`,
  `primary_artist_id`,
  `upc`,
  `label`,
  `copyright_c`,
  `copyright_p`,
  ds AS last_seen
FROM (
  SELECT d.*, max(ds) OVER (PARTITION BY album_id) AS newest
  FROM new_releases.dim_album d
  WHERE NOT coalesce(is_late_capture, false)
) seen
WHERE ds = newest;

CREATE OR REPLACE VIEW new_releases.latest_artist AS
SELECT
  `artist_id`,
  `artist_name`,
  `artist_url`,
  ds AS last_seen
FROM (
  SELECT d.*, max(ds) OVER (PARTITION BY artist_id) AS newest
  FROM new_releases.dim_artist d
  WHERE NOT coalesce(is_late_capture, false)
) seen
WHERE ds = newest;

CREATE OR REPLACE VIEW new_releases.latest_track AS
SELECT
  `album_id`,
  `position`,
  `track_id`,
  `track_name`,
  `disc_number`,
  `track_number`,
  `duration_ms`,
  `explicit`,
  `is_playable`,
  `track_url`,
  `primary_artist_id`,
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
      WHEN lag(seen.nth) OVER (PARTITION BY `album_id` ORDER BY ds) = seen.nth - 1
        AND d.`album_name` IS NOT DISTINCT FROM lag(d.`album_name`) OVER (PARTITION BY `album_id` ORDER BY ds)
        AND d.`album_type` IS NOT DISTINCT FROM lag(d.`album_type`) OVER (PARTITION BY `album_id` ORDER BY ds)
        AND d.`total_tracks` IS NOT DISTINCT FROM lag(d.`total_tracks`) OVER (PARTITION BY `album_id` ORDER BY ds)
        AND d.`release_date` IS NOT DISTINCT FROM lag(d.`release_date`) OVER (PARTITION BY `album_id` ORDER BY ds)
        AND d.`release_date_precision` IS NOT DISTINCT FROM lag(d.`release_date_precision`) OVER (PARTITION BY `album_id` ORDER BY ds)
        AND d.`release_day` IS NOT DISTINCT FROM lag(d.`release_day`) OVER (PARTITION BY `album_id` ORDER BY ds)
        AND d.`album_url` IS NOT DISTINCT FROM lag(d.`album_url`) OVER (PARTITION BY `album_id` ORDER BY ds)
        AND d.`image_url` IS NOT DISTINCT FROM lag(d.`image_url`) OVER (PARTITION BY `album_id` ORDER BY ds)
        AND d.`primary_artist_id` IS NOT DISTINCT FROM lag(d.`primary_artist_id`) OVER (PARTITION BY `album_id` ORDER BY ds)
        AND d.`upc` IS NOT DISTINCT FROM lag(d.`upc`) OVER (PARTITION BY `album_id` ORDER BY ds)
        AND d.`label` IS NOT DISTINCT FROM lag(d.`label`) OVER (PARTITION BY `album_id` ORDER BY ds)
        AND d.`copyright_c` IS NOT DISTINCT FROM lag(d.`copyright_c`) OVER (PARTITION BY `album_id` ORDER BY ds)
        AND d.`copyright_p` IS NOT DISTINCT FROM lag(d.`copyright_p`) OVER (PARTITION BY `album_id` ORDER BY ds)
      THEN 0
      ELSE 1
    END AS begins
  FROM new_releases.dim_album d
  JOIN seen ON d.album_id = seen.seen_entity AND d.ds = seen.seen_on
),
numbered AS (
  SELECT marked.*, sum(begins) OVER (PARTITION BY `album_id` ORDER BY ds) AS version
  FROM marked
)
SELECT
  `album_id`,
  `album_name`,
  `album_type`,
  `total_tracks`,
  `release_date`,
  `release_date_precision`,
  `release_day`,
  `album_url`,
  `image_url`,
  `primary_artist_id`,
  `upc`,
  `label`,
  `copyright_c`,
  `copyright_p`,
  min(ds) AS valid_from,
  CASE WHEN count(next_ds) = count(*) THEN max(next_ds) END AS valid_to
FROM numbered
GROUP BY
  version,
  `album_id`,
  `album_name`,
  `album_type`,
  `total_tracks`,
  `release_date`,
  `release_date_precision`,
  `release_day`,
  `album_url`,
  `image_url`,
  `primary_artist_id`,
  `upc`,
  `label`,
  `copyright_c`,
  `copyright_p`;

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
      WHEN lag(seen.nth) OVER (PARTITION BY `artist_id` ORDER BY ds) = seen.nth - 1
        AND d.`artist_name` IS NOT DISTINCT FROM lag(d.`artist_name`) OVER (PARTITION BY `artist_id` ORDER BY ds)
        AND d.`artist_url` IS NOT DISTINCT FROM lag(d.`artist_url`) OVER (PARTITION BY `artist_id` ORDER BY ds)
      THEN 0
      ELSE 1
    END AS begins
  FROM new_releases.dim_artist d
  JOIN seen ON d.artist_id = seen.seen_entity AND d.ds = seen.seen_on
),
numbered AS (
  SELECT marked.*, sum(begins) OVER (PARTITION BY `artist_id` ORDER BY ds) AS version
  FROM marked
)
SELECT
  `artist_id`,
  `artist_name`,
  `artist_url`,
  min(ds) AS valid_from,
  CASE WHEN count(next_ds) = count(*) THEN max(next_ds) END AS valid_to
FROM numbered
GROUP BY
  version,
  `artist_id`,
  `artist_name`,
  `artist_url`;

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
      WHEN lag(seen.nth) OVER (PARTITION BY `album_id`, `position` ORDER BY ds) = seen.nth - 1
        AND d.`track_id` IS NOT DISTINCT FROM lag(d.`track_id`) OVER (PARTITION BY `album_id`, `position` ORDER BY ds)
        AND d.`track_name` IS NOT DISTINCT FROM lag(d.`track_name`) OVER (PARTITION BY `album_id`, `position` ORDER BY ds)
        AND d.`disc_number` IS NOT DISTINCT FROM lag(d.`disc_number`) OVER (PARTITION BY `album_id`, `position` ORDER BY ds)
        AND d.`track_number` IS NOT DISTINCT FROM lag(d.`track_number`) OVER (PARTITION BY `album_id`, `position` ORDER BY ds)
        AND d.`duration_ms` IS NOT DISTINCT FROM lag(d.`duration_ms`) OVER (PARTITION BY `album_id`, `position` ORDER BY ds)
        AND d.`explicit` IS NOT DISTINCT FROM lag(d.`explicit`) OVER (PARTITION BY `album_id`, `position` ORDER BY ds)
        AND d.`is_playable` IS NOT DISTINCT FROM lag(d.`is_playable`) OVER (PARTITION BY `album_id`, `position` ORDER BY ds)
        AND d.`track_url` IS NOT DISTINCT FROM lag(d.`track_url`) OVER (PARTITION BY `album_id`, `position` ORDER BY ds)
        AND d.`primary_artist_id` IS NOT DISTINCT FROM lag(d.`primary_artist_id`) OVER (PARTITION BY `album_id`, `position` ORDER BY ds)
      THEN 0
      ELSE 1
    END AS begins
  FROM new_releases.dim_track d
  JOIN seen ON d.album_id = seen.seen_entity AND d.ds = seen.seen_on
),
numbered AS (
  SELECT marked.*, sum(begins) OVER (PARTITION BY `album_id`, `position` ORDER BY ds) AS version
  FROM marked
)
SELECT
  `album_id`,
  `position`,
  `track_id`,
  `track_name`,
  `disc_number`,
  `track_number`,
  `duration_ms`,
  `explicit`,
  `is_playable`,
  `track_url`,
  `primary_artist_id`,
  min(ds) AS valid_from,
  CASE WHEN count(next_ds) = count(*) THEN max(next_ds) END AS valid_to
FROM numbered
GROUP BY
  version,
  `album_id`,
  `position`,
  `track_id`,
  `track_name`,
  `disc_number`,
  `track_number`,
  `duration_ms`,
  `explicit`,
  `is_playable`,
  `track_url`,
  `primary_artist_id`;

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
