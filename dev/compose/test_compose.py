"""Tests docker-compose.airflow.yml with the demo's override: services, daily run, tables."""

from __future__ import annotations

import json
import re
import sys
import xml.etree.ElementTree as ElementTree
from datetime import datetime, timedelta, timezone
from typing import Any

import duckdb
import pytest
from project import CHECKOUT, Project

sys.path.append(str(CHECKOUT / "dev" / "airflow"))
from tables import ANALYTICS

SERVICES = {"postgres", "s3", "api-server", "scheduler", "dag-processor"}
YESTERDAY = (datetime.now(timezone.utc) - timedelta(days=1)).date().isoformat()
RUNS = "/api/v2/dags/new_releases/dagRuns"
TASKS = ["extract_releases", "extract_tracks", "transform", "load"]
TABLES = {
    *(f"raw/{table}" for table in ("releases", "tracks")),
    *(f"clean/{table}" for table in ("albums", "album_artists", "tracks", "track_artists", "rejects")),
    *(f"analytics/{table}" for table in ANALYTICS),
}
SECRETS = {
    "AIRFLOW_ADMIN_PASSWORD",
    "AIRFLOW_FERNET_KEY",
    "AIRFLOW_JWT_SECRET",
    "AIRFLOW_SECRET_KEY",
    "LAKE_ACCESS_KEY",
    "LAKE_SECRET_KEY",
    "POSTGRES_PASSWORD",
}


@pytest.mark.parametrize("missing", sorted(SECRETS))
def test_no_secret_has_a_default(checkout, missing):
    """Runs without .env."""
    others = {name: "set" for name in SECRETS if name != missing}
    env = {**checkout.env, **others, "COMPOSE_FILE": "docker-compose.airflow.yml"}
    with pytest.raises(AssertionError, match=rf"{missing} .*set it in \.env, as \.env\.example says"):
        checkout.compose("config", "--quiet", env=env)


def test_configuration_is_valid_without_overrides(project):
    env = {**project.env, "COMPOSE_FILE": "docker-compose.airflow.yml"}
    services = json.loads(project.compose("config", "--format", "json", env=env))["services"]
    assert set(services) == {*SERVICES, "init"}
    assert "SIMULATE" not in services["scheduler"]["environment"]


def test_each_service_is_healthy(project):
    containers = project.containers()
    assert set(containers) == {*SERVICES, "init"}
    assert {containers[service]["Health"] for service in SERVICES} == {"healthy"}
    assert containers["init"]["ExitCode"] == 0


def test_no_process_runs_as_root(project):
    for service in SERVICES:
        users = project.run_in_service(service, "cat /proc/[0-9]*/status 2>/dev/null || true").decode()
        assert "0" not in re.findall(r"^Uid:\t(\d+)", users, re.MULTILINE), service
        assert re.findall(r"^CapEff:\t0*([1-9a-f]\w*)$", users, re.MULTILINE) == [], service


def test_ports_are_open_on_loopback_only(project):
    ports = [port for container in project.containers().values() for port in container["Publishers"] or []]
    published = {(port["URL"], port["TargetPort"]) for port in ports if port["PublishedPort"]}
    assert published == {("127.0.0.1", 8080), ("127.0.0.1", 7070)}


def test_login_requires_the_password(project):
    stranger = Project(project.folder)
    assert stranger.refused_status("GET", RUNS) == 401
    assert stranger.refused_status("POST", "/auth/token", {"username": "admin", "password": "admin"}) == 401


def test_dags_import_without_an_error(project):
    wait_for_dags(project)
    assert project.call("GET", "/api/v2/importErrors")["import_errors"] == []
    assert project.call("GET", "/api/v2/dags/new_releases")["is_paused"] is False


def test_daily_run_succeeds(project):
    """The scheduler starts the run by itself, for the day that just ended."""
    daily = daily_run(project)
    results = wait_for(project, daily)
    assert [results[task]["date"] for task in TASKS] == [YESTERDAY] * 4
    assert all(results[task]["changed"] for task in TASKS)


def test_tables_are_in_the_bucket(project, tmp_path):
    rows = wait_for(project, daily_run(project))["load"]["rows"]
    assert listing(project).keys() == {f"{table}/ds={YESTERDAY}/{table.split('/')[1]}.parquet" for table in TABLES}

    path = tmp_path / "fact_release.parquet"
    path.write_bytes(s3(project, f"/analytics/fact_release/ds%3D{YESTERDAY}/fact_release.parquet"))
    count, albums = duckdb.read_parquet(str(path)).aggregate("count(*), count(DISTINCT album_id)").fetchall()[0]
    assert count == albums == rows["analytics/fact_release"] > 0


def test_second_run_changes_nothing(project):
    wait_for(project, daily_run(project))
    before = listing(project)
    again = project.call("POST", RUNS, {"logical_date": None, "conf": {"date": YESTERDAY}})["dag_run_id"]
    results = wait_for(project, again)
    assert [results[task]["changed"] for task in TASKS] == [False] * 4
    assert listing(project) == before


