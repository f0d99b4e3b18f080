{#
  Returns the rows of a source. In DuckDB, the first part of the union has no rows, but it defines each column:
  older files lack newer columns.
#}
{% macro lake_rows(source, columns) %}
{%- if target.type == 'duckdb' -%}
(
  select
    {% for name, type in columns.items() %}cast(null as {{ type }}) as {{ name }},
    {% endfor %}cast(null as date) as ds
  where false
  union all by name
  select * from {{ source }}
) as lake_rows
{%- else -%}
{{ source }}
{%- endif -%}
{% endmacro %}
