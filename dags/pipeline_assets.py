"""Adds the asset events of a task, with the content of its result line.

The assets `lake://raw/releases`, `lake://raw/tracks`, `lake://clean` and `lake://analytics` are the same for all lakes.
Their events list the partitions that a run published. In addition, each table of a lake has its own asset, such as
`s3://bucket/prefix/analytics/fact_release`. The URIs of these assets depend on the setting LAKE of the worker.
Therefore, each task adds them at run time to the asset alias of its layer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from airflow.sdk import Asset, AssetAlias

PARTITION_KEYS = ("rows", "bytes", "content_hash", "changed", "uri")


def add_events(outlets: Iterable[Any], context: Mapping[str, Any], result: Mapping[str, Any]) -> None:
    """Adds the date and the published partitions of a result line to the events of outlets."""
    date = {"date": result.get("date")}
    partitions = {
        partition["table"]: {key: partition[key] for key in PARTITION_KEYS} for partition in result.get("outputs", [])
    }
    for outlet in outlets:
        event = context["outlet_events"][outlet]
        if isinstance(outlet, AssetAlias):
            for partition in partitions.values():
                uri = quote(table_uri(partition["uri"]), safe="/:")
                event.add(Asset(uri=uri), extra={**date, **partition})
        elif outlet.name in partitions:
            event.extra.update({**date, **partitions[outlet.name]})
        else:
            event.extra.update(date)
            if partitions:
                event.extra.update(changed=result.get("changed"), tables=partitions)


def table_uri(partition_uri: str) -> str:
    """Returns the URI of the table of a partition: `s3://bucket/prefix/clean/albums`, or `file:///folder/…`."""
    return partition_uri.rsplit("/ds=", 1)[0]
