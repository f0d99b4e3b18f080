"""Tests the image of the jar as Kubernetes, ECS and cron run it."""

from __future__ import annotations

import json
import os
import subprocess
from datetime import datetime, timedelta, timezone

import pytest

YESTERDAY = (datetime.now(timezone.utc) - timedelta(days=1)).date().isoformat()
ALL_STAGES = ["run", "--simulate", "--date", YESTERDAY]


@pytest.fixture(scope="session")
def image(project) -> str:
    project.compose("--profile", "jar", "build", "jar")
    return os.environ["JAR_IMAGE"]


def docker(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["docker", *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)


def test_image_without_a_command_prints_the_help(image):
    assert "extract-releases" in docker("run", "--rm", image).stdout


def test_arguments_reach_the_jar(image):
    completed = docker("run", "--rm", image, "extract-releases", "--simulate", "--date", YESTERDAY)
    result = json.loads(completed.stdout)
    assert (completed.returncode, result["status"]) == (0, "ok"), completed.stderr


def test_exit_code_is_that_of_the_jar(image):
    assert docker("run", "--rm", image, "transform", "--date", YESTERDAY).returncode == 66


@pytest.mark.parametrize(
    "hardened",
    [
        ["--user", "1000660000:0"],
        ["--read-only", "--tmpfs", "/tmp", "--env", "LAKE=file:/tmp/lake", "--user", "12345:12345"],
        ["--cap-drop", "ALL", "--security-opt", "no-new-privileges"],
        ["--memory", "256m", "--memory-swap", "256m"],
    ],
    ids=["any user of group 0", "a read-only root", "no capabilities", "256 MB"],
)
def test_image_runs_with(image, hardened):
    completed = docker("run", "--rm", *hardened, image, *ALL_STAGES)
    assert completed.returncode == 0, completed.stderr
    assert json.loads(completed.stdout.splitlines()[-1])["changed"] is True


def test_sigterm_ends_it_with_143(image):
    container = docker("run", "--detach", image, "simulate", "--port", "8080").stdout.strip()
    try:
        while "SPOTIFY_API_URL" not in docker("logs", container).stdout:
            assert docker("inspect", "--format", "{{.State.Running}}", container).stdout.strip() == "true"
        docker("stop", "--time", "60", container)
        assert docker("inspect", "--format", "{{.State.ExitCode}}", container).stdout.strip() == "143"
    finally:
        docker("rm", "--force", container)


def test_image_is_small_and_not_root(image):
    config = json.loads(docker("image", "inspect", image).stdout)[0]
    assert config["Config"]["User"] == "10001:0"
    tools = "mvn javac jlink gcc python3 curl wget git"
    found = docker(
        "run",
        "--rm",
        "--entrypoint",
        "sh",
        image,
        "-c",
        f"PATH=$PATH:/opt/java/bin; command -v {tools}; ls /src /root/.m2",
    )
    assert found.stdout == ""
    print(f"{image}: {config['Size'] / 1e6:.0f} MB")
    assert config["Size"] < 260e6


def test_class_data_archive_fits(image):
    """A JVM with -Xshare:on does not start if it cannot use the archive."""
    options = "-XX:+UseSerialGC -Xshare:on -XX:SharedArchiveFile=/opt/pipeline/pipeline.jsa -Xlog:class+load"
    command = f"{options} -jar /opt/pipeline/pipeline.jar --version"
    completed = docker("run", "--rm", "--entrypoint", "/opt/java/bin/java", image, *command.split())
    assert completed.stdout.count("source: shared objects file (top)") > 100
