"""Credentials from Airflow's connections, as the settings that the jar reads from its environment.

They are looked up when a task runs and reach the jar's process alone: no template field, no command line, no log.
A connection that does not exist leaves the worker's own environment as it is.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from configparser import Error as ConfigParserError
from configparser import RawConfigParser
from contextlib import suppress
from pathlib import Path
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
ENDPOINTS = ("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL")
PROFILE_FILES = {"AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"}
# By a connection with keys or a profile of its own.
REPLACED = {*WHO_ASKS_S3, *ENDPOINTS}

READ_OF_A_SESSION = {
    "aws_access_key_id",
    "aws_secret_access_key",
    "aws_session_token",
    "profile_name",
    "region_name",
}
READ = {*READ_OF_A_SESSION, "endpoint_url", "service_config", "session_kwargs", "verify"}
# For other services, or for a role that is not there; LAKE names the bucket.
WITHOUT_EFFECT = {"assume_role_kwargs", "assume_role_method", "test_endpoint_url"}
READ_OF_S3 = {"endpoint_url", "bucket_name"}


def with_credentials(env: Mapping[str, str], spotify_conn_id: str | None, s3_conn_id: str | None) -> dict[str, str]:
    """The environment, and what the connections of these ids say beside it or instead of it."""
    return _with_s3(_with_spotify(dict(env), _connection(spotify_conn_id)), _connection(s3_conn_id))


def hidden_in_dot_env(of_the_worker: Mapping[str, str], env: Mapping[str, str]) -> dict[str, str]:
    """What the jar leaves alone in its own .env where keys or a profile are a connection's: it would mix the two."""
    own_keys = env.get("AWS_ACCESS_KEY_ID") != of_the_worker.get("AWS_ACCESS_KEY_ID")
    own_profile = env.get("AWS_PROFILE") != of_the_worker.get("AWS_PROFILE")
    if not own_keys and not own_profile:
        return {}
    # A profile may be in the files that .env names; keys need none of them.
    hidden = REPLACED | (PROFILE_FILES if own_keys else set())
    return {"PIPELINE_HIDDEN_IN_DOT_ENV": ",".join(sorted(hidden))}


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
    refresh_token = _text(connection, "refresh_token", _extra(connection))
    return {
        **env,
        "SPOTIFY_CLIENT_ID": client_id,
        "SPOTIFY_CLIENT_SECRET": client_secret,
        **({"SPOTIFY_REFRESH_TOKEN": refresh_token} if refresh_token else {}),
    }


def _with_s3(env: dict[str, str], connection: Connection | None) -> dict[str, str]:
    """The extra fields are those of Amazon's provider, so that a connection made for it will do.

    Each of them is read, refused, or of no effect on S3; none is dropped.
    """
    if connection is None:
        return env
    extra = _extra(connection)
    session, s3 = _section(connection, extra, "session_kwargs"), _s3_section(connection, extra)
    _refuse_others(connection, extra, session, s3)
    key, secret, token = _keys(connection, extra, session)
    said = {
        "AWS_ACCESS_KEY_ID": key,
        "AWS_SECRET_ACCESS_KEY": secret,
        "AWS_SESSION_TOKEN": token,
        "AWS_PROFILE": _text(connection, "profile_name", extra, session),
        "AWS_REGION": _text(connection, "region_name", extra, session),
        "AWS_ENDPOINT_URL_S3": _text(connection, "endpoint_url", s3, extra),
        "CA_BUNDLE": _authorities(connection, extra, env),
    }
    own = bool(key or said["AWS_PROFILE"])
    _keep_keys_at_home(connection, said, env)
    # What the worker has of these would be taken together with the connection's, or before it.
    replaced = REPLACED if own else set()
    kept = {name: value for name, value in env.items() if name not in replaced}
    return {**kept, **{name: value for name, value in said.items() if value}}


def _extra(connection: Connection) -> dict[str, Any]:
    with suppress(ValueError):
        if isinstance(json.loads(connection.extra or "{}"), dict):
            # Airflow's own reading, for it masks what is in there.
            return connection.extra_dejson
    raise _unusable(connection, "has an extra that is no JSON object: correct it")


def _section(connection: Connection, within: Mapping[str, Any], name: str) -> dict[str, Any]:
    section = within.get(name) or {}
    if not isinstance(section, dict):
        raise _unusable(connection, f"has in {name} what is no JSON object: correct it")
    return section


def _s3_section(connection: Connection, extra: Mapping[str, Any]) -> dict[str, Any]:
    return _section(connection, _section(connection, extra, "service_config"), "s3")