def test_report_is_in_the_bucket(project):
    """The DAG of the report runs after `load` has published the date."""
    wait_for(project, daily_run(project))

    def states() -> set[str]:
        return {run["state"] for run in project.call("GET", "/api/v2/dags/new_releases_report/dagRuns")["dag_runs"]}

    project.wait_until(lambda: bool(states()) and states() <= {"success", "failed"}, "the report")
    assert states() == {"success"}
    assert YESTERDAY in s3(project, "/reports/new_releases.html").decode()


def test_image_has_all_dag_files(project):
    copied = project.run_in_service("dag-processor", "ls -A /opt/airflow/dags").decode().split()
    here = {file.name for file in (CHECKOUT / "dags").iterdir() if file.is_file()}
    assert set(copied) - {"__pycache__"} == here
    assert ".airflowignore" in here


def test_class_data_archive_fits_in_the_airflow_image(project):
    archived_classes = project.run_in_service(
        "scheduler",
        "PIPELINE_JAVA_OPTIONS='-Xshare:on -Xlog:class+load' /opt/pipeline/pipeline --version",
    ).decode()
    assert archived_classes.count("source: shared objects file (top)") > 100


def test_volumes_outlive_the_containers(project):
    """Users, runs and tables stay after `down` and `up`, as in an upgrade."""
    daily = daily_run(project)
    wait_for(project, daily)
    objects, run = listing(project), project.call("GET", f"{RUNS}/{daily}")
    project.compose("down")
    project.compose("up", "--detach", "--wait", "--wait-timeout", "900")
    project.log_in()
    assert project.call("GET", f"{RUNS}/{daily}") == run
    assert listing(project) == objects


def test_no_secret_is_in_a_log(project):
    wait_for(project, daily_run(project))
    of_tasks = project.run_in_service("scheduler", "cat /opt/airflow/logs/*/*/*/*.log").decode()
    assert "exit_code" in of_tasks
    logs = project.compose("logs", "--no-color") + of_tasks
    # An access key ID is not secret, because it is part of each request.
    assert [name for name in SECRETS - {"LAKE_ACCESS_KEY"} if project.secrets()[name] in logs] == []


def wait_for_dags(project: Project) -> None:
    """Waits until Airflow finds the DAGs, because the DAG processor is healthy before it has read their files."""

    def imported() -> bool:
        dags = {dag["dag_id"] for dag in project.call("GET", "/api/v2/dags")["dags"]}
        errors = project.call("GET", "/api/v2/importErrors")["import_errors"]
        return bool(errors) or {"new_releases", "new_releases_report"} <= dags

    project.wait_until(imported, "the DAG processor to read the DAG files")


def daily_run(project: Project) -> str:
    def scheduled() -> list[str]:
        runs = project.call("GET", f"{RUNS}?run_type=scheduled")["dag_runs"]
        return [run["dag_run_id"] for run in runs]

    wait_for_dags(project)
    project.wait_until(lambda: bool(scheduled()), "the scheduler to start the daily run")
    return scheduled()[0]


def wait_for(project: Project, run_id: str) -> dict[str, Any]:
    """Waits until the run has ended, and returns each task's result."""

    def state() -> str:
        return project.call("GET", f"{RUNS}/{run_id}")["state"]

    project.wait_until(lambda: state() not in ("queued", "running"), "the run to end")
    tasks = project.call("GET", f"{RUNS}/{run_id}/taskInstances")["task_instances"]
    assert {task["task_id"]: task["state"] for task in tasks} == dict.fromkeys(TASKS, "success")
    return {task: result(project, run_id, task) for task in TASKS}


def result(project: Project, run_id: str, task: str) -> Any:
    value = project.call("GET", f"{RUNS}/{run_id}/taskInstances/{task}/xcomEntries/return_value")["value"]
    return json.loads(value) if isinstance(value, str) else value


def listing(project: Project) -> dict[str, str]:
    """Returns the ETag and the time of each object of the tables, by key."""
    root = ElementTree.fromstring(s3(project, "?list-type=2"))  # noqa: S314, from our own server
    space = {"s3": root.tag.partition("}")[0].lstrip("{")}
    assert root.findtext("s3:IsTruncated", namespaces=space) == "false"
    return {
        entry.findtext("s3:Key", "", space): entry.findtext("s3:ETag", "", space)
        + entry.findtext("s3:LastModified", "", space)
        for entry in root.iterfind("s3:Contents", space)
        if entry.findtext("s3:Key", "", space).startswith(("raw/", "clean/", "analytics/"))
    }


def s3(project: Project, path: str) -> bytes:
    """Sends a signed request with curl."""
    return project.run_in_service(
        "scheduler",
        'curl --fail --silent --show-error --aws-sigv4 "aws:amz:$AWS_REGION:s3" '
        '--header "x-amz-content-sha256: UNSIGNED-PAYLOAD" '
        f'--user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" "$AWS_ENDPOINT_URL_S3/lake{path}"',
    )
