SELECT ds, source, observed_at
FROM {{ ref('stg_partitions') }}
WHERE table_name = 'raw/releases' AND NOT coalesce(late, false)