def _refuse_others(
    connection: Connection, extra: Mapping[str, Any], session: Mapping[str, Any], s3: Mapping[str, Any]
) -> None:
    """Airflow would go by them, so that the jar would ask somewhere else, or as somebody else."""
    if extra.get("role_arn"):
        raise _unusable(
            connection, "has a role_arn: let a profile of the worker assume it, and name that, profile_name"
        )
    if connection.host or extra.get("host"):
        raise _unusable(connection, "has a host: enter it into extra, as endpoint_url")
    fields = [
        *(name for name in ("port", "schema") if getattr(connection, name)),
        *(name for name, value in extra.items() if value and name not in READ | WITHOUT_EFFECT),
        *(f"session_kwargs.{name}" for name, value in session.items() if value and name not in READ_OF_A_SESSION),
        *(f"service_config.s3.{name}" for name, value in s3.items() if value and name not in READ_OF_S3),
    ]
    if fields:
        raise _unusable(connection, f"has {', '.join(fields)}, which the jar does not read: remove it")


def _keys(
    connection: Connection, extra: Mapping[str, Any], session: Mapping[str, Any]
) -> tuple[str | None, str | None, str | None]:
    """In Airflow's order: login and password, those of extra, those of session_kwargs."""
    key, secret = _both(connection, "the access key id", "the secret access key")
    for place, fields in (("extra", extra), ("session_kwargs", session)):
        id_there = _text(connection, "aws_access_key_id", fields)
        secret_there = _text(connection, "aws_secret_access_key", fields)
        if bool(id_there) != bool(secret_there):
            raise _unusable(connection, f"has half a pair of keys in {place}: enter both, or neither")
        if not key:
            key, secret = id_there, secret_there
    token = _text(connection, "aws_session_token", extra, session)
    if token and not key:
        raise _unusable(connection, "has a session token without keys: enter the keys that it belongs to")
    return key, secret, token


def _text(connection: Connection, name: str, *places: Mapping[str, Any]) -> str | None:
    """The first that is there: a number or a truth value is a mistake, and not to be guessed at."""
    for place in places:
        value = place.get(name)
        if value is not None and (not isinstance(value, str) or "\0" in value):
            raise _unusable(connection, f"has in {name} what is no text: write it in quotes")
        if value:
            return value
    return None


def _authorities(connection: Connection, extra: Mapping[str, Any], env: Mapping[str, str]) -> str | None:
    """The file that `verify` names; true is what the jar does anyway."""
    verify = extra.get("verify")
    word = str(verify).lower()
    if verify is None or word in ("", "true"):
        return None
    if word == "false":
        raise _unusable(connection, "has verify off, which the jar does not do: name a PEM file of the authorities")
    path = _text(connection, "verify", extra)
    if path != env.get("CA_BUNDLE", path):
        raise _unusable(connection, "has in verify another file than the worker's CA_BUNDLE: name one that has both")
    return path


def _keep_keys_at_home(connection: Connection, said: Mapping[str, str | None], env: Mapping[str, str]) -> None:
    """No keys go to an endpoint that comes from somewhere else than they do."""
    key, endpoint = said["AWS_ACCESS_KEY_ID"], said["AWS_ENDPOINT_URL_S3"]
    own = bool(key or said["AWS_PROFILE"])
    of_the_worker = next((env[name] for name in ENDPOINTS if env.get(name)), None)
    if key and not of_the_worker:
        # Without AWS_PROFILE, which the keys replace, the jar reads the default profile.
        of_the_worker = _endpoint_of_the_default_profile(env)
    if endpoint and not own and endpoint != of_the_worker:
        raise _unusable(
            connection,
            "has an endpoint_url but no keys, and the worker's are not for that endpoint: enter keys or a"
            " profile_name, or set AWS_ENDPOINT_URL_S3 on the worker instead",
        )
    if own and not endpoint and of_the_worker:
        raise _unusable(
            connection,
            f"has keys or a profile_name but no endpoint_url, and the worker's is {of_the_worker}:"
            " enter into extra the endpoint_url that they are for",
        )


def _endpoint_of_the_default_profile(env: Mapping[str, str]) -> str | None:
    home = Path(env.get("HOME") or Path.home())
    names = [
        env.get("AWS_SHARED_CREDENTIALS_FILE") or "~/.aws/credentials",
        env.get("AWS_CONFIG_FILE") or "~/.aws/config",
    ]
    # As the jar has them: ~ is HOME, and a relative path begins in the folder that the jar works in.
    files = [
        home / name[2:] if name.startswith("~/") else Path(env.get("PIPELINE_HOME") or ".") / name for name in names
    ]
    profiles = RawConfigParser(strict=False, default_section="")
    with suppress(ConfigParserError, OSError, UnicodeDecodeError):
        profiles.read(files, encoding="utf-8-sig")
    sections = ("profile default", "default")  # of both forms, the SDK prefers the first
    fields = ("endpoint_url", "services")
    values = (profiles.get(section, field, fallback=None) for section in sections for field in fields)
    return next((value for value in values if value), None)


def _both(connection: Connection, login: str, password: str) -> tuple[Any, Any]:
    """Half of a pair would be completed by whatever the environment has, and refused by the other side."""
    if bool(connection.login) != bool(connection.password):
        lacking = f"no password, which is {password}" if connection.login else f"no login, which is {login}"
        raise _unusable(connection, f"has {lacking}: enter both")
    return connection.login, connection.password


def _unusable(connection: Connection, what: str) -> AirflowFailException:
    return AirflowFailException(f"The connection {connection.conn_id} {what}")
