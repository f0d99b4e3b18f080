"""A headless Chromium, controlled through its DevTools protocol."""

from __future__ import annotations

import base64
import json
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

from stack import StackError
from websockets.sync.client import connect

APPEAR_SECONDS = 120


class Browser:
    """A browser with one page: `with Browser() as page:`. A script is a JavaScript expression."""

    def __init__(self) -> None:
        self._profile = tempfile.TemporaryDirectory(prefix="pictures-", ignore_cleanup_errors=True)
        self._calls = 0

    def __enter__(self) -> Browser:
        options = ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--lang=en-US"]
        self._process = subprocess.Popen(
            ["chromium", *options, "--remote-debugging-port=0", f"--user-data-dir={self._profile.name}", "about:blank"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            self._socket = connect(self._address(), max_size=None, proxy=None)
            self._call("Emulation.setTimezoneOverride", timezoneId="UTC")
            light = {"name": "prefers-color-scheme", "value": "light"}
            self._call("Emulation.setEmulatedMedia", features=[light])
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()
        self._stop()

    def _stop(self) -> None:
        self._process.terminate()
        self._process.wait()
        self._profile.cleanup()

    def resize(self, width: int, height: int) -> None:
        self._call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def open(self, url: str) -> None:
        self._call("Page.navigate", url=url)

    def run(self, script: str) -> Any:
        answer = self._call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise StackError(f"{script}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def wait_for(self, script: str) -> None:
        """Waits until the expression is true, and then a moment longer, so that animations end."""
        end = time.monotonic() + APPEAR_SECONDS
        while not self.run(f"Boolean({script})"):
            if time.monotonic() > end:
                raise StackError(
                    f"Timed out waiting for {script}; the page says:\n{self.run('document.body.innerText')}"
                )
            time.sleep(0.2)
        time.sleep(2)

    def picture(self, file: Path) -> None:
        data = self._call("Page.captureScreenshot", format="png")["data"]
        file.write_bytes(base64.b64decode(data))

    def _call(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._calls += 1
        self._socket.send(json.dumps({"id": self._calls, "method": method, "params": parameters}))
        while (answer := json.loads(self._socket.recv())).get("id") != self._calls:
            pass
        if "error" in answer:
            raise StackError(f"{method}: {answer['error']}")
        return answer["result"]

    def _address(self) -> str:
        port = Path(self._profile.name) / "DevToolsActivePort"
        end = time.monotonic() + APPEAR_SECONDS
        while not port.exists() or not port.read_text():
            if self._process.poll() is not None or time.monotonic() > end:
                raise StackError("chromium did not start")
            time.sleep(0.1)
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with direct.open(f"http://127.0.0.1:{port.read_text().splitlines()[0]}/json") as targets:
            return next(one["webSocketDebuggerUrl"] for one in json.load(targets) if one["type"] == "page")
