WITH seen AS (
  SELECT
    album_id AS seen_entity,
    ds AS seen_on,
    row_number() OVER (PARTITION BY album_id ORDER BY ds) AS nth,
    lead(ds) OVER (PARTITION BY album_id ORDER BY ds) AS next_ds
  FROM (SELECT DISTINCT album_id, ds FROM {{ ref('stg_dim_album') }} WHERE NOT coalesce(is_late_capture, false)) dates
),
marked AS (
  SELECT
    d.*,
    seen.nth,
    seen.next_ds,
    CASE
      WHEN lag(seen.nth) OVER (PARTITION BY album_id ORDER BY ds) = seen.nth - 1
        AND d.album_name IS NOT DISTINCT FROM lag(d.album_name) OVER (PARTITION BY album_id ORDER BY ds)
        AND d.album_type IS NOT DISTINCT FROM lag(d.album_type) OVER (PARTITION BY album_id ORDER BY ds)
        AND d.total_tracks IS NOT DISTINCT FROM lag(d.total_tracks) OVER (PARTITION BY album_id ORDER BY ds)
        AND d.release_date IS NOT DISTINCT FROM lag(d.release_date) OVER (PARTITION BY album_id ORDER BY ds)
        AND d.release_date_precision IS NOT DISTINCT FROM lag(d.release_date_precision) OVER (PARTITION BY album_id ORDER BY ds)
        AND d.release_day IS NOT DISTINCT FROM lag(d.release_day) OVER (PARTITION BY album_id ORDER BY ds)
        AND d.album_url IS NOT DISTINCT FROM lag(d.album_url) OVER (PARTITION BY album_id ORDER BY ds)
        AND d.image_url IS NOT DISTINCT FROM lag(d.image_url) OVER (PARTITION BY album_id ORDER BY ds)
        AND d.primary_artist_id IS NOT DISTINCT FROM lag(d.primary_artist_id) OVER (PARTITION BY album_id ORDER BY ds)
        AND d.upc IS NOT DISTINCT FROM lag(d.upc) OVER (PARTITION BY album_id ORDER BY ds)
        AND d.label IS NOT DISTINCT FROM lag(d.label) OVER (PARTITION BY album_id ORDER BY ds)
        AND d.copyright_c IS NOT DISTINCT FROM lag(d.copyright_c) OVER (PARTITION BY album_id ORDER BY ds)
        AND d.copyright_p IS NOT DISTINCT FROM lag(d.copyright_p) OVER (PARTITION BY album_id ORDER BY ds)
      THEN 0
      ELSE 1
    END AS begins
  FROM {{ ref('stg_dim_album') }} d
  JOIN seen ON d.album_id = seen.seen_entity AND d.ds = seen.seen_on
),
numbered AS (
  SELECT marked.*, sum(begins) OVER (PARTITION BY album_id ORDER BY ds) AS version
  FROM marked
)
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
  min(ds) AS valid_from,
  CASE WHEN count(next_ds) = count(*) THEN max(next_ds) END AS valid_to
FROM numbered
GROUP BY
  version,
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
  copyright_p
