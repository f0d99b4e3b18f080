"""Runs the DAGs on each release of Airflow since 3.3 that the package index serves."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from packaging.version import Version
from stack import CHECKOUT, inherited_environment

OLDEST = Version("3.3")
VERSION = re.compile(r"\d+(\.\d+)+((a|b|rc)\d+)?")
SCRIPT = Path(__file__).with_name("release.py")
FOLDER = CHECKOUT / ".airflow" / "releases"


def main() -> int:
    wanted = [Version(name) for name in sys.argv[1:]] or supported(served())
    failed = [version for version in wanted if not _try(version)]
    print(f"{len(wanted) - len(failed)} of {len(wanted)} releases passed", flush=True)
    return 1 if failed else 0


def served() -> list[Version]:
    """Returns all versions of Airflow in the package index, including pre-releases."""
    index = [sys.executable, "-m", "pip", "index", "versions", "--pre", "apache-airflow"]
    listed = subprocess.run(index, capture_output=True, text=True, check=True).stdout
    names = listed.partition("Available versions:")[2].partition("\n")[0].split(", ")
    return [Version(name.strip()) for name in names if VERSION.fullmatch(name.strip())]


def supported(versions: list[Version]) -> list[Version]:
    """Returns in order the final releases since 3.3, and the pre-releases after the newest final release."""
    newest = max(version for version in versions if not version.is_prerelease)
    return sorted(
        version for version in versions if version >= OLDEST and (not version.is_prerelease or version > newest)
    )


def _try(version: Version) -> bool:
    python = _install(version)
    with tempfile.TemporaryDirectory(prefix="release-") as folder:
        settings = {
            "AIRFLOW_HOME": folder,
            "AIRFLOW__CORE__DAGS_FOLDER": str(CHECKOUT / "dags"),
            "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
            "AIRFLOW__USAGE_DATA_COLLECTION__ENABLED": "False",
            "LAKE": f"file:{folder}/lake",
            "PIPELINE_HOME": folder,
            "PIPELINE_JAR": str(CHECKOUT / "target" / "pipeline.jar"),
            "SIMULATE": "true",
        }
        tried = subprocess.run(
            [python, "-B", str(SCRIPT)],
            env=inherited_environment() | settings,
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
    passed = re.search("^passed .*$", tried.stdout, re.MULTILINE) if tried.returncode == 0 else None
    print(f"Airflow {version}: {passed[0] if passed else 'FAILED'}", flush=True)
    if not passed:
        print((tried.stdout + tried.stderr)[-4000:], flush=True)
    return passed is not None


def _install(version: Version) -> str:
    """Installs a release in its own environment, unless this environment already exists."""
    venv = FOLDER / str(version)
    python, complete = venv / "bin" / "python", venv / "complete"
    if not complete.exists():
        uv = str(Path(sys.executable).with_name("uv"))
        # For Airflow 3.x, the version of the task SDK is 1.x. uv selects a pre-release only if its version is given.
        sdk = str(version).replace("3.", "1.", 1)
        packages = [f"apache-airflow=={version}", f"apache-airflow-core=={version}", f"apache-airflow-task-sdk=={sdk}"]
        env = {"UV_SYSTEM_CERTS": "true", **os.environ}
        for command in (
            [uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(venv)],
            [uv, "pip", "install", "--quiet", "--python", str(python), *packages],
        ):
            subprocess.run(command, env=env, check=True)
        complete.touch()
    return str(python)


if __name__ == "__main__":
    sys.exit(main())
