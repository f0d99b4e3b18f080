"""Checks which releases of Airflow test_releases.py selects."""

from __future__ import annotations

from packaging.version import Version
from releases import supported


def test_final_releases_and_newer_prereleases_are_supported():
    served = [Version(name) for name in ["3.2.9", "3.3.0rc1", "3.3.0", "3.3.1", "3.3.2rc1", "3.4.0b1", "2.11.0"]]
    assert [str(version) for version in supported(served)] == ["3.3.0", "3.3.1", "3.3.2rc1", "3.4.0b1"]
