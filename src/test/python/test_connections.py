"""Checks the settings that the jar gets from connections. test_secrets.py checks that they stay secret."""

from __future__ import annotations

import json
from typing import Any

import pytest
from airflow.sdk.exceptions import AirflowFailException
from pipeline_connections import HIDDEN, find_secrets, with_credentials

WORKER_SETTINGS = {
    "PATH": "/usr/bin",
    "SPOTIFY_CLIENT_ID": "id of the worker",
    "SPOTIFY_CLIENT_SECRET": "secret of the worker",
    "AWS_ACCESS_KEY_ID": "key of the worker",
    "AWS_SECRET_ACCESS_KEY": "secret key of the worker",
    "AWS_SESSION_TOKEN": "token of the worker",
    "AWS_PROFILE": "profile of the worker",
    "AWS_REGION": "region of the worker",
}


@pytest.fixture
def connect(monkeypatch) -> Any:
    def connect(conn_id: str, extra: dict[str, Any] | None = None, **fields: str) -> None:
        connection = {"conn_type": "generic", **fields, "extra": json.dumps(extra or {})}
        monkeypatch.setenv(f"AIRFLOW_CONN_{conn_id.upper()}", json.dumps(connection))

    return connect


KEYS = {"aws_access_key_id": "a key", "aws_secret_access_key": "a secret key"}


def changed_settings(spotify: str | None = "spotify", s3: str | None = "lake_s3") -> dict[str, str]:
    """Returns the variables that the connections change, without HIDDEN. None stands for a removed variable."""
    env = with_credentials(WORKER_SETTINGS, spotify, s3)
    names = (env.keys() | WORKER_SETTINGS.keys()) - {HIDDEN}
    return {name: env.get(name) for name in names if env.get(name) != WORKER_SETTINGS.get(name)}


def test_missing_connection_leaves_the_environment_unchanged(database):
    assert changed_settings() == {}
    assert changed_settings(None, None) == {}


def test_spotify_connection_sets_client_id_and_secret(connect):
    connect("spotify", login="an id", password="a secret")
    assert changed_settings(s3=None) == {"SPOTIFY_CLIENT_ID": "an id", "SPOTIFY_CLIENT_SECRET": "a secret"}


def test_spotify_extra_may_have_a_refresh_token(connect):
    connect("spotify", login="an id", password="a secret", extra={"refresh_token": "a token"})
    assert changed_settings(s3=None)["SPOTIFY_REFRESH_TOKEN"] == "a token"


def test_connection_keys_replace_all_credentials_of_the_worker(connect):
    connect("lake_s3", login="a key", password="a secret key")
    assert changed_settings(spotify=None) == {
        "AWS_ACCESS_KEY_ID": "a key",
        "AWS_SECRET_ACCESS_KEY": "a secret key",
        "AWS_SESSION_TOKEN": None,
        "AWS_PROFILE": None,
    }


def test_extra_may_name_another_s3_server(connect):
    place = {"endpoint_url": "http://s3.example.com:7070", "region_name": "eu-north-1"}
    connect("lake_s3", login="a key", password="a secret key", extra={**place, "aws_session_token": "a token"})
    values = changed_settings(spotify=None)
    assert (values["AWS_ENDPOINT_URL_S3"], values["AWS_REGION"]) == tuple(place.values())
    assert values["AWS_SESSION_TOKEN"] == "a token"


@pytest.mark.parametrize(
    ("extra", "expected"),
    [
        ({"aws_access_key_id": "a key", "aws_secret_access_key": "a secret key"}, {}),
        ({"session_kwargs": {"aws_access_key_id": "a key", "aws_secret_access_key": "a secret key"}}, {}),
        (
            {
                "aws_access_key_id": "a key",
                "aws_secret_access_key": "a secret key",
                "aws_session_token": "a token",
                "service_config": {"s3": {"endpoint_url": "http://s3:1", "bucket_name": "any"}, "sqs": {"any": 1}},
                "endpoint_url": "http://all:1",
                "session_kwargs": {"region_name": "eu-north-1"},
                "verify": "/etc/ca.pem",
            },
            {
                "AWS_SESSION_TOKEN": "a token",
                "AWS_ENDPOINT_URL_S3": "http://s3:1",
                "AWS_REGION": "eu-north-1",
                "CA_BUNDLE": "/etc/ca.pem",
            },
        ),
    ],
)
def test_extra_fields_of_airflow_are_read(connect, extra, expected):
    connect("lake_s3", extra=extra)
    values = {name: value for name, value in changed_settings(spotify=None).items() if value}
    assert values == {"AWS_ACCESS_KEY_ID": "a key", "AWS_SECRET_ACCESS_KEY": "a secret key", **expected}


