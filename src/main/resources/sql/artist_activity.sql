-- One row per artist and source, with the number of albums that credit the artist,
-- and the number of tracks on other albums that feature the artist.
WITH listed AS (
  SELECT ds, source, album_id, release_day
  FROM {schema}.fact_release
  WHERE NOT coalesce(is_late_capture, false)
),
credits AS (
  SELECT
    listed.source, listed.ds, listed.release_day, credit.artist_id,
    CASE WHEN credit.artist_position = 0 THEN 'leads' ELSE 'joins' END AS part,
    credit.album_id AS work_id
  FROM listed
  JOIN {schema}.bridge_album_artist credit
    ON credit.ds = listed.ds AND credit.album_id = listed.album_id
  UNION ALL
  SELECT
    listed.source, listed.ds, listed.release_day, credit.artist_id,
    credit.role AS part,
    credit.track_id AS work_id
  FROM listed
  JOIN {schema}.bridge_track_artist credit
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
JOIN {schema}.latest_artist latest ON latest.artist_id = credits.artist_id
GROUP BY credits.source, credits.artist_id, latest.artist_name, latest.artist_url
