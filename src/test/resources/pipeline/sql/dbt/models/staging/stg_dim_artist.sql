{% set columns = {
  'artist_id': 'VARCHAR',
  'artist_name': 'VARCHAR',
  'artist_url': 'VARCHAR',
  'is_late_capture': 'BOOLEAN'
} %}
select {{ columns | join(', ') }}, ds
from {{ lake_rows(source('lake', 'dim_artist'), columns) }}
