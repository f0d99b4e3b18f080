from __future__ import annotations

from collections.abc import Iterator

import pytest
from project import Project


@pytest.fixture(scope="session")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A checkout without .env."""
    project = Project(tmp_path_factory.mktemp("checkout"))
    project.copy_checkout()
    return project


@pytest.fixture(scope="session")
def project(checkout: Project) -> Iterator[Project]:
    """A running and healthy project; dev/compose/test stops it."""
    checkout.write_secrets()
    checkout.compose("build")
    try:
        checkout.compose("up", "--detach", "--wait", "--wait-timeout", "900")
        checkout.log_in()
    except BaseException:
        print(checkout.compose("ps", "--all"), checkout.compose("logs", "--no-color", "--tail", "30"))
        raise
    yield checkout
