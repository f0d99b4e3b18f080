"""A StatsD server that keeps the metrics of the pipeline."""

from __future__ import annotations

import queue
import socket
import threading
from collections.abc import Mapping
from typing import Any

PREFIX = "airflow."
MARK = b"all earlier metrics have arrived"


class StatsdListener:
    def __init__(self) -> None:
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 0))
        self.lines: list[str] = []
        self.marks: queue.Queue[bytes] = queue.Queue()
        # Reads without a pause, because the metrics of a scheduler soon fill the buffer of the socket.
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        while True:
            datagram = self.socket.recv(65536)
            if datagram == MARK:
                self.marks.put(datagram)
            elif datagram.decode().startswith(f"{PREFIX}pipeline."):
                self.lines.append(datagram.decode().removeprefix(PREFIX))

    @property
    def settings(self) -> dict[str, str]:
        """Airflow's settings that send metrics to this listener."""
        host, port = self.socket.getsockname()
        return {
            "AIRFLOW__METRICS__STATSD_ON": "True",
            "AIRFLOW__METRICS__STATSD_HOST": host,
            "AIRFLOW__METRICS__STATSD_PORT": str(port),
        }

    def received(self) -> list[str]:
        """Returns the metrics of the pipeline that were sent before this call, without Airflow's prefix."""
        self.socket.sendto(MARK, self.socket.getsockname())
        self.marks.get(timeout=30)
        return list(self.lines)


def plain_metrics(result: Mapping[str, Any]) -> list[str]:
    """Returns the metrics of a result line for a StatsD server without tags."""
    command = result["command"]
    lines = [f"pipeline.exit_code.{command}:{result['exit_code']}|g"]
    lines.append(f"pipeline.duration.{command}:{result['seconds'] * 1000:.6f}|ms")
    lines += [f"pipeline.{name}.{command}:{result[name]}|c" for name in ("requests", "throttled", "bytes")]
    for table, count in result["rows"].items():
        lines.append(f"pipeline.rows.{command}.{table.replace('/', '.')}:{count}|g")
        if table == "clean/rejects":
            lines.append(f"pipeline.rejects.{command}:{count}|g")
    return lines
