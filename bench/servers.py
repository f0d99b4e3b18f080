"""Starts the servers on loopback: the simulator, a REST catalog, and versitygw and toxiproxy if they are installed."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

from processes import environment

#: The delay of each answer of a slow server.
LATENCY_MS = 30


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        if process.poll() is not None:
            raise SystemExit(f"{process.args} ended with {process.returncode}")
        with socket.socket() as client:
            if client.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit(f"{process.args} does not listen on {port}")


class Server:
    def __init__(self, command: list[str], port: int, extra: dict[str, str]) -> None:
        self.port = port
        self.process = subprocess.Popen(
            command,
            env=environment(extra),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        wait_for(port, self.process)

    def cpu(self) -> float:
        """Returns the CPU time of the server since its start, in seconds."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def __enter__(self):
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait()


class Simulator(Server):
    def __init__(self, jar: Path, date: str, app: str, latency: int, albums: int = 100, seed: int = 42) -> None:
        port = free_port()
        options = f"--port {port} --date {date} --app {app} --latency {latency} --albums {albums} --seed {seed}"
        options += " --log-level error"
        super().__init__(
            ["java", "-XX:+UseSerialGC", "-Xmx1g", "-jar", str(jar), "simulate", *options.split()], port, {}
        )
        self.app = app
        self.url = f"http://127.0.0.1:{port}"

    def settings(self) -> dict[str, str]:
        return {
            "SPOTIFY_API_URL": f"{self.url}/v1",
            "SPOTIFY_ACCOUNTS_URL": self.url,
            "SPOTIFY_CLIENT_ID": "bench",
            "SPOTIFY_CLIENT_SECRET": "bench",
        }


def program(name: str) -> str | None:
    return shutil.which(name, path=f"{os.environ['PATH']}:{Path.home() / 'go/bin'}")


def required(name: str) -> str:
    found = program(name)
    if found is None:
        raise SystemExit(f"{name} is missing")
    return found


def missing_programs() -> str:
    """Returns a text that says which programs for a delayed S3 server are not installed. Empty if none is missing."""
    missing = [name for name in ("versitygw", "toxiproxy-server") if program(name) is None]
    return f"{' and '.join(missing)} not installed" if missing else ""


def versitygw() -> str | None:
    return program("versitygw")


class Bucket(Server):
    """A versitygw server that stores its objects in a folder and counts its requests."""

    NAME = "bench"

    def __init__(self, place: Path | None = None, keep_alive: bool = True) -> None:
        """Stores the objects in a folder, which two servers can share. Without a folder, the objects are deleted at the
        end.

        `keep_alive` keeps connections open, as S3 does, but some clients fail with this option of versitygw.
        """
        program = required("versitygw")
        self.temporary = None if place else tempfile.TemporaryDirectory(prefix="bench-s3-")
        self.place = place or Path(self.temporary.name)
        self.data().mkdir(parents=True, exist_ok=True)
        self.log = self.place / ("access.log" if keep_alive else "closed.log")
        self.log.unlink(missing_ok=True)
        port = free_port()
        options = f"--port 127.0.0.1:{port} --access bench --secret benchbench --quiet --access-log {self.log}"
        if keep_alive:
            options += " --keep-alive"
        super().__init__([program, *options.split(), "posix", str(self.data().parent)], port, {})

    def settings(self, prefix: str, port: int | None = None) -> dict[str, str]:
        return {
            "LAKE": f"s3://{self.NAME}/{prefix}",
            "AWS_ENDPOINT_URL_S3": f"http://127.0.0.1:{port or self.port}",
            "AWS_REGION": "us-east-1",
            "AWS_ACCESS_KEY_ID": "bench",
            "AWS_SECRET_ACCESS_KEY": "benchbench",
        }

    def data(self) -> Path:
        return self.place / "data" / self.NAME

    def requests_seen(self) -> str:
        return self.log.read_text()

    def __exit__(self, *_: object) -> None:
        super().__exit__()
        if self.temporary:
            self.temporary.cleanup()


def operations(log: str) -> Counter[str]:
    """Returns how often each operation, such as PutObject, is in the access log."""
    return Counter(word.removeprefix("s3_") for word in log.split() if word.startswith("s3_"))


class Toxiproxy(Server):
    """Forwards a port and delays each answer."""

    def __init__(self, target: int, latency_ms: int) -> None:
        api = free_port()
        super().__init__([required("toxiproxy-server"), "-host", "127.0.0.1", "-port", str(api)], api, {})
        self.api = api
        self.port = free_port()
        proxy = {"name": "s3", "listen": f"127.0.0.1:{self.port}", "upstream": f"127.0.0.1:{target}", "enabled": True}
        self._post("/proxies", proxy)
        self._post("/proxies/s3/toxics", {"type": "latency", "attributes": {"latency": latency_ms}})

    def _post(self, path: str, body: dict) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.api)
        with contextlib.closing(connection):
            connection.request("POST", path, json.dumps(body))
            answer = connection.getresponse()
            if answer.status >= 300:
                raise SystemExit(f"toxiproxy refuses {path}: {answer.read().decode()}")


class RestCatalog(Server):
    """Iceberg's REST catalog for tests, with its tables in a bucket."""

    ENGINES = Path(__file__).parent.parent / "src/test/engines"

    def __init__(self, folder: Path, bucket: Bucket) -> None:
        subprocess.run([self.ENGINES / "install", "iceberg-rest"], check=True)
        jars = (self.ENGINES.parent.parent.parent / ".engines/iceberg-rest/jars").read_text().strip()
        source = self.ENGINES / "iceberg-rest/LoopbackCatalog.java"
        subprocess.run(["javac", "-d", folder, "-cp", jars, source], check=True)
        port = free_port()
        properties = {
            "uri": f"jdbc:sqlite:{folder / 'catalog.db'}",
            "warehouse": f"s3://{bucket.NAME}/rest",
            "io-impl": "org.apache.iceberg.aws.s3.S3FileIO",
            "s3.endpoint": f"http://127.0.0.1:{bucket.port}",
            "s3.path-style-access": "true",
        }
        main = "org.apache.iceberg.rest.LoopbackCatalog"
        options = [f"{name}={value}" for name, value in properties.items()]
        super().__init__(["java", "-cp", f"{folder}:{jars}", main, str(port), *options], port, bucket.settings("rest"))


class Tap:
    """Forwards a port and counts the requests, and the bytes in both directions, headers included."""

    def __init__(self, port: int) -> None:
        self.sent = 0
        self.received = 0
        #: The number of HTTP/1.1 requests whose request line is not split between two blocks.
        self.requests = 0
        self.target = port
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self.listener.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self.listener.accept()
                server = socket.create_connection(("127.0.0.1", self.target))
                threading.Thread(target=self._copy, args=(client, server, "sent"), daemon=True).start()
                threading.Thread(target=self._copy, args=(server, client, "received"), daemon=True).start()

    def _copy(self, source: socket.socket, target: socket.socket, way: str) -> None:
        with contextlib.suppress(OSError):
            while block := source.recv(1 << 16):
                setattr(self, way, getattr(self, way) + len(block))
                if way == "sent":
                    self.requests += block.count(b" HTTP/1.1\r\n")
                target.sendall(block)
        with contextlib.suppress(OSError):
            target.shutdown(socket.SHUT_WR)

    def __enter__(self):
        return self

    def __exit__(self, *_: object) -> None:
        self.listener.close()
