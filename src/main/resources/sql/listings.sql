-- Every date that has a listing of its own, and from which source. Late captures are no listings.
SELECT ds, source, observed_at
FROM {schema}.partitions
WHERE table_name = 'raw/releases' AND NOT coalesce(late, false)
