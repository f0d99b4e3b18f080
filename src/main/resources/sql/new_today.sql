-- The albums in the newest listing of each source that no earlier listing has.
SELECT seen.*
FROM {schema}.first_seen seen
JOIN (SELECT source, max(ds) AS today FROM {schema}.listings GROUP BY source) newest
  ON seen.source = newest.source AND seen.first_seen = newest.today
