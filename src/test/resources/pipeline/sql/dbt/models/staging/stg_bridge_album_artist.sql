{% set columns = {
  'album_id': 'VARCHAR',
  'artist_id': 'VARCHAR',
  'artist_position': 'INTEGER'
} %}
select {{ columns | join(', ') }}, ds
from {{ lake_rows(source('lake', 'bridge_album_artist'), columns) }}
