SELECT
  artist_id,
  artist_name,
  artist_url,
  ds AS last_seen
FROM (
  SELECT d.*, max(ds) OVER (PARTITION BY artist_id) AS newest
  FROM {{ ref('stg_dim_artist') }} d
  WHERE NOT coalesce(is_late_capture, false)
) seen
WHERE ds = newest
