"""OpenLineage datasets of a task, from its result line and the schemas in the jar.

PipelineOperator imports this module only when the OpenLineage provider asks for the datasets of a task, because the
provider is optional.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from airflow.providers.openlineage.extractors import OperatorLineage
from openlineage.client.event_v2 import InputDataset, OutputDataset
from openlineage.client.facet_v2 import (
    DatasetFacet,
    base_subset_dataset,
    column_lineage_dataset,
    data_quality_assertions_dataset,
    data_quality_metrics_input_dataset,
    dataset_version_dataset,
    documentation_dataset,
    input_statistics_input_dataset,
    lifecycle_state_change_dataset,
    output_statistics_output_dataset,
    schema_dataset,
)
from pipeline_assets import table_uri

# For each table, the groups of tables from which it copies columns of the same name. A column comes from the first
# group of tables that has the column. All other columns are computed, or come from Spotify.
COPIED_FROM = {
    "clean/albums": [["raw/releases"], ["raw/tracks"]],
    "clean/album_artists": [["raw/releases"]],
    "clean/tracks": [["raw/tracks"]],
    "clean/track_artists": [["raw/tracks"]],
    "analytics/dim_album": [["clean/albums"]],
    "analytics/dim_artist": [["clean/album_artists", "clean/track_artists"], ["clean/albums"]],
    "analytics/dim_track": [["clean/tracks"], ["clean/albums"]],
    "analytics/bridge_album_artist": [["clean/album_artists"]],
    "analytics/bridge_track_artist": [["clean/track_artists"]],
    "analytics/fact_release": [["clean/albums"]],
}
SEVERITIES = {"error": "error", "warning": "warn"}

Schema = Mapping[str, Any]


def task_lineage(result: Mapping[str, Any] | None, jar: Path) -> OperatorLineage:
    """Returns the datasets in `inputs` and `outputs` of a result line; no datasets if the line has neither."""
    inputs = (result or {}).get("inputs") or []
    outputs = (result or {}).get("outputs") or []
    schemas = _schemas(jar, {partition["table"] for partition in [*inputs, *outputs]})
    read = {partition["table"]: partition for partition in inputs}
    return OperatorLineage(
        inputs=[_input(partition, schemas) for partition in inputs],
        outputs=[_output(partition, schemas, read) for partition in outputs],
    )


def dataset_name(uri: str) -> tuple[str, str]:
    """Returns namespace and name of the table of a partition, by the naming rules of OpenLineage."""
    scheme, _, path = table_uri(uri).partition("://")
    if scheme == "file":
        return "file", path
    bucket, _, key = path.partition("/")
    return f"{scheme}://{bucket}", key


def _schemas(jar: Path, tables: Iterable[str]) -> dict[str, Schema]:
    if not tables:
        return {}
    with zipfile.ZipFile(jar) as files:
        return {table: json.loads(files.read(f"schema/{table.replace('/', '.')}.avsc")) for table in tables}


def _input(partition: Mapping[str, Any], schemas: Mapping[str, Schema]) -> InputDataset:
    namespace, name = dataset_name(partition["uri"])
    rows, size = partition["rows"], partition["bytes"]
    facets = {
        "inputStatistics": input_statistics_input_dataset.InputStatisticsInputDatasetFacet(
            rowCount=rows, size=size, fileCount=1
        ),
        "dataQualityMetrics": data_quality_metrics_input_dataset.DataQualityMetricsInputDatasetFacet(
            rowCount=rows, bytes=size, fileCount=1, columnMetrics={}
        ),
        "subset": base_subset_dataset.InputSubsetInputDatasetFacet(inputCondition=_subset(partition)),
    }
    if "audits" in partition:
        facets["dataQualityAssertions"] = data_quality_assertions_dataset.DataQualityAssertionsDatasetFacet(
            assertions=[_assertion(audit) for audit in partition["audits"]]
        )
    return InputDataset(namespace, name, facets=_facets(partition, schemas), inputFacets=facets)


def _output(
    partition: Mapping[str, Any], schemas: Mapping[str, Schema], read: Mapping[str, Mapping[str, Any]]
) -> OutputDataset:
    namespace, name = dataset_name(partition["uri"])
    facets = _facets(partition, schemas)
    copied = _copied_columns(partition["table"], schemas, read)
    if copied:
        facets["columnLineage"] = column_lineage_dataset.ColumnLineageDatasetFacet(fields=copied)
    if partition["changed"]:
        facets["lifecycleStateChange"] = lifecycle_state_change_dataset.LifecycleStateChangeDatasetFacet(
            lifecycleStateChange=lifecycle_state_change_dataset.LifecycleStateChange.OVERWRITE
        )
    return OutputDataset(
        namespace,
        name,
        facets=facets,
        outputFacets={
            "outputStatistics": output_statistics_output_dataset.OutputStatisticsOutputDatasetFacet(
                rowCount=partition["rows"], size=partition["bytes"], fileCount=1
            ),
            "subset": base_subset_dataset.OutputSubsetOutputDatasetFacet(outputCondition=_subset(partition)),
        },
    )


def _facets(partition: Mapping[str, Any], schemas: Mapping[str, Schema]) -> dict[str, DatasetFacet]:
    schema = schemas[partition["table"]]
    return {
        "schema": schema_dataset.SchemaDatasetFacet(fields=[_field(field) for field in schema["fields"]]),
        "documentation": documentation_dataset.DocumentationDatasetFacet(description=schema["doc"]),
        "version": dataset_version_dataset.DatasetVersionDatasetFacet(datasetVersion=partition["content_hash"]),
    }


def _field(field: Mapping[str, Any]) -> schema_dataset.SchemaDatasetFacetFields:
    kind = _type(field["type"])
    nested = kind["items"]["fields"] if kind["type"] == "array" else []
    return schema_dataset.SchemaDatasetFacetFields(
        name=field["name"],
        type=kind.get("logicalType", kind["type"]),
        description=field.get("doc"),
        fields=[_field(inner) for inner in nested],
    )


def _type(kind: Any) -> Mapping[str, Any]:
    """Returns the Avro type of a column as an object. For a union with null, returns the other type."""
    if isinstance(kind, list):
        kind = next(one for one in kind if one != "null")
    return kind if isinstance(kind, dict) else {"type": kind}


def _subset(partition: Mapping[str, Any]) -> base_subset_dataset.PartitionSubsetCondition:
    return base_subset_dataset.PartitionSubsetCondition(
        partitions=[base_subset_dataset.Partition(dimensions={"ds": partition["date"]}, identifier=partition["uri"])]
    )


def _assertion(audit: Mapping[str, Any]) -> data_quality_assertions_dataset.Assertion:
    return data_quality_assertions_dataset.Assertion(
        assertion=audit["rule"],
        success=audit["violations"] == 0,
        severity=SEVERITIES[audit["level"]],
        expected="0",
        actual=str(audit["violations"]),
    )


def _copied_columns(
    table: str, schemas: Mapping[str, Schema], read: Mapping[str, Mapping[str, Any]]
) -> dict[str, column_lineage_dataset.Fields]:
    fields = {}
    for column in _columns(schemas[table]):
        for group in COPIED_FROM.get(table, []):
            sources = [source for source in group if source in read and column in _columns(schemas[source])]
            if sources:
                fields[column] = column_lineage_dataset.Fields(
                    inputFields=[_input_field(read[source], column, table) for source in sources]
                )
                break
    return fields


def _columns(schema: Schema) -> list[str]:
    return [field["name"] for field in schema["fields"]]


def _input_field(partition: Mapping[str, Any], column: str, table: str) -> column_lineage_dataset.InputField:
    namespace, name = dataset_name(partition["uri"])
    # transform removes spaces around texts; load copies values unchanged.
    subtype = "TRANSFORMATION" if table.startswith("clean/") else "IDENTITY"
    transformation = column_lineage_dataset.Transformation(type="DIRECT", subtype=subtype)
    return column_lineage_dataset.InputField(namespace, name, column, transformations=[transformation])
