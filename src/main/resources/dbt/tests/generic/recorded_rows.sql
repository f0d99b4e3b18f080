{# Returns the dates whose number of rows differs from the number that load recorded. #}
{% test recorded_rows(model, table_name, partitions) %}
with counted as (
  select ds, count(*) as number_of_rows from {{ model }} group by ds
),
recorded as (
  select ds, rows as number_of_rows from {{ partitions }} where table_name = '{{ table_name }}' and rows > 0
)
select counted.ds, counted.number_of_rows, recorded.ds as recorded_ds, recorded.number_of_rows as recorded_rows
from counted
full outer join recorded on recorded.ds = counted.ds
where counted.number_of_rows is null
  or recorded.number_of_rows is null
  or counted.number_of_rows <> recorded.number_of_rows
{% endtest %}
