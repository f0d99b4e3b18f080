"""Runs docs/notebook.ipynb and compares its outputs with the committed ones. WRITE=true commits the new ones."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

DOCS = Path(__file__).resolve().parents[3] / "docs"
NOTEBOOK = DOCS / "notebook.ipynb"
MAX_BYTES = 300_000


@pytest.fixture(scope="module")
def executed(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Returns the notebook after a run in a folder that only has the sample lake."""
    folder = tmp_path_factory.mktemp("notebook")
    shutil.copy(DOCS / "sample-lake.tar.xz", folder)
    os.environ |= {"IPYTHONDIR": str(folder / "ipython"), "MPLCONFIGDIR": str(folder / "matplotlib")}
    import matplotlib.font_manager  # creates the cache, which would cause a message in the notebook  # noqa: F401

    notebook = nbformat.read(NOTEBOOK, as_version=4)
    NotebookClient(notebook, timeout=120, record_timing=False, resources={"metadata": {"path": str(folder)}}).execute()
    if os.environ.get("WRITE") == "true":
        nbformat.write(notebook, NOTEBOOK)
    return notebook


def outputs(notebook: Any) -> list[list[str]]:
    """Returns the outputs of each cell as text; "chart" stands for an image, whose bytes depend on fonts."""
    return [[text(output) for output in cell.outputs] for cell in notebook.cells if cell.cell_type == "code"]


def text(output: Any) -> str:
    if output.output_type == "stream":
        return output.text
    return "chart" if "image/png" in output.data else output.data["text/plain"]


def test_committed_outputs_are_those_of_a_new_run(executed):
    assert outputs(executed) == outputs(nbformat.read(NOTEBOOK, as_version=4))


def test_five_questions_have_a_chart_each(executed):
    questions = [cell for cell in executed.cells if re.match(r"## \d\. ", cell.source)]
    charts = [one for cell in outputs(executed) for one in cell if one == "chart"]
    assert (len(questions), len(charts)) == (5, 5)


def test_no_cell_writes_warnings(executed):
    streams = [output.name for cell in executed.cells for output in cell.get("outputs", []) if "name" in output]
    assert "stderr" not in streams


def test_notebook_is_small_and_names_no_folder_of_a_machine():
    notebook = NOTEBOOK.read_text()
    assert len(notebook) <= MAX_BYTES
    assert not re.search(r"/(home|root|tmp|Users|work)/", notebook)
