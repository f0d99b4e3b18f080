"""Checks the datasets that the operator gives to OpenLineage, and its asset events, for one run with the real jar."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb
import pytest
from airflow.sdk import Asset, AssetAlias
from airflow.sdk.exceptions import AirflowFailException
from conftest import CHECKOUT, DAGS, execute_prepared, params
from lakes import LAYERS, table_footers
from openlineage.client.serde import Serde
from pipeline_openlineage import dataset_name, task_lineage
from services import JAR

TASKS = ["extract_releases", "extract_tracks", "transform", "load"]
YESTERDAY = (datetime.now(timezone.utc) - timedelta(days=1)).date().isoformat()
DATASET_FACETS = {"schema", "documentation", "version"}
# Columns that no other table has with the same name and values: they are computed, renamed, nested, or come from
# Spotify.
COMPUTED = {
    "clean/albums": {"release_day", "primary_artist_id"},
    "clean/album_artists": {"album_spotify_url", "artist_id", "artist_name", "artist_spotify_url", "artist_position"},
    "clean/tracks": {"primary_artist_id"},
    "clean/track_artists": {"artist_id", "artist_name", "artist_spotify_url", "artist_position", "role"},
    "analytics/dim_artist": {"artist_url"},
}


class LineageRun:
    """The facets and asset events of one run of the four tasks, and its lake."""

    def __init__(self, dag: Any, lake: Path) -> None:
        self.lake = lake
        self.facets: dict[str, dict[str, list[dict[str, Any]]]] = {}
        self.events: dict[str, Any] = {}
        for name in TASKS:
            operator = dag.get_task(name).prepare_for_execution()
            self.events[name] = execute_prepared(operator, run_context(dag))
            self.facets[name] = as_json(operator.get_openlineage_facets_on_complete(None))
        self.footers = table_footers(lake)

    def datasets(self, kind: str) -> Iterator[dict[str, Any]]:
        for facets in self.facets.values():
            yield from facets[kind]

    def table(self, dataset: dict[str, Any]) -> str:
        assert dataset["namespace"] == "file"
        return str(Path(dataset["name"]).relative_to(self.lake))


@pytest.fixture(scope="module")
def run(bag, tmp_path_factory) -> Iterator[LineageRun]:
    folder = tmp_path_factory.mktemp("lineage")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SIMULATE", "true")
        environment.setenv("LAKE", f"file:{folder}/lake")
        environment.setenv("PIPELINE_HOME", str(folder))
        yield LineageRun(bag.dags["new_releases"], folder / "lake")


def test_each_task_names_the_tables_that_it_reads_and_writes(run):
    raw = ["raw/releases", "raw/tracks"]
    clean = [f"clean/{name}" for name in ("album_artists", "albums", "rejects", "track_artists", "tracks")]
    star = ["bridge_album_artist", "bridge_track_artist", "dim_album", "dim_artist", "dim_track", "fact_release"]
    tables = {
        task: {kind: [run.table(dataset) for dataset in facets[kind]] for kind in ("inputs", "outputs")}
        for task, facets in run.facets.items()
    }
    assert tables == {
        "extract_releases": {"inputs": [], "outputs": raw[:1]},
        "extract_tracks": {"inputs": raw[:1], "outputs": raw[1:]},
        "transform": {"inputs": raw, "outputs": clean},
        "load": {"inputs": [*clean, *raw], "outputs": [f"analytics/{name}" for name in [*star, "partitions"]]},
    }


def test_facets_have_the_values_of_the_footers(run):
    outputs = {run.table(dataset): dataset for dataset in run.datasets("outputs")}
    assert sorted(f"{table} {YESTERDAY}" for table in outputs) == sorted(run.footers)
    for table, dataset in outputs.items():
        footer = run.footers[f"{table} {YESTERDAY}"]
        statistics = dataset["outputFacets"]["outputStatistics"]
        assert (statistics["rowCount"], statistics["size"], statistics["fileCount"]) == (footer.rows, footer.bytes, 1)
        assert dataset["facets"]["version"]["datasetVersion"] == footer.content_hash
        assert dataset["facets"]["lifecycleStateChange"]["lifecycleStateChange"] == "OVERWRITE"
        assert partition(dataset["outputFacets"]["subset"]["outputCondition"]) == (YESTERDAY, f"file://{footer.file}")
    for task, facets in run.facets.items():
        inputs = {run.table(dataset): dataset for dataset in facets["inputs"]}
        versions = {table: dataset["facets"]["version"]["datasetVersion"] for table, dataset in inputs.items()}
        for output in facets["outputs"]:
            assert run.footers[f"{run.table(output)} {YESTERDAY}"].inputs == versions, task
        for table, dataset in inputs.items():
            footer = run.footers[f"{table} {YESTERDAY}"]
            metrics = dataset["inputFacets"]["dataQualityMetrics"]
            assert (metrics["rowCount"], metrics["bytes"]) == (footer.rows, footer.bytes)
            assert partition(dataset["inputFacets"]["subset"]["inputCondition"]) == (YESTERDAY, f"file://{footer.file}")


def test_facets_have_the_names_of_their_schemas(run):
    """A facet has its schema's name without its ending, such as `InputDatasetFacet`, except for two short names."""
    short = {"datasetVersion": "version", "inputSubset": "subset", "outputSubset": "subset"}
    for dataset in [*run.datasets("inputs"), *run.datasets("outputs")]:
        assert dataset["facets"].keys() >= DATASET_FACETS
        groups = (("facets", ""), ("inputFacets", "Input"), ("outputFacets", "Output"))
        for name, facet, kind in [(n, f, k) for group, k in groups for n, f in dataset.get(group, {}).items()]:
            schema = facet["_schemaURL"].rpartition("/")[2].removesuffix("DatasetFacet").removesuffix(kind)
            schema = schema[0].lower() + schema[1:]
            assert name == short.get(schema, schema)


