"""Credentials from Airflow connections, as environment variables of the jar.

Connections are read when a task runs. Their values are passed only in the environment of the jar's process, and never
in a template field, on a command line or in a log. If a connection does not exist, the worker's environment is used
unchanged.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from configparser import Error as ConfigParserError
from configparser import RawConfigParser
from contextlib import suppress
from pathlib import Path
from typing import Any

from airflow.sdk import Connection
from airflow.sdk.exceptions import AirflowFailException, AirflowNotFoundException
from pipeline_command import find_home

SECRETS = {
    "SPOTIFY_CLIENT_SECRET",
    "CLIENT_SECRET",
    "SPOTIFY_REFRESH_TOKEN",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
}
# Secret properties of a REST catalog for Iceberg. A variable with the suffix _FILE names a file.
ICEBERG_SECRET = re.compile(r"ICEBERG_REST_(?!.*_FILE$)(CREDENTIAL|TOKEN|HEADER__.*|.*(SECRET|PASSWORD).*)")
# Minimum length of a secret that is masked, as in Airflow. Masking shorter texts would make a log unreadable.
MIN_SECRET_LENGTH = 5

AWS_IDENTITY_VARIABLES = {
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "AWS_PROFILE",
    "AWS_ROLE_ARN",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
}
ENDPOINTS = ("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL")
PROFILE_FILES = {"AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"}
# Variables that a connection with keys or a profile replaces.
REPLACED_VARIABLES = {*AWS_IDENTITY_VARIABLES, *ENDPOINTS}
# This variable lists the variables that the jar must not read from .env.
HIDDEN = "PIPELINE_HIDDEN_IN_DOT_ENV"

SESSION_FIELDS = {
    "aws_access_key_id",
    "aws_secret_access_key",
    "aws_session_token",
    "profile_name",
    "region_name",
}
READ = {*SESSION_FIELDS, "endpoint_url", "service_config", "session_kwargs", "verify"}
# Fields that do not affect the jar, because they are only for other services or roles.
IGNORED_FIELDS = {"assume_role_kwargs", "assume_role_method", "test_endpoint_url"}

# The jar prefers these properties to the environment variables that a connection sets.
AWS_PROPERTIES = {
    "aws.accessKeyId": "AWS_ACCESS_KEY_ID",
    "aws.secretAccessKey": "AWS_SECRET_ACCESS_KEY",
    "aws.sessionToken": "AWS_SESSION_TOKEN",
    "aws.profile": "AWS_PROFILE",
    "aws.region": "AWS_REGION",
    "aws.roleArn": "AWS_ROLE_ARN",
    "aws.webIdentityTokenFile": "AWS_WEB_IDENTITY_TOKEN_FILE",
    "aws.endpointUrl": "AWS_ENDPOINT_URL",
    "aws.endpointUrlS3": "AWS_ENDPOINT_URL_S3",
}
JAVA_OPTIONS = ("PIPELINE_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS")
S3_FIELDS = {"endpoint_url", "bucket_name"}


def with_credentials(env: Mapping[str, str], spotify_conn_id: str | None, s3_conn_id: str | None) -> dict[str, str]:
    """Returns the environment with the settings of both connections, which replace the settings of the worker.

    If the S3 connection has keys or a profile, PIPELINE_HIDDEN_IN_DOT_ENV has the variables that the jar must not read
    from .env.
    """
    return _with_s3(_with_spotify(dict(env), _connection(spotify_conn_id)), _connection(s3_conn_id))


def find_secrets(env: Mapping[str, str]) -> list[str]:
    names = [name for name in sorted(env) if name in SECRETS or ICEBERG_SECRET.fullmatch(name)]
    return [env[name] for name in names if len(env[name]) >= MIN_SECRET_LENGTH]


def _connection(conn_id: str | None) -> Connection | None:
    try:
        return Connection.get(conn_id) if conn_id else None
    except AirflowNotFoundException:
        return None


def _with_spotify(env: dict[str, str], connection: Connection | None) -> dict[str, str]:
    if connection is None:
        return env
    client_id, client_secret = _login_and_password(connection, "the app's client id", "its client secret")
    if not client_id:
        raise _unusable(connection, "has no login and no password; enter the app's client id and client secret")
    refresh_token = _text(connection, "refresh_token", _extra(connection))
    return {
        **env,
        "SPOTIFY_CLIENT_ID": client_id,
        "SPOTIFY_CLIENT_SECRET": client_secret,
        **({"SPOTIFY_REFRESH_TOKEN": refresh_token} if refresh_token else {}),
    }


def _with_s3(env: dict[str, str], connection: Connection | None) -> dict[str, str]:
    """Adds the settings of an S3 connection, which has the format of Amazon's provider.

    Existing connections therefore work. Each field is read or refused, except the fields in IGNORED_FIELDS, which have
    no effect on S3.
    """
    if connection is None:
        return env
    extra = _extra(connection)
    session, s3 = _section(connection, extra, "session_kwargs"), _s3_section(connection, extra)
    _refuse_unsupported_fields(connection, extra, session, s3)
    key, secret, token = _keys(connection, extra, session)
    values = {
        "AWS_ACCESS_KEY_ID": key,
        "AWS_SECRET_ACCESS_KEY": secret,
        "AWS_SESSION_TOKEN": token,
        "AWS_PROFILE": _text(connection, "profile_name", extra, session),
        "AWS_REGION": _text(connection, "region_name", extra, session),
        "AWS_ENDPOINT_URL_S3": _text(connection, "endpoint_url", s3, extra),
        "CA_BUNDLE": _ca_bundle(connection, extra, env),
    }
    has_own_keys = bool(key or values["AWS_PROFILE"])
    _check_endpoint_matches_keys(connection, values, env)
    # The worker's variables are removed, because the jar would combine them with the connection's values or prefer
    # them.
    replaced = REPLACED_VARIABLES if has_own_keys else set()
    # With a profile, the jar still reads the paths of the AWS files from .env. With keys, it needs no AWS files.
    hidden = replaced | (PROFILE_FILES if key else set())
    values[HIDDEN] = ",".join(sorted(hidden))
    _refuse_properties(connection, replaced | {name for name, value in values.items() if value}, env)
    unreplaced = {name: value for name, value in env.items() if name not in replaced}
    return {**unreplaced, **{name: value for name, value in values.items() if value}}


def _extra(connection: Connection) -> dict[str, Any]:
    with suppress(ValueError):
        if isinstance(json.loads(connection.extra or "{}"), dict):
            # Return this property and not the parsed JSON, because the property also masks the values in logs.
            return connection.extra_dejson
    raise _unusable(connection, 'has an extra that is not a JSON object; write it as {"name": "value"}')


def _section(connection: Connection, within: Mapping[str, Any], name: str) -> dict[str, Any]:
    section = within.get(name) or {}
    if not isinstance(section, dict):
        raise _unusable(connection, f'has a value of {name} that is not a JSON object; write it as {{"name": "value"}}')
    return section


def _s3_section(connection: Connection, extra: Mapping[str, Any]) -> dict[str, Any]:
    return _section(connection, _section(connection, extra, "service_config"), "s3")


def _refuse_unsupported_fields(
    connection: Connection, extra: Mapping[str, Any], session: Mapping[str, Any], s3: Mapping[str, Any]
) -> None:
    """Refuses fields that only Amazon's provider reads. The jar would ignore them and use other servers or keys."""
    if extra.get("role_arn"):
        raise _unusable(
            connection,
            "has a role_arn, which the jar does not read; create an AWS profile on the worker that assumes this role,"
            " and in extra, enter its name as profile_name instead of role_arn",
        )
    if connection.host or extra.get("host"):
        raise _unusable(connection, "has a host; enter it in extra as endpoint_url")
    fields = [
        *(name for name in ("port", "schema") if getattr(connection, name)),
        *(name for name, value in extra.items() if value and name not in READ | IGNORED_FIELDS),
        *(f"session_kwargs.{name}" for name, value in session.items() if value and name not in SESSION_FIELDS),
        *(f"service_config.s3.{name}" for name, value in s3.items() if value and name not in S3_FIELDS),
    ]
    if fields:
        raise _unusable(connection, f"has {', '.join(fields)}, which the jar does not read; remove it")