def test_login_and_password_take_precedence_over_keys_in_extra(connect):
    keys = {"aws_access_key_id": "another", "aws_secret_access_key": "another"}
    connect("lake_s3", login="a key", password="a secret key", extra=keys)
    assert changed_settings(spotify=None)["AWS_ACCESS_KEY_ID"] == "a key"


def test_session_kwargs_may_name_a_profile(connect):
    connect("lake_s3", extra={"session_kwargs": {"profile_name": "music"}})
    assert changed_settings(spotify=None)["AWS_PROFILE"] == "music"


@pytest.mark.parametrize("verify", [True, "True", "", None])
def test_certificates_are_always_verified(connect, verify):
    connect("lake_s3", extra={"verify": verify, "region_name": "eu-north-1"})
    assert changed_settings(spotify=None) == {"AWS_REGION": "eu-north-1"}


@pytest.mark.parametrize("name", ["AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"])
@pytest.mark.parametrize("extra", [{"profile_name": "music"}, KEYS])
def test_connection_keys_are_not_sent_to_the_workers_endpoint(connect, name, extra):
    connect("lake_s3", extra=extra)
    with pytest.raises(AirflowFailException, match=r"no endpoint_url, and the worker has one \(http://worker:1\)"):
        with_credentials({**WORKER_SETTINGS, name: "http://worker:1"}, None, "lake_s3")
    connect("lake_s3", extra={**extra, "endpoint_url": "http://own:1"})
    env = with_credentials({**WORKER_SETTINGS, name: "http://worker:1"}, None, "lake_s3")
    assert {key: value for key, value in env.items() if "AWS_ENDPOINT" in key} == {
        "AWS_ENDPOINT_URL_S3": "http://own:1"
    }


@pytest.mark.parametrize(
    "profile",
    [
        "[default]\nendpoint_url = http://worker:1\n",
        "[profile default]\nendpoint_url = http://worker:1\n",
        "[default]\nservices = s3-of-the-worker\n[services s3-of-the-worker]\ns3 =\n  endpoint_url = http://worker:1\n",
    ],
)
def test_connection_keys_are_not_sent_to_the_default_profiles_endpoint(connect, tmp_path, profile):
    (tmp_path / ".aws").mkdir()
    (tmp_path / ".aws" / "config").write_text(profile)
    env = {**WORKER_SETTINGS, "HOME": str(tmp_path)}
    connect("lake_s3", extra=KEYS)
    with pytest.raises(
        AirflowFailException, match=r"the worker has one \((http://worker:1|services = s3-of-the-worker)\)"
    ):
        with_credentials(env, None, "lake_s3")
    for extra in ({**KEYS, "endpoint_url": "http://own:1"}, {"profile_name": "music"}, {"region_name": "eu-north-1"}):
        connect("lake_s3", extra=extra)
        assert with_credentials(env, None, "lake_s3")


@pytest.mark.parametrize("home", ["PIPELINE_HOME", None])
@pytest.mark.parametrize("name", ["~/elsewhere", "elsewhere"])
def test_default_profile_is_read_from_the_files_of_the_jar(connect, tmp_path, monkeypatch, name, home):
    (tmp_path / "elsewhere").write_text("[default]\nendpoint_url = http://worker:1\n")
    monkeypatch.setattr("pipeline_command.CHECKOUT", tmp_path)
    folders = {"HOME": str(tmp_path), **({home: str(tmp_path)} if home else {})}
    connect("lake_s3", extra=KEYS)
    with pytest.raises(AirflowFailException, match="no endpoint_url, and the worker has one"):
        with_credentials({**WORKER_SETTINGS, **folders, "AWS_CONFIG_FILE": name}, None, "lake_s3")


