"""Sends messages to people: by email, and to a webhook of Slack, Teams or another chat with Slack's format.

PIPELINE_ALERT_EMAIL has one or more addresses, and PIPELINE_ALERT_WEBHOOK names an Airflow connection. Without these
settings, nothing is sent. No provider of Airflow is required.
"""

from __future__ import annotations

import html
import json
import logging
import os
import re
import urllib.request
from collections.abc import Callable
from concurrent.futures import Future
from contextvars import copy_context
from importlib.util import find_spec
from threading import Thread
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from airflow.sdk import Connection
from airflow.sdk.configuration import conf
from airflow.sdk.exceptions import AirflowNotFoundException

EMAIL = "PIPELINE_ALERT_EMAIL"
WEBHOOK = "PIPELINE_ALERT_WEBHOOK"
# The limit for each channel. Airflow ends a process 20 s after the end of its task (core.task_success_overtime).
MAX_SECONDS = 8
SLACK = "https://hooks.slack.com/services"
TEAMS_HOSTS = (".logic.azure.com", ".powerplatform.com", ".webhook.office.com")
SMTP_BACKEND = "airflow.utils.email.send_email_smtp"
SMTP_CONNECTION = "smtp_default"


class Message(NamedTuple):
    """A subject of one line, and facts by name. An empty fact is left out."""

    subject: str
    facts: dict[str, str]

    @property
    def lines(self) -> list[tuple[str, str]]:
        return [(name, value) for name, value in self.facts.items() if value]


def send(compose: Callable[[], Message]) -> None:
    """Sends a message by each channel that is set. A failure is logged, without addresses and URLs, and not raised."""
    log = logging.getLogger("airflow.task")
    channels = ((WEBHOOK, _post), (EMAIL, _mail))
    for setting, deliver in channels:
        target = os.environ.get(setting, "").strip()
        if not target:
            continue
        try:
            _deliver_in_time(deliver, target, compose())
            log.info("Alert sent: %s", setting)
        except Exception as failure:  # An alert must not change the outcome of the task.
            log.error("Alert not sent: %s: %s", setting, _reason(failure))


def _deliver_in_time(deliver: Callable[[str, Message], None], target: str, message: Message) -> None:
    """Delivers a message, or raises a TimeoutError after MAX_SECONDS.

    A socket timeout is not enough: it limits neither the duration of a slow answer nor Airflow's retries.
    """
    outcome: Future[None] = Future()

    def run() -> None:
        try:
            outcome.set_result(deliver(target, message))
        except Exception as failure:
            outcome.set_exception(failure)

    # A daemon thread does not keep the process alive.
    Thread(target=copy_context().run, args=(run,), daemon=True).start()
    outcome.result(MAX_SECONDS)


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """Raises an HTTPError for a redirect. urllib would follow the redirect with a GET request, without the message."""

    def redirect_request(self, *_: Any) -> None:
        return None


def _post(conn_id: str, message: Message) -> None:
    if "/" in conn_id:
        raise AirflowNotFoundException(
            "this is not the id of a connection; create a connection with the URL as its password, and set its id"
        )
    connection = _connection(conn_id)
    url = _url(connection)
    body = json.dumps(_payload(connection.conn_type or "", urlsplit(url).hostname or "", message)).encode()
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})  # noqa: S310, checked by _url
    with urllib.request.build_opener(_NoRedirects).open(request, timeout=MAX_SECONDS):
        pass


def _connection(conn_id: str) -> Connection:
    """Returns a connection. In the callback of a deadline, Airflow cannot read connections from its database."""
    try:
        return Connection.get(conn_id)
    except AirflowNotFoundException:
        raise
    except Exception as failure:
        name = f"AIRFLOW_CONN_{conn_id.upper()}"
        raise AirflowNotFoundException(
            f"connection cannot be read by this process: {conn_id} ({type(failure).__name__}); set {name} in the"
            " environment of the process"
        ) from None


def _url(connection: Any) -> str:
    """Returns the password if it is a URL, otherwise host and password joined, as Airflow's Slack provider does."""
    password, host = (connection.password or "").strip(), connection.host or SLACK
    if "://" in password:
        url = password
    else:
        host = host if "://" in host else f"{connection.schema or 'https'}://{host}"
        url = f"{host.rstrip('/')}/{password.lstrip('/')}".rstrip("/")
    if urlsplit(url).scheme not in ("https", "http"):
        raise AirflowNotFoundException(
            f"connection without an http(s) URL: {connection.conn_id}; enter the URL as its password"
        )
    return url


def _payload(conn_type: str, host: str, message: Message) -> dict[str, Any]:
    if "teams" in conn_type or host.endswith(TEAMS_HOSTS):
        title = {"type": "TextBlock", "text": message.subject, "weight": "Bolder", "size": "Medium", "wrap": True}
        facts = {"type": "FactSet", "facts": [{"title": name, "value": value} for name, value in message.lines]}
        schema = "http://adaptivecards.io/schemas/adaptive-card.json"
        card = {"$schema": schema, "type": "AdaptiveCard", "version": "1.4", "body": [title, facts]}
        attachment = {"contentType": "application/vnd.microsoft.card.adaptive", "contentUrl": None, "content": card}
        return {"type": "message", "attachments": [attachment]}
    lines = [f"*{message.subject}*", *(f"{name}: {value}" for name, value in message.lines)]
    # Slack reads <, > and & as markup.
    return {"text": html.escape("\n".join(lines), quote=False)}


def _mail(addresses: str, message: Message) -> None:
    """Sends an email as Airflow does: by the configured backend, the SMTP connection, or the settings of [smtp]."""
    to = [address for address in re.split(r"[\s,;]+", addresses) if address]
    body = "<br>\n".join(f"{name}: {html.escape(value)}" for name, value in message.lines)
    sender = conf.get("email", "from_email", fallback=None) or "airflow@airflow"
    if conf.get("email", "email_backend", fallback=SMTP_BACKEND) != SMTP_BACKEND:
        from airflow.utils.email import send_email

        return send_email(to, message.subject, body)
    conn_id = _smtp_connection()
    if conn_id and find_spec("airflow.providers.smtp"):
        from airflow.providers.smtp.hooks.smtp import SmtpHook

        with SmtpHook(conn_id) as smtp:
            sender = smtp.from_email or sender
            return smtp.send_email_smtp(to=to, subject=message.subject, html_content=body, from_email=sender)
    from airflow.utils.email import send_email_smtp

    return send_email_smtp(to, message.subject, body, conn_id=conn_id, from_email=sender)


def _smtp_connection() -> str | None:
    """Returns the id of Airflow's SMTP connection, or None if it is missing or cannot be read by this process."""
    conn_id = conf.get("email", "email_conn_id", fallback=SMTP_CONNECTION)
    try:
        _connection(conn_id)
    except AirflowNotFoundException:
        return None
    return conn_id


def _reason(failure: Exception) -> str:
    """Describes a failure without its text, which can contain the address of the webhook."""
    if isinstance(failure, AirflowNotFoundException):
        return str(failure)
    code = getattr(failure, "code", None) or getattr(failure, "smtp_code", None)
    cause = getattr(failure, "reason", None)
    detail = code or getattr(cause, "strerror", None) or getattr(failure, "strerror", None)
    return f"{type(failure).__name__} {detail}" if detail else type(failure).__name__
