{# Returns the rows whose reference has no row of the same date in another table. A null refers to nothing. #}
{% test refers_to(model, columns, to, to_columns) %}
select child.ds{% for column in columns %}, child.{{ column }}{% endfor %}
from {{ model }} child
left join {{ to }} parent
  on parent.ds = child.ds
  {%- for column in columns %} and parent.{{ to_columns[loop.index0] }} = child.{{ column }}{% endfor %}
where parent.ds is null
  {%- for column in columns %} and child.{{ column }} is not null{% endfor %}
{% endtest %}
