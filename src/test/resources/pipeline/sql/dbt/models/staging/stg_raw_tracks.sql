{% set columns = {
  'album_id': 'VARCHAR',
  'position': 'INTEGER',
  'tracks_total': 'INTEGER',
  'disc_number': 'INTEGER',
  'track_number': 'INTEGER',
  'track_id': 'VARCHAR',
  'track_name': 'VARCHAR',
  'duration_ms': 'INTEGER',
  'explicit': 'BOOLEAN',
  'is_local': 'BOOLEAN',
  'is_playable': 'BOOLEAN',
  'track_url': 'VARCHAR',
  'artists': 'STRUCT("id" VARCHAR, "name" VARCHAR, "url" VARCHAR)[]',
  'observed_at': 'TIMESTAMP WITH TIME ZONE',
  'extras': 'VARCHAR',
  'upc': 'VARCHAR',
  'label': 'VARCHAR',
  'copyright_c': 'VARCHAR',
  'copyright_p': 'VARCHAR'
} %}
select {{ columns | join(', ') }}, ds
from {{ lake_rows(source('lake', 'raw_tracks'), columns) }}