def test_worker_keys_are_not_sent_to_a_connections_endpoint(connect):
    connect("lake_s3", extra={"endpoint_url": "http://own:1"})
    with pytest.raises(AirflowFailException, match="an endpoint_url but no keys"):
        changed_settings(spotify=None)
    same = {**WORKER_SETTINGS, "AWS_ENDPOINT_URL_S3": "http://own:1"}
    assert with_credentials(same, None, "lake_s3") == same


def test_dot_env_adds_nothing_to_connection_keys(connect):
    same_as_worker = {name.lower(): WORKER_SETTINGS[name] for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")}
    for keys in (KEYS, same_as_worker):
        connect("lake_s3", extra=keys)
        hidden = hidden_in_dot_env()
        assert {"AWS_SESSION_TOKEN", "AWS_PROFILE", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3"} <= hidden
        assert "AWS_CONFIG_FILE" in hidden


def test_profile_of_a_connection_may_be_in_the_files_of_dot_env(connect):
    connect("lake_s3", extra={"profile_name": "music"})
    hidden = hidden_in_dot_env()
    assert "AWS_ACCESS_KEY_ID" in hidden
    assert not {"AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"} & hidden


def hidden_in_dot_env() -> set[str]:
    return set(with_credentials(WORKER_SETTINGS, None, "lake_s3")[HIDDEN].split(","))


def test_connection_without_keys_leaves_the_workers_keys_unchanged(connect):
    connect("lake_s3", extra={"region_name": "eu-north-1"})
    assert changed_settings(spotify=None) == {"AWS_REGION": "eu-north-1"}


def test_profile_of_a_connection_replaces_the_workers_keys(connect):
    connect("lake_s3", extra={"profile_name": "music"})
    keys = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")
    assert changed_settings(spotify=None) == {"AWS_PROFILE": "music", **dict.fromkeys(keys)}


def test_task_may_choose_its_connections(connect):
    connect("music_app", login="another id", password="another secret")
    assert changed_settings("music_app", None)["SPOTIFY_CLIENT_ID"] == "another id"


@pytest.mark.parametrize(
    ("fields", "expected_message"),
    [
        ({"login": "an id"}, "unusable connection: spotify has no password \\(its client secret\\); enter both"),
        ({"password": "a secret"}, "unusable connection: spotify has no login \\(the app's client id\\); enter both"),
        ({}, "unusable connection: spotify has no login and no password; enter the app's client id and client secret"),
    ],
)
def test_incomplete_spotify_connection_fails_with_the_missing_field(connect, fields, expected_message):
    connect("spotify", **fields)
    with pytest.raises(AirflowFailException, match=expected_message):
        changed_settings()


@pytest.mark.parametrize(
    ("fields", "expected_message"),
    [
        ({"login": "a key"}, "unusable connection: lake_s3 has no password \\(the secret access key\\); enter both"),
        (
            {"extra": {"role_arn": "arn:aws:iam::1:role/r"}},
            "unusable connection: lake_s3 has a role_arn, which the jar does not read; create an AWS profile",
        ),
        ({"extra": {"aws_access_key_id": "a key"}}, "has only aws_access_key_id or aws_secret_access_key in extra"),
        (
            {"extra": {"session_kwargs": {"aws_secret_access_key": "s"}}},
            "has only aws_access_key_id or aws_secret_access_key in session_kwargs",
        ),
        ({"extra": {"aws_session_token": "a token"}}, "has an aws_session_token but no access key"),
        ({"extra": {"region_name": 1}}, "has a value of region_name that is not text; write it in quotes"),
        ({"extra": {**KEYS, "endpoint_url": ["http://s3:1"]}}, "has a value of endpoint_url that is not text"),
        ({"extra": {"profile_name": "a\0b"}}, "has a value of profile_name that is not text"),
        ({"extra": {"verify": False}}, "has verify set to false"),
        ({"extra": {"verify": "false"}}, "has verify set to false"),
        (
            {"extra": {"session_kwargs": "profile_name=music"}},
            "has a value of session_kwargs that is not a JSON object",
        ),
        ({"extra": {"service_config": {"s3": 1}}}, "has a value of s3 that is not a JSON object"),
        ({"extra": {"service_config": {"s3": {"region_name": "x"}}}}, r"has service_config\.s3\.region_name, which"),
        ({"extra": {"session_kwargs": {"botocore_session": "x"}}}, r"has session_kwargs\.botocore_session, which"),
        ({"extra": {"config_kwargs": {"signature_version": "unsigned"}}}, "has config_kwargs, which the jar does not"),
        ({"extra": {"profile": "music", "s3_config_file": "/a"}}, "has profile, s3_config_file, which the jar"),
        ({"extra": {"host": "http://s3:1"}}, "has a host; enter it in extra as endpoint_url"),
        ({"host": "http://s3:1"}, "has a host; enter it in extra as endpoint_url"),
        ({"port": 7070, "schema": "music"}, "has port, schema, which the jar does not read"),
        ({"extra": ["region_name"]}, "has an extra that is not a JSON object"),
    ],
)
def test_unusable_s3_connection_fails_without_a_retry(connect, fields, expected_message):
    connect("lake_s3", **fields)
    with pytest.raises(AirflowFailException, match=expected_message):
        changed_settings(spotify=None)


@pytest.mark.parametrize("source", ["PIPELINE_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS"])
@pytest.mark.parametrize("name", ["aws.endpointUrl", "aws.endpointUrlS3", "aws.accessKeyId", "aws.profile"])
@pytest.mark.parametrize("form", ["-D{}=any", """'-D{}=any'""", """-D"{}"=any""", r"-\D{}=any"])
def test_java_properties_that_override_a_connection_are_refused(connect, source, name, form):
    connect("lake_s3", extra=KEYS)
    env = {**WORKER_SETTINGS, source: f"-Xmx1g {form.format(name)}"}
    with pytest.raises(AirflowFailException, match=rf"lake_s3 conflicts with -D{name} in {source}"):
        with_credentials(env, None, "lake_s3")
    connect("lake_s3", extra={"region_name": "eu-north-1"})
    assert with_credentials(env, None, "lake_s3")["AWS_REGION"] == "eu-north-1"


def test_truncated_extra_is_an_error(monkeypatch):
    connection = {"conn_type": "aws", "extra": '{"endpoint_url": "http://s3:1"'}
    monkeypatch.setenv("AIRFLOW_CONN_LAKE_S3", json.dumps(connection))
    with pytest.raises(AirflowFailException, match="has an extra that is not a JSON object"):
        changed_settings(spotify=None)


def test_two_different_ca_files_are_refused(connect):
    connect("lake_s3", extra={"verify": "/etc/ca.pem"})
    with pytest.raises(AirflowFailException, match="another path in verify than the worker's CA_BUNDLE"):
        with_credentials({**WORKER_SETTINGS, "CA_BUNDLE": "/etc/other.pem"}, None, "lake_s3")


def test_secrets_are_selected_by_name_and_minimum_length():
    env = {**WORKER_SETTINGS, "CLIENT_SECRET": "any", "SPOTIFY_REFRESH_TOKEN": "refresh"}
    assert sorted(find_secrets(env)) == [
        "refresh",
        "secret key of the worker",
        "secret of the worker",
        "token of the worker",
    ]


def test_secret_properties_of_an_iceberg_catalog_are_selected():
    public = {
        "ICEBERG_CATALOG": "rest:https://catalog.example.com/iceberg",
        "ICEBERG_REST_CREDENTIAL_FILE": "/run/secrets/catalog",
        "ICEBERG_REST_HEADER__X_API_KEY_FILE": "/run/secrets/key",
        "ICEBERG_REST_OAUTH2_SERVER_URI": "https://login.example.com/token",
        "ICEBERG_REST_TOKEN_REFRESH_ENABLED": "false",
    }
    secret = {
        "ICEBERG_REST_CREDENTIAL": "an-app:secret",
        "ICEBERG_REST_HEADER__X_API_KEY": "a key",
        "ICEBERG_REST_REST__SECRET_ACCESS_KEY": "a secret access key",
        "ICEBERG_REST_TOKEN": "a token",
    }
    assert find_secrets({**public, **secret}) == list(secret.values())
