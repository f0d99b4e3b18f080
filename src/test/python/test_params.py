"""Checks that a run uses its parameters even if core.dag_run_conf_overrides_params is off, as in managed Airflow."""

from __future__ import annotations

from datetime import datetime, timezone
from types import SimpleNamespace
from typing import Any

import pytest
from airflow.sdk import DAG, Param
from airflow.sdk.exceptions import AirflowFailException
from airflow.sdk.execution_time import macros
from conftest import execute, params
from pipeline_operator import PipelineOperator

NOON = datetime(2024, 2, 29, 12, 0, tzinfo=timezone.utc)

RUN = {
    "date": "2023-12-31",
    "source": "search",
    "late": "fail",
    "market": "DE",
    "replace": True,
    "allow_partial": True,
}
REPORT = {"from_date": "2024-01-01", "to_date": "2024-01-31", "output": "typed.html"}


def context(dag: Any, conf: dict[str, Any] | None) -> dict[str, Any]:
    """Returns a context with the default parameters, because Airflow ignores those of a run with this setting."""
    return {
        "dag_run": SimpleNamespace(run_type="manual", logical_date=NOON, run_after=NOON, conf=conf),
        "params": params(dag).dump(),
        "var": SimpleNamespace(value=SimpleNamespace(get=lambda name, default: default)),
        "triggering_asset_events": {},
        "macros": macros,
    }


@pytest.mark.parametrize(
    ("dag_id", "task_id", "conf", "expected"),
    [
        (
            "new_releases",
            "extract_releases",
            RUN,
            "extract-releases --date 2023-12-31 --source search --late fail --market DE"
            " --replace --allow-partial --lineage",
        ),
        ("new_releases", "extract_tracks", RUN, "extract-tracks --date 2023-12-31 --replace --allow-partial --lineage"),
        ("new_releases", "transform", RUN, "transform --date 2023-12-31 --lineage"),
        ("new_releases", "load", RUN, "load --date 2023-12-31 --lineage"),
        ("new_releases", "load", {"date": None}, "load --date 2024-02-29 --lineage"),
        ("new_releases", "load", None, "load --date 2024-02-29 --lineage"),
        ("new_releases_report", "report", REPORT, "report --from 2024-01-01 --to 2024-01-31 --output typed.html"),
        (
            "random_track",
            "add_random_track",
            {"playlist": "typed", "dry_run": True},
            "add-random-track --playlist typed --seed 20240229120000 --dry-run",
        ),
    ],
)
def test_each_parameter_reaches_its_command(bag, java, dag_id, task_id, conf, expected):
    dag = bag.dags[dag_id]
    execute(dag.get_task(task_id), context(dag, conf))
    assert java.commands == [expected.split()]


def test_cases_cover_all_parameters_of_all_dags(bag):
    """Fails for a new parameter until a test case above has it."""
    covered = {"new_releases": RUN, "new_releases_report": REPORT, "random_track": {"playlist", "dry_run"}}
    assert {dag_id: set(dag.params) for dag_id, dag in bag.dags.items()} == {
        dag_id: set(names) for dag_id, names in covered.items()
    }


def test_parameters_do_not_leak_into_the_next_run(bag, java):
    dag = bag.dags["new_releases"]
    execute(dag.get_task("load"), context(dag, RUN))
    execute(dag.get_task("load"), context(dag, None))
    assert [command[2] for command in java.commands] == ["2023-12-31", "2024-02-29"]


@pytest.mark.parametrize(
    "conf",
    [
        {"date": "yesterday"},
        {"date": 20240229},
        {"source": "radio"},
        {"replace": "false"},
        {"late": "no"},
        {"market": "de"},
    ],
)
def test_invalid_parameter_fails_without_a_retry(bag, java, conf):
    dag = bag.dags["new_releases"]
    with pytest.raises(AirflowFailException, match=rf"invalid parameter of this run: .*{next(iter(conf))}"):
        execute(dag.get_task("extract_releases"), context(dag, conf))
    assert java.calls == []


def test_unknown_parameter_is_logged(bag, java, capfd):
    dag = bag.dags["new_releases"]
    execute(dag.get_task("load"), context(dag, {"day": "2023-12-31"}))
    assert "Ignored unknown parameters of this run: day" in "".join(capfd.readouterr())


def test_airflow_runs_the_date_of_conf(database, java, monkeypatch):
    from new_releases import dag

    monkeypatch.setenv("AIRFLOW__CORE__DAG_RUN_CONF_OVERRIDES_PARAMS", "False")
    dag.test(logical_date=None, run_conf={"date": "2021-06-07", "replace": True})
    assert [command[2] for command in java.commands] == ["2021-06-07"] * 4
    assert [command[-2:] for command in java.commands[:2]] == [["--replace", "--lineage"]] * 2


def test_mapped_tasks_use_the_parameters_of_their_run(database, monkeypatch):
    monkeypatch.setenv("AIRFLOW__CORE__DAG_RUN_CONF_OVERRIDES_PARAMS", "False")
    with DAG("mapped", schedule=None, params={"date": Param("2020-01-01", type="string")}) as dag:
        mapped = PipelineOperator.partial(task_id="load", command="load").expand(
            options=[{"date": "{{ params.date }}"}]
        )
    run = context(dag, {"date": "2021-06-07"}) | {"dag": dag, "ti": SimpleNamespace(map_index=0, run_id="any")}
    mapped.render_template_fields(run)
    assert run["task"].options == {"date": "2021-06-07"}
