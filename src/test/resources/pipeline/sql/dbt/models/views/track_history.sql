WITH seen AS (
  SELECT
    album_id AS seen_entity,
    ds AS seen_on,
    row_number() OVER (PARTITION BY album_id ORDER BY ds) AS nth,
    lead(ds) OVER (PARTITION BY album_id ORDER BY ds) AS next_ds
  FROM (SELECT DISTINCT album_id, ds FROM {{ ref('stg_dim_track') }} WHERE NOT coalesce(is_late_capture, false)) dates
),
marked AS (
  SELECT
    d.*,
    seen.nth,
    seen.next_ds,
    CASE
      WHEN lag(seen.nth) OVER (PARTITION BY album_id, position ORDER BY ds) = seen.nth - 1
        AND d.track_id IS NOT DISTINCT FROM lag(d.track_id) OVER (PARTITION BY album_id, position ORDER BY ds)
        AND d.track_name IS NOT DISTINCT FROM lag(d.track_name) OVER (PARTITION BY album_id, position ORDER BY ds)
        AND d.disc_number IS NOT DISTINCT FROM lag(d.disc_number) OVER (PARTITION BY album_id, position ORDER BY ds)
        AND d.track_number IS NOT DISTINCT FROM lag(d.track_number) OVER (PARTITION BY album_id, position ORDER BY ds)
        AND d.duration_ms IS NOT DISTINCT FROM lag(d.duration_ms) OVER (PARTITION BY album_id, position ORDER BY ds)
        AND d.explicit IS NOT DISTINCT FROM lag(d.explicit) OVER (PARTITION BY album_id, position ORDER BY ds)
        AND d.is_playable IS NOT DISTINCT FROM lag(d.is_playable) OVER (PARTITION BY album_id, position ORDER BY ds)
        AND d.track_url IS NOT DISTINCT FROM lag(d.track_url) OVER (PARTITION BY album_id, position ORDER BY ds)
        AND d.primary_artist_id IS NOT DISTINCT FROM lag(d.primary_artist_id) OVER (PARTITION BY album_id, position ORDER BY ds)
      THEN 0
      ELSE 1
    END AS begins
  FROM {{ ref('stg_dim_track') }} d
  JOIN seen ON d.album_id = seen.seen_entity AND d.ds = seen.seen_on
),
numbered AS (
  SELECT marked.*, sum(begins) OVER (PARTITION BY album_id, position ORDER BY ds) AS version
  FROM marked
)
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
  min(ds) AS valid_from,
  CASE WHEN count(next_ds) = count(*) THEN max(next_ds) END AS valid_to
FROM numbered
GROUP BY
  version,
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
  primary_artist_id
