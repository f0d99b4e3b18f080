WITH seen AS (
  SELECT
    artist_id AS seen_entity,
    ds AS seen_on,
    row_number() OVER (PARTITION BY artist_id ORDER BY ds) AS nth,
    lead(ds) OVER (PARTITION BY artist_id ORDER BY ds) AS next_ds
  FROM (SELECT DISTINCT artist_id, ds FROM {{ ref('stg_dim_artist') }} WHERE NOT coalesce(is_late_capture, false)) dates
),
marked AS (
  SELECT
    d.*,
    seen.nth,
    seen.next_ds,
    CASE
      WHEN lag(seen.nth) OVER (PARTITION BY artist_id ORDER BY ds) = seen.nth - 1
        AND d.artist_name IS NOT DISTINCT FROM lag(d.artist_name) OVER (PARTITION BY artist_id ORDER BY ds)
        AND d.artist_url IS NOT DISTINCT FROM lag(d.artist_url) OVER (PARTITION BY artist_id ORDER BY ds)
      THEN 0
      ELSE 1
    END AS begins
  FROM {{ ref('stg_dim_artist') }} d
  JOIN seen ON d.artist_id = seen.seen_entity AND d.ds = seen.seen_on
),
numbered AS (
  SELECT marked.*, sum(begins) OVER (PARTITION BY artist_id ORDER BY ds) AS version
  FROM marked
)
SELECT
  artist_id,
  artist_name,
  artist_url,
  min(ds) AS valid_from,
  CASE WHEN count(next_ds) = count(*) THEN max(next_ds) END AS valid_to
FROM numbered
GROUP BY
  version,
  artist_id,
  artist_name,
  artist_url