def test_schema_facet_has_the_columns_of_the_file(run):
    for dataset in run.datasets("outputs"):
        table = run.table(dataset)
        fields = dataset["facets"]["schema"]["fields"]
        file = run.footers[f"{table} {YESTERDAY}"].file
        assert [field["name"] for field in fields] == duckdb.read_parquet(str(file)).columns
        assert all(field["type"] and field["description"] for field in fields)
        assert dataset["facets"]["documentation"]["description"]
    releases = next(run.datasets("outputs"))["facets"]["schema"]["fields"]
    types = {field["name"]: field["type"] for field in releases}
    assert (types["album_id"], types["position"], types["observed_at"]) == ("string", "int", "timestamp-micros")
    nested = next(field for field in releases if field["name"] == "artists")["fields"]
    assert [field["name"] for field in nested] == ["id", "name", "url"]


def test_copied_columns_have_only_values_of_their_sources(run):
    for dataset in run.datasets("outputs"):
        table = run.table(dataset)
        columns = {field["name"] for field in dataset["facets"]["schema"]["fields"]}
        carried = dataset["facets"].get("columnLineage", {}).get("fields", {})
        if table in {"raw/releases", "raw/tracks", "clean/rejects", "analytics/partitions"}:
            assert carried == {}
            continue
        assert columns - carried.keys() == COMPUTED.get(table, set())
        for column, lineage in carried.items():
            sources = [(run.table(field), field["field"]) for field in lineage["inputFields"]]
            assert values(run, table, column) <= set().union(*(values(run, *source) for source in sources))


def test_audits_are_assertions_about_the_inputs_of_load(run):
    inputs = {run.table(dataset): dataset for dataset in run.facets["load"]["inputs"]}
    found = {table: dataset["inputFacets"]["dataQualityAssertions"]["assertions"] for table, dataset in inputs.items()}
    rules = {assertion["assertion"]: assertion for assertion in found["clean/albums"]}
    assert rules["albums are unique"]["success"] is True
    assert rules["albums are unique"]["severity"] == "error"
    assert rules["albums that lack tracks"]["severity"] == "warn"
    assert all(found.values())
    assert not any("dataQualityAssertions" in dataset["inputFacets"] for dataset in run.facets["transform"]["inputs"])


def test_failed_task_names_its_inputs_and_failed_audits(bag, java, monkeypatch):
    monkeypatch.setenv("PIPELINE_JAR", str(JAR))
    audits = [{"rule": "albums are unique", "level": "error", "violations": 2}]
    albums = {"table": "clean/albums", "date": YESTERDAY, "rows": 3, "bytes": 9, "content_hash": "c0", "audits": audits}
    uri = f"s3://music/lake/clean/albums/ds={YESTERDAY}/albums.parquet"
    result = {"command": "load", "error": "albums are not unique", "inputs": [{**albums, "uri": uri}], "outputs": []}
    java.answers({"exit_code": 65, "result": result})
    dag = bag.dags["new_releases"]
    operator = dag.get_task("load").prepare_for_execution()
    with pytest.raises(AirflowFailException, match="albums are not unique"):
        execute_prepared(operator, run_context(dag))
    facets = as_json(operator.get_openlineage_facets_on_failure(None))
    assert [(dataset["namespace"], dataset["name"]) for dataset in facets["inputs"]] == [
        ("s3://music", "lake/clean/albums")
    ]
    assertions = facets["inputs"][0]["inputFacets"]["dataQualityAssertions"]["assertions"]
    assert [(each["success"], each["actual"]) for each in assertions] == [(False, "2")]
    assert facets["outputs"] == []


