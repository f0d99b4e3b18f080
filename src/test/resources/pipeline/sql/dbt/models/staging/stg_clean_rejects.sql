{% set columns = {
  'table_name': 'VARCHAR',
  'row_key': 'VARCHAR',
  'reason': 'VARCHAR',
  'row_json': 'VARCHAR'
} %}
select {{ columns | join(', ') }}, ds
from {{ lake_rows(source('lake', 'clean_rejects'), columns) }}
