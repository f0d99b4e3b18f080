"""A fake java program that records its calls and prints scripted answers in the format of the jar."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

PROGRAM = """#!{python} -S
import json, os, pathlib, signal, sys, time

folder = pathlib.Path({folder!r})
calls = folder / "calls.jsonl"
number = len(calls.read_text().splitlines()) if calls.exists() else 0
call = {{"argv": sys.argv[1:], "cwd": os.getcwd(), "pid": os.getpid(), "env": dict(os.environ)}}
with calls.open("a") as log:
    log.write(json.dumps(call) + "\\n")

answers = json.loads((folder / "answers.json").read_text())
answer = answers[min(number, len(answers) - 1)]
if answer.get("ignores_sigterm"):
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("working on it", file=sys.stderr, flush=True)
if answer.get("prints_environment"):
    print(os.environ, file=sys.stderr, flush=True)
    answer["result"]["environment"] = dict(os.environ)
    answer["result"]["error"] = f"what is in {{dict(os.environ)}} is wrong"
time.sleep(answer.get("seconds", 0))
if answer.get("killed"):
    os.kill(os.getpid(), signal.SIGKILL)
if answer.get("echo"):
    words = sys.argv[sys.argv.index("-jar") + 2 :]
    answer["result"] = {{"command": words[0], "date": words[words.index("--date") + 1] if "--date" in words else None}}
if "retry_after" in answer:
    at = time.gmtime(time.time() + answer["retry_after"] + 1)
    answer["result"]["retry_at"] = time.strftime("%Y-%m-%dT%H:%M:%SZ", at)
print(answer.get("before", ""), end="")
print(json.dumps(answer["result"]) if "result" in answer else answer.get("text", ""), end="")
print(answer.get("after", ""), flush=True)
sys.exit(answer.get("exit_code", 0))
"""


class FakeJava:
    def __init__(self, home: Path) -> None:
        self.home = home
        self.jar = home / "pipeline.jar"
        self.jar.parent.mkdir(parents=True, exist_ok=True)
        self.jar.touch()
        java = home / "bin" / "java"
        java.parent.mkdir()
        java.write_text(PROGRAM.format(python=sys.executable, folder=str(home)))
        java.chmod(0o755)
        self.answers({"echo": True})

    def answers(self, *answers: dict[str, Any]) -> None:
        """Sets the answers to the next calls. The last answer is repeated."""
        (self.home / "calls.jsonl").unlink(missing_ok=True)
        (self.home / "answers.json").write_text(json.dumps(answers))

    @property
    def calls(self) -> list[dict[str, Any]]:
        calls = self.home / "calls.jsonl"
        return [json.loads(line) for line in calls.read_text().splitlines()] if calls.exists() else []

    @property
    def commands(self) -> list[list[str]]:
        """Returns, for each call, the arguments after `-jar pipeline.jar`."""
        return [call["argv"][call["argv"].index("-jar") + 2 :] for call in self.calls]

    @staticmethod
    def secrets(call: dict[str, Any]) -> dict[str, str]:
        """Returns the credentials in the environment of a call."""
        names = (
            "SPOTIFY_CLIENT_SECRET",
            "SPOTIFY_REFRESH_TOKEN",
            "AWS_SECRET_ACCESS_KEY",
            "ICEBERG_REST_CREDENTIAL",
        )
        return {name: call["env"][name] for name in names if name in call["env"]}

    @property
    def settings(self) -> dict[str, str]:
        return {"JAVA_HOME": str(self.home), "PIPELINE_JAR": str(self.jar)}