def _keys(
    connection: Connection, extra: Mapping[str, Any], session: Mapping[str, Any]
) -> tuple[str | None, str | None, str | None]:
    """Returns key, secret and token. Searches in the order of Airflow: login and password, extra, session_kwargs."""
    key, secret = _login_and_password(connection, "the access key id", "the secret access key")
    for place, fields in (("extra", extra), ("session_kwargs", session)):
        own_key = _text(connection, "aws_access_key_id", fields)
        own_secret = _text(connection, "aws_secret_access_key", fields)
        if bool(own_key) != bool(own_secret):
            raise _unusable(
                connection, f"has only aws_access_key_id or aws_secret_access_key in {place}; enter both, or none"
            )
        if not key:
            key, secret = own_key, own_secret
    token = _text(connection, "aws_session_token", extra, session)
    if token and not key:
        raise _unusable(
            connection, "has an aws_session_token but no access key; enter the access key and secret of this token"
        )
    return key, secret, token


def _text(connection: Connection, name: str, *places: Mapping[str, Any]) -> str | None:
    """Returns the first text with that name in these places, or None. A value that is not text is an error."""
    for place in places:
        value = place.get(name)
        if value is not None and (not isinstance(value, str) or "\0" in value):
            raise _unusable(connection, f"has a value of {name} that is not text; write it in quotes")
        if value:
            return value
    return None


