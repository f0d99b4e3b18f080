-- One row per date with a listing. Historical captures are not listings.
SELECT ds, source, observed_at
FROM {schema}.partitions
WHERE table_name = 'raw/releases' AND NOT coalesce(late, false)
