{% set columns = {
  'album_id': 'VARCHAR',
  'position': 'INTEGER',
  'track_id': 'VARCHAR',
  'track_name': 'VARCHAR',
  'disc_number': 'INTEGER',
  'track_number': 'INTEGER',
  'duration_ms': 'INTEGER',
  'explicit': 'BOOLEAN',
  'is_playable': 'BOOLEAN',
  'track_url': 'VARCHAR',
  'primary_artist_id': 'VARCHAR',
  'tracks_total': 'INTEGER'
} %}
select {{ columns | join(', ') }}, ds
from {{ lake_rows(source('lake', 'clean_tracks'), columns) }}