def _ca_bundle(connection: Connection, extra: Mapping[str, Any], env: Mapping[str, str]) -> str | None:
    """Returns the file in `verify`, or None if it is unset or true. False is an error: the jar always verifies."""
    verify = extra.get("verify")
    setting = str(verify).lower()
    if verify is None or setting in ("", "true"):
        return None
    if setting == "false":
        raise _unusable(
            connection,
            "has verify set to false, which the jar does not support; set verify to a PEM file with the authority of"
            " the S3 server",
        )
    path = _text(connection, "verify", extra)
    if path != env.get("CA_BUNDLE", path):
        raise _unusable(
            connection,
            "has another path in verify than the worker's CA_BUNDLE; set both to one file with the certificates"
            " of both",
        )
    return path


def _check_endpoint_matches_keys(
    connection: Connection, values: Mapping[str, str | None], env: Mapping[str, str]
) -> None:
    """Refuses to combine the connection's keys with the worker's endpoint, or its endpoint with the worker's keys."""
    key, endpoint = values["AWS_ACCESS_KEY_ID"], values["AWS_ENDPOINT_URL_S3"]
    has_own_keys = bool(key or values["AWS_PROFILE"])
    worker_endpoint = next((env[name] for name in ENDPOINTS if env.get(name)), None)
    if key and not worker_endpoint:
        # Keys replace AWS_PROFILE, and without AWS_PROFILE the jar reads the endpoint of the default profile.
        worker_endpoint = _default_profile_endpoint(env)
    if endpoint and not has_own_keys and endpoint != worker_endpoint:
        raise _unusable(
            connection,
            "has an endpoint_url but no keys, and the worker's keys are not for that endpoint; enter keys or a"
            " profile_name, or set AWS_ENDPOINT_URL_S3 on the worker instead",
        )
    if has_own_keys and not endpoint and worker_endpoint:
        raise _unusable(
            connection,
            f"has keys or a profile_name but no endpoint_url, and the worker has one ({worker_endpoint}); in extra,"
            " enter the endpoint_url for the keys or the profile",
        )


def _refuse_properties(connection: Connection, variables: set[str], env: Mapping[str, str]) -> None:
    """Refuses Java options that would replace the connection's credentials, region or endpoint."""
    for source in JAVA_OPTIONS:
        # Quotes and escapes are removed before Java gets the options.
        options = re.sub(r"[\"'\\]", "", env.get(source, ""))
        for name in re.findall(r"-D(aws\.\w+)", options):
            if AWS_PROPERTIES.get(name) in variables:
                raise _unusable(
                    connection,
                    f"conflicts with -D{name} in {source}, which the jar would use instead; remove one of the two",
                )


def _default_profile_endpoint(env: Mapping[str, str]) -> str | None:
    home = Path(env.get("HOME") or Path.home())
    names = [
        env.get("AWS_SHARED_CREDENTIALS_FILE") or "~/.aws/credentials",
        env.get("AWS_CONFIG_FILE") or "~/.aws/config",
    ]
    # As in the jar, ~ is HOME, and a relative path starts in the working folder.
    files = [home / name[2:] if name.startswith("~/") else Path(find_home(env)) / name for name in names]
    profiles = RawConfigParser(strict=False, default_section="")
    with suppress(ConfigParserError, OSError, UnicodeDecodeError):
        profiles.read(files, encoding="utf-8-sig")
    sections = ("profile default", "default")  # the SDK prefers the first form
    fields = ("endpoint_url", "services")
    values = ((field, profiles.get(section, field, fallback=None)) for section in sections for field in fields)
    # A value of services is the name of a section.
    return next((value if field == "endpoint_url" else f"{field} = {value}" for field, value in values if value), None)


def _login_and_password(connection: Connection, login: str, password: str) -> tuple[Any, Any]:
    """Returns login and password. Raises an error if only one is set, because the worker would supply the other."""
    if bool(connection.login) != bool(connection.password):
        missing = f"no password ({password})" if connection.login else f"no login ({login})"
        raise _unusable(connection, f"has {missing}; enter both")
    return connection.login, connection.password


def _unusable(connection: Connection, problem: str) -> AirflowFailException:
    return AirflowFailException(f"unusable connection: {connection.conn_id} {problem}")
