SELECT
  album_id,
  album_name,
  album_type,
  total_tracks,
  release_date,
  release_date_precision,
  release_day,
  album_url,
  image_url,
  primary_artist_id,
  upc,
  label,
  copyright_c,
  copyright_p,
  ds AS last_seen
FROM (
  SELECT d.*, max(ds) OVER (PARTITION BY album_id) AS newest
  FROM {{ ref('stg_dim_album') }} d
  WHERE NOT coalesce(is_late_capture, false)
) seen
WHERE ds = newest
