"""A Spotify for the real jar: the simulator as a process of its own, with its faults, named in a .env."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from services import java


@contextmanager
def spotify(folder: Path, *faults: str) -> Iterator[None]:
    """As long as the block lasts, what works in the folder asks this one; afterwards again the one before."""
    command = [*java(), "simulate", "--seed", "7", *(word for fault in faults for word in ("--fault", fault))]
    env = folder / ".env"
    env.touch(mode=0o600)
    before = env.read_text()
    with (folder / "spotify.log").open("ab") as log:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log, text=True)
    try:
        # What it prints are lines for .env.
        env.write_text("".join(process.stdout.readline() for _ in range(4)))
        yield
    finally:
        process.terminate()
        process.wait()
        env.write_text(before)
