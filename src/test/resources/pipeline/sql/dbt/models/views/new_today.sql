SELECT seen.*
FROM {{ ref('first_seen') }} seen
JOIN (SELECT source, max(ds) AS today FROM {{ ref('listings') }} GROUP BY source) newest
  ON seen.source = newest.source AND seen.first_seen = newest.today
