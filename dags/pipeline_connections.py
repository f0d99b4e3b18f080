"""Credentials from Airflow's connections, as the settings that the jar reads from its environment.

They are looked up when a task runs and reach the jar's process alone: no template field, no command line, no log.
A connection that does not exist leaves the worker's own environment as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from airflow.sdk import Connection
from airflow.sdk.exceptions import AirflowFailException, AirflowNotFoundException

SECRETS = {
    "SPOTIFY_CLIENT_SECRET",
    "CLIENT_SECRET",
    "SPOTIFY_REFRESH_TOKEN",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
}
# As Airflow's own masker: what is shorter would black out half of a log.
SHORTEST_SECRET = 5

WHO_ASKS_S3 = {
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "AWS_PROFILE",
    "AWS_ROLE_ARN",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
}


def with_credentials(env: Mapping[str, str], spotify_conn_id: str | None, s3_conn_id: str | None) -> dict[str, str]:
    """The environment, and what the connections of these ids say beside it or instead of it."""
    return _with_s3(_with_spotify(dict(env), _connection(spotify_conn_id)), _connection(s3_conn_id))


def secrets_of(env: Mapping[str, str]) -> list[str]:
    return [env[name] for name in sorted(SECRETS & env.keys()) if len(env[name]) >= SHORTEST_SECRET]


def _connection(conn_id: str | None) -> Connection | None:
    try:
        return Connection.get(conn_id) if conn_id else None
    except AirflowNotFoundException:
        return None


def _with_spotify(env: dict[str, str], connection: Connection | None) -> dict[str, str]:
    if connection is None:
        return env
    client_id, client_secret = _both(connection, "the app's client id", "its client secret")
    if not client_id:
        raise _unusable(connection, "has neither login nor password: enter the app's client id and client secret")
    refresh_token = connection.extra_dejson.get("refresh_token")
    return {
        **env,
        "SPOTIFY_CLIENT_ID": client_id,
        "SPOTIFY_CLIENT_SECRET": client_secret,
        **({"SPOTIFY_REFRESH_TOKEN": refresh_token} if refresh_token else {}),
    }


def _with_s3(env: dict[str, str], connection: Connection | None) -> dict[str, str]:
    """The extra fields are those of Amazon's provider, so that a connection made for it will do."""
    if connection is None:
        return env
    extra = connection.extra_dejson
    if extra.get("role_arn"):
        raise _unusable(
            connection, "has a role_arn: let a profile of the worker assume it, and name that, profile_name"
        )
    key, secret = _both(connection, "the access key id", "the secret access key")
    said = {
        "AWS_ACCESS_KEY_ID": key,
        "AWS_SECRET_ACCESS_KEY": secret,
        "AWS_SESSION_TOKEN": extra.get("aws_session_token"),
        "AWS_PROFILE": extra.get("profile_name"),
        "AWS_REGION": extra.get("region_name"),
        "AWS_ENDPOINT_URL_S3": extra.get("endpoint_url"),
    }
    # What the worker has of these would be taken together with the connection's, or before it.
    replaced = WHO_ASKS_S3 if key or said["AWS_PROFILE"] else set()
    kept = {name: value for name, value in env.items() if name not in replaced}
    return {**kept, **{name: value for name, value in said.items() if value}}


def _both(connection: Connection, login: str, password: str) -> tuple[Any, Any]:
    """Half of a pair would be completed by whatever the environment has, and refused by the other side."""
    if bool(connection.login) != bool(connection.password):
        lacking = f"no password, which is {password}" if connection.login else f"no login, which is {login}"
        raise _unusable(connection, f"has {lacking}: enter both")
    return connection.login, connection.password


def _unusable(connection: Connection, what: str) -> AirflowFailException:
    return AirflowFailException(f"The connection {connection.conn_id} {what}")
