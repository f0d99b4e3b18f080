"""Local servers that receive alerts: one for email and one for webhooks."""

from __future__ import annotations

import json
import logging
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.controller import Controller

LOOPBACK = "127.0.0.1"
# The secret part of a webhook's address, which must not appear in a log.
TOKEN = "canary-of-webhook"
# Silences the email server, because tests compare the log of the task and the server can log at any time.
logging.getLogger("mail.log").setLevel(logging.WARNING)


class Sinks:
    """The received alerts: `mails` as (recipients, subject, text), and `posts` as the JSON bodies."""

    def __init__(self) -> None:
        self.mails: list[tuple[list[str], str, str]] = []
        self.posts: list[dict[str, Any]] = []
        self.status = 200
        self.smtp_port = 0
        self.url = ""

    @property
    def email_settings(self) -> dict[str, str]:
        """Airflow's settings for the SMTP server, and PIPELINE_ALERT_EMAIL with two addresses."""
        return {
            "PIPELINE_ALERT_EMAIL": "data@example.com, oncall@example.com",
            "AIRFLOW__EMAIL__FROM_EMAIL": "airflow@example.com",
            "AIRFLOW__SMTP__SMTP_HOST": LOOPBACK,
            "AIRFLOW__SMTP__SMTP_PORT": str(self.smtp_port),
            "AIRFLOW__SMTP__SMTP_STARTTLS": "False",
            "AIRFLOW__SMTP__SMTP_MAIL_FROM": "airflow@example.com",
        }

    def webhook_settings(self, conn_type: str = "slackwebhook") -> dict[str, str]:
        connection = {"conn_type": conn_type, "password": f"{self.url}/{TOKEN}"}
        return {"PIPELINE_ALERT_WEBHOOK": "chat", "AIRFLOW_CONN_CHAT": json.dumps(connection)}

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802, the name in aiosmtpd
        mail = message_from_bytes(envelope.content, policy=policy.default)
        self.mails.append((envelope.rcpt_tos, mail["Subject"], mail.get_body().get_content()))
        return "250 OK"


def closed_port() -> int:
    """Returns a port of LOOPBACK that refuses connections."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return probe.getsockname()[1]


@contextmanager
def sinks() -> Iterator[Sinks]:
    received = Sinks()

    class Webhook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if self.path == f"/{TOKEN}":
                received.posts.append(json.loads(body))
            self.send_response(received.status)
            self.send_header("Location", "/login")
            self.end_headers()

        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    received.smtp_port = closed_port()
    smtp = Controller(received, hostname=LOOPBACK, port=received.smtp_port)
    http = ThreadingHTTPServer((LOOPBACK, 0), Webhook)
    received.url = f"http://{LOOPBACK}:{http.server_port}"
    smtp.start()
    threading.Thread(target=http.serve_forever, daemon=True).start()
    try:
        yield received
    finally:
        http.shutdown()
        http.server_close()
        smtp.stop()
