{% set columns = {
  'album_id': 'VARCHAR',
  'album_name': 'VARCHAR',
  'album_type': 'VARCHAR',
  'total_tracks': 'INTEGER',
  'release_date': 'VARCHAR',
  'release_date_precision': 'VARCHAR',
  'release_day': 'DATE',
  'album_url': 'VARCHAR',
  'image_url': 'VARCHAR',
  'primary_artist_id': 'VARCHAR',
  'is_late_capture': 'BOOLEAN',
  'upc': 'VARCHAR',
  'label': 'VARCHAR',
  'copyright_c': 'VARCHAR',
  'copyright_p': 'VARCHAR'
} %}
select {{ columns | join(', ') }}, ds
from {{ lake_rows(source('lake', 'dim_album'), columns) }}
