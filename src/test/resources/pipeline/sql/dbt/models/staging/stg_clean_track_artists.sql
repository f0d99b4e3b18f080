{% set columns = {
  'album_id': 'VARCHAR',
  'position': 'INTEGER',
  'track_id': 'VARCHAR',
  'artist_id': 'VARCHAR',
  'artist_name': 'VARCHAR',
  'artist_spotify_url': 'VARCHAR',
  'artist_position': 'INTEGER',
  'role': 'VARCHAR'
} %}
select {{ columns | join(', ') }}, ds
from {{ lake_rows(source('lake', 'clean_track_artists'), columns) }}
