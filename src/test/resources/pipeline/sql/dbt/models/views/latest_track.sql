SELECT
  album_id,
  position,
  track_id,
  track_name,
  disc_number,
  track_number,
  duration_ms,
  explicit,
  is_playable,
  track_url,
  primary_artist_id,
  ds AS last_seen
FROM (
  SELECT d.*, max(ds) OVER (PARTITION BY album_id) AS newest
  FROM {{ ref('stg_dim_track') }} d
  WHERE NOT coalesce(is_late_capture, false)
) seen
WHERE ds = newest
