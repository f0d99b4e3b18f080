{% set columns = {
  'album_id': 'VARCHAR',
  'position': 'INTEGER',
  'track_id': 'VARCHAR',
  'artist_id': 'VARCHAR',
  'artist_position': 'INTEGER',
  'role': 'VARCHAR'
} %}
select {{ columns | join(', ') }}, ds
from {{ lake_rows(source('lake', 'bridge_track_artist'), columns) }}
