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
  FROM {{ ref('stg_fact_release') }}
  WHERE NOT coalesce(is_late_capture, false)
  GROUP BY source, album_id
) listed
JOIN (SELECT source, max(ds) AS today FROM {{ ref('listings') }} GROUP BY source) newest
  ON listed.source = newest.source
JOIN {{ ref('latest_album') }} latest ON latest.album_id = listed.album_id
