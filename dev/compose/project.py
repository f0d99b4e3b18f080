"""A Compose project of this checkout, as dev/compose/test prepares it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parents[2]
FILES = ["docker-compose.airflow.yml", "docker-compose.demo.yml", "dev/compose/test.yml"]


class Project:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.env = os.environ | {
            "COMPOSE_FILE": ":".join(FILES),
            "COMPOSE_PROJECT_NAME": os.environ["PROJECT"],
            # Free ports, because other projects may run on this machine.
            "AIRFLOW_PORT": "0",
            "LAKE_PORT": "0",
            # Compose otherwise requires buildx, which some engines do not have.
            "DOCKER_BUILDKIT": "1",
        }
        self._token = ""

    def copy_checkout(self) -> None:
        """Copies the files that git tracks, and new files that git does not ignore."""
        listed = run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], CHECKOUT).stdout
        for name in listed.rstrip("\0").split("\0"):
            if (CHECKOUT / name).is_file():
                (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(CHECKOUT / name, self.folder / name)

    def write_secrets(self) -> None:
        """Creates .env with the commands of docs/operations.md."""
        page = (self.folder / "docs" / "operations.md").read_text()
        commands = re.search(r"## Compose\n.*?```\n(.*?)```", page, re.DOTALL)
        assert commands, "docs/operations.md has no commands that create .env"
        run(["bash", "-euc", commands[1]], self.folder)

    def secrets(self) -> dict[str, str]:
        lines = (self.folder / ".env").read_text().splitlines()
        return {name: value for name, _, value in (line.partition("=") for line in lines if line[:1] != "#") if value}

    def compose(self, *arguments: str, env: Mapping[str, str] | None = None) -> str:
        command = [*os.environ["COMPOSE_COMMAND"].split(" "), "--progress", "plain", *arguments]
        return run(command, self.folder, env or self.env).stdout

    def containers(self) -> dict[str, dict[str, Any]]:
        lines = self.compose("ps", "--all", "--format", "json").splitlines()
        return {container["Service"]: container for container in map(json.loads, lines)}

    def run_in_service(self, service: str, script: str) -> bytes:
        """Runs a script in the shell of a service's container, and returns its output."""
        container = self.compose("ps", "--quiet", service).strip()
        return subprocess.run(
            ["docker", "exec", container, "sh", "-euc", script], check=True, capture_output=True
        ).stdout

    def log_in(self) -> None:
        answer = self.call(
            "POST", "/auth/token", {"username": "admin", "password": self.secrets()["AIRFLOW_ADMIN_PASSWORD"]}
        )
        self._token = answer["access_token"]

    def call(self, method: str, path: str, body: Any = None) -> Any:
        address = "http://" + self.compose("port", "api-server", "8080").strip()
        request = urllib.request.Request(  # noqa: S310, always our own http address
            address + path,
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json", "Accept": "application/json"}
            | ({"Authorization": f"Bearer {self._token}"} if self._token else {}),
        )
        # Requests on loopback do not use a proxy of this machine.
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=60) as answer:
            return json.loads(answer.read() or "null")

    def refused_status(self, method: str, path: str, body: Any = None) -> int:
        try:
            self.call(method, path, body)
        except urllib.error.HTTPError as error:
            return error.code
        return 0

    def wait_until(self, is_true: Callable[[], bool], condition: str, seconds: float = 600) -> None:
        end = time.monotonic() + seconds
        while not is_true():
            assert time.monotonic() < end, f"Timed out after {seconds:.0f} s waiting for {condition}"
            time.sleep(1)


def run(command: list[str], folder: Path, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    completed = subprocess.run(
        command, cwd=folder, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if completed.returncode:
        raise AssertionError(f"{' '.join(command)} ended with {completed.returncode}:\n{completed.stderr[-6000:]}")
    return completed
