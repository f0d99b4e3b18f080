{% set columns = {
  'table_name': 'VARCHAR',
  'stage': 'VARCHAR',
  'source': 'VARCHAR',
  'observed_at': 'TIMESTAMP WITH TIME ZONE',
  'rows': 'BIGINT',
  'rejects': 'BIGINT',
  'requests': 'BIGINT',
  'throttled': 'BIGINT',
  'late': 'BOOLEAN',
  'partial': 'BOOLEAN',
  'truncated': 'BOOLEAN',
  'audit': 'VARCHAR',
  'code_version': 'VARCHAR',
  'content_hash': 'VARCHAR',
  'market': 'VARCHAR'
} %}
select {{ columns | join(', ') }}, ds
from {{ lake_rows(source('lake', 'partitions'), columns) }}