def test_task_without_a_result_has_no_datasets():
    assert as_json(task_lineage(None, JAR)) == as_json(task_lineage({"command": "report"}, JAR))
    assert as_json(task_lineage(None, JAR))["outputs"] == []


@pytest.mark.parametrize(
    ("uri", "expected"),
    [
        ("s3://music/lake/raw/tracks/ds=2024-01-01/tracks.parquet", ("s3://music", "lake/raw/tracks")),
        ("s3://music/raw/tracks/ds=2024-01-01/tracks.parquet", ("s3://music", "raw/tracks")),
        ("s3://music/ds=a/b/raw/tracks/ds=2024-01-01/tracks.parquet", ("s3://music", "ds=a/b/raw/tracks")),
        ("file:///srv/my lake/raw/tracks/ds=2024-01-01/tracks.parquet", ("file", "/srv/my lake/raw/tracks")),
    ],
)
def test_datasets_are_named_by_the_rules_of_openlineage(uri, expected):
    assert dataset_name(uri) == expected


def test_events_have_the_published_partitions(run):
    releases = run.footers[f"raw/releases {YESTERDAY}"]
    assert run.events["extract_releases"][Asset(name="raw/releases", uri="lake://raw/releases")].extra == {
        "date": YESTERDAY,
        **extra(releases),
    }
    star = run.events["load"][Asset(name="analytics", uri="lake://analytics")].extra
    tables = {key.split()[0]: footer for key, footer in run.footers.items() if key.startswith("analytics/")}
    assert star == {
        "date": YESTERDAY,
        "changed": True,
        "tables": {table: extra(footer) for table, footer in tables.items()},
    }


def test_each_table_has_an_event_with_its_own_uri(run):
    found = {}
    for layer, task in zip(LAYERS, ("extract_tracks", "transform", "load"), strict=True):
        for event in run.events[task][AssetAlias(f"{layer} tables")].asset_alias_events:
            assert event.dest_asset_key.name == event.dest_asset_key.uri
            found[event.dest_asset_key.uri.removeprefix(f"file://{run.lake}/")] = event.extra
    assert found == {
        key.split()[0]: {"date": YESTERDAY, **extra(footer)}
        for key, footer in run.footers.items()
        if not key.startswith("raw/releases")
    }


def test_converter_of_airflow_gives_the_same_dataset(run):
    from airflow.providers.openlineage.utils.utils import translate_airflow_asset

    for dataset in run.datasets("outputs"):
        converted = translate_airflow_asset(Asset(uri=f"file://{dataset['name']}"), None)
        assert (converted.namespace, converted.name) == (dataset["namespace"], dataset["name"])


def test_dags_work_without_openlineage(tmp_path):
    program = (
        "import sys; sys.modules['openlineage'] = None;"
        f" sys.path.insert(0, {str(DAGS)!r}); import new_releases;"
        " print([task.task_id for task in new_releases.dag.topological_sort()], 'pipeline_openlineage' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=CHECKOUT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == f"{TASKS} False"


def run_context(dag: Any) -> dict[str, Any]:
    run = SimpleNamespace(run_type="manual", logical_date=None, run_after=datetime.now(timezone.utc))
    return {"dag_run": run, "params": params(dag).dump(), "macros": SimpleNamespace(timedelta=timedelta)}


def as_json(lineage: Any) -> dict[str, list[dict[str, Any]]]:
    datasets = {"inputs": lineage.inputs, "outputs": lineage.outputs}
    return {kind: [json.loads(Serde.to_json(dataset)) for dataset in found] for kind, found in datasets.items()}


def partition(condition: dict[str, Any]) -> tuple[str, str]:
    (found,) = condition["partitions"]
    return found["dimensions"]["ds"], found["identifier"]


def extra(footer: Any) -> dict[str, Any]:
    return {
        "rows": footer.rows,
        "bytes": footer.bytes,
        "content_hash": footer.content_hash,
        "changed": True,
        "uri": f"file://{footer.file}",
    }


def values(run: LineageRun, table: str, column: str) -> set[Any]:
    file = run.footers[f"{table} {YESTERDAY}"].file
    rows = duckdb.read_parquet(str(file)).project(f'"{column}"').distinct().fetchall()
    # transform removes spaces around texts.
    return {value.strip() if isinstance(value, str) else value for (value,) in rows}
