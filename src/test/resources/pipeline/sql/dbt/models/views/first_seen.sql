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
  FROM {{ ref('stg_fact_release') }}
  WHERE NOT coalesce(is_late_capture, false)
) listed
JOIN {{ ref('stg_dim_album') }} album ON album.ds = listed.ds AND album.album_id = listed.album_id
LEFT JOIN {{ ref('stg_dim_artist') }} artist
  ON artist.ds = listed.ds AND artist.artist_id = listed.primary_artist_id
WHERE listed.ds = listed.first_seen
