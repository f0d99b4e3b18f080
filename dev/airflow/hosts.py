"""Machines of an isolated network: Linux namespaces joined by a bridge. Needs root.

An `Enclosure` runs a program in separate namespaces. The program sees no other network and no other processes, and all
processes that it has started end with it. Inside, a `Network` has hosts that boot, run programs and fail.
"""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

import psutil

NETWORK = "10.77.0"
GATEWAY = f"{NETWORK}.1"
BRIDGE = "bridge"

# The first process of a namespace must reap orphaned processes, which bash does.
RUN = ["bash", "-c", '"$@" 2>&1; exit $?', "first"]
IDLE = ["bash", "-c", "while sleep 1000; do :; done"]


class Enclosure:
    """A child process in its own process namespace. It ends when this process ends, even if this process is killed."""

    def __init__(self, *command: str, namespaces: tuple[str, ...] = ()) -> None:
        self._outer = psutil.Popen(
            ["setpriv", "--pdeathsig", "KILL", *_unshare(*namespaces), *command],
            stdin=subprocess.DEVNULL,
            # unshare prints an error if its child was killed with -9. `missing_requirement` reports real problems.
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def first(self) -> psutil.Process:
        while True:
            for child in self._outer.children():
                if child.name() == "bash":
                    return child
            if self._outer.poll() is not None:
                raise OSError(f"unshare ended with {self._outer.returncode}")
            time.sleep(0.01)

    def wait(self) -> int:
        return self._outer.wait()

    def kill(self) -> None:
        """Kills all processes of the namespace with -9 and waits until they have ended."""
        if self._outer.poll() is None:
            for child in self._outer.children():
                child.kill()
        self._outer.wait()


def missing_requirement() -> str | None:
    """Returns the reason why namespaces cannot be created here, or None if they can."""
    trial = subprocess.run([*_unshare("--uts"), "true"], capture_output=True, text=True, check=False)
    return (trial.stderr.strip() or f"unshare ended with {trial.returncode}") if trial.returncode else None


class Network:
    """A network of hosts. Its bridge has the address of this machine, where the services run."""

    def __init__(self, names: list[str], folder: Path) -> None:
        _run("ip", "link", "set", "lo", "up")
        _run("ip", "link", "add", BRIDGE, "type", "bridge")
        _run("ip", "address", "add", f"{GATEWAY}/24", "dev", BRIDGE)
        _run("ip", "link", "set", BRIDGE, "up")
        self.hosts = [Host(name, f"{NETWORK}.{11 + index}", folder / name) for index, name in enumerate(names)]
        hosts_file = folder / "known-hosts"
        hosts_file.write_text("127.0.0.1 localhost\n" + "".join(f"{host.address} {host.name}\n" for host in self.hosts))
        _run("mount", "--bind", str(hosts_file), "/etc/hosts")


class Host:
    def __init__(self, name: str, address: str, home: Path) -> None:
        self.name = name
        self.address = address
        self.home = home
        self._machine: Enclosure | None = None

    def boot(self) -> None:
        self.home.mkdir(exist_ok=True)
        self._machine = Enclosure(*IDLE, namespaces=("--uts",))
        cable = f"to-{self.name}"
        _run("ip", "link", "add", cable, "type", "veth", "peer", "name", "eth0", "netns", str(self._pid()))
        _run("ip", "link", "set", cable, "master", BRIDGE, "up")
        self._inside("hostname", self.name)
        self._inside("ip", "link", "set", "lo", "up")
        self._inside("ip", "address", "add", f"{self.address}/24", "dev", "eth0")
        self._inside("ip", "link", "set", "eth0", "up")

    def start(self, *command: str, env: Mapping[str, str], log: Path) -> psutil.Process:
        with log.open("ab") as output:
            process = psutil.Popen(
                [*self._enter(), *command],
                env=dict(env),
                cwd=self.home,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        while not (children := process.children()):
            if process.poll() is not None:
                raise OSError(f"{' '.join(command)} ended with {process.returncode}; see {log}")
            time.sleep(0.01)
        return children[0]

    def kill(self) -> None:
        """Kills all processes at once, as a power failure does."""
        if self._machine:
            self._machine.kill()
            self._machine = None

    def hide(self, program: str) -> None:
        """Hides a program from this host until the next boot."""
        self._inside("mount", "--bind", "/dev/null", str(shutil.which(program)))

    def runs(self, pid: int) -> bool:
        return self._machine is not None and _namespace(pid) == _namespace(self._pid())

    def _pid(self) -> int:
        if not self._machine:
            raise OSError(f"{self.name} is down")
        return self._machine.first().pid

    def _enter(self) -> list[str]:
        return ["nsenter", "--target", str(self._pid()), "--net", "--uts", "--pid", "--mount"]

    def _inside(self, *command: str) -> None:
        _run(*self._enter(), *command)


def _unshare(*namespaces: str) -> list[str]:
    return ["unshare", "--net", *namespaces, "--pid", "--mount-proc", "--fork", "--kill-child"]


def _namespace(pid: int) -> Path:
    return Path(f"/proc/{pid}/ns/pid").readlink()


def _run(*command: str) -> None:
    completed = subprocess.run(command, capture_output=True, text=True, check=False)
    if completed.returncode:
        raise OSError(f"{' '.join(command)}: {completed.stderr.strip()}")
