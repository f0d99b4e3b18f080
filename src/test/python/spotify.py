"""Runs the simulator of Spotify as a process, and enters its address in a .env file for the real jar."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from services import java


@contextmanager
def spotify(folder: Path, *faults: str) -> Iterator[None]:
    """Starts a simulator with these faults, and keeps its address in the folder's .env until the end of the block."""
    command = [*java(), "simulate", "--seed", "7", *(word for fault in faults for word in ("--fault", fault))]
    env = folder / ".env"
    env.touch(mode=0o600)
    before = env.read_text()
    with (folder / "spotify.log").open("ab") as log:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log, text=True)
    try:
        # The simulator prints four lines for .env.
        env.write_text("".join(process.stdout.readline() for _ in range(4)))
        yield
    finally:
        process.terminate()
        process.wait()
        env.write_text(before)
