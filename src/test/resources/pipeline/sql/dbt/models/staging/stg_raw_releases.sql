{% set columns = {
  'album_id': 'VARCHAR',
  'position': 'INTEGER',
  'album_name': 'VARCHAR',
  'album_type': 'VARCHAR',
  'total_tracks': 'INTEGER',
  'release_date': 'VARCHAR',
  'release_date_precision': 'VARCHAR',
  'album_url': 'VARCHAR',
  'image_url': 'VARCHAR',
  'artists': 'STRUCT("id" VARCHAR, "name" VARCHAR, "url" VARCHAR)[]',
  'market': 'VARCHAR',
  'source': 'VARCHAR',
  'is_late_capture': 'BOOLEAN',
  'observed_at': 'TIMESTAMP WITH TIME ZONE',
  'extras': 'VARCHAR'
} %}
select {{ columns | join(', ') }}, ds
from {{ lake_rows(source('lake', 'raw_releases'), columns) }}
