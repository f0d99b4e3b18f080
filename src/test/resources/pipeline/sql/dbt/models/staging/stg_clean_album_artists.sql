{% set columns = {
  'album_id': 'VARCHAR',
  'album_name': 'VARCHAR',
  'release_date': 'VARCHAR',
  'album_spotify_url': 'VARCHAR',
  'artist_id': 'VARCHAR',
  'artist_name': 'VARCHAR',
  'artist_spotify_url': 'VARCHAR',
  'artist_position': 'INTEGER'
} %}
select {{ columns | join(', ') }}, ds
from {{ lake_rows(source('lake', 'clean_album_artists'), columns) }}
