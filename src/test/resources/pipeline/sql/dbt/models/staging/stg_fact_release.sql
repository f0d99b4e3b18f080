{% set columns = {
  'album_id': 'VARCHAR',
  'primary_artist_id': 'VARCHAR',
  'release_day': 'DATE',
  'position': 'INTEGER',
  'source': 'VARCHAR',
  'is_late_capture': 'BOOLEAN'
} %}
select {{ columns | join(', ') }}, ds
from {{ lake_rows(source('lake', 'fact_release'), columns) }}
