"""Checks the browser that takes the pictures of Airflow."""

from __future__ import annotations

import pytest
from browser import Browser
from stack import StackError


def test_chromium_that_does_not_start_is_terminated(monkeypatch, tmp_path):
    chromium = tmp_path / "chromium"
    chromium.write_text("#!/bin/sh\nexec sleep 60\n")
    chromium.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setattr("browser.APPEAR_SECONDS", 0)
    browser = Browser()
    with pytest.raises(StackError, match="chromium did not start"), browser:
        pass
    assert browser._process.poll() is not None
