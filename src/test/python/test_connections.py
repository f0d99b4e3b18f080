"""Which settings the jar gets from which connection; that they stay secret is shown in test_secrets.py."""

from __future__ import annotations

import json
from typing import Any

import pytest
from airflow.sdk.exceptions import AirflowFailException
from pipeline_connections import hidden_in_dot_env, secrets_of, with_credentials

OF_THE_WORKER = {
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


def settings(spotify: str | None = "spotify", s3: str | None = "lake_s3") -> dict[str, str]:
    """What differs from the worker's own; None for what is there no more."""
    env = with_credentials(OF_THE_WORKER, spotify, s3)
    names = env.keys() | OF_THE_WORKER.keys()
    return {name: env.get(name) for name in names if env.get(name) != OF_THE_WORKER.get(name)}


def test_without_a_connection_the_workers_environment_stays_as_it_is(database):
    assert settings() == {}
    assert settings(None, None) == {}


def test_spotifys_login_and_password_are_the_apps_id_and_secret(connect):
    connect("spotify", login="an id", password="a secret")
    assert settings(s3=None) == {"SPOTIFY_CLIENT_ID": "an id", "SPOTIFY_CLIENT_SECRET": "a secret"}


def test_spotifys_extra_may_have_a_refresh_token(connect):
    connect("spotify", login="an id", password="a secret", extra={"refresh_token": "a token"})
    assert settings(s3=None)["SPOTIFY_REFRESH_TOKEN"] == "a token"


def test_keys_of_a_connection_stand_alone(connect):
    connect("lake_s3", login="a key", password="a secret key")
    assert settings(spotify=None) == {
        "AWS_ACCESS_KEY_ID": "a key",
        "AWS_SECRET_ACCESS_KEY": "a secret key",
        "AWS_SESSION_TOKEN": None,
        "AWS_PROFILE": None,
    }


def test_another_makers_s3_is_named_in_extra(connect):
    place = {"endpoint_url": "http://s3.example.com:7070", "region_name": "eu-north-1"}
    connect("lake_s3", login="a key", password="a secret key", extra={**place, "aws_session_token": "a token"})
    said = settings(spotify=None)
    assert (said["AWS_ENDPOINT_URL_S3"], said["AWS_REGION"]) == tuple(place.values())
    assert said["AWS_SESSION_TOKEN"] == "a token"


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
def test_what_airflow_reads_from_extra_is_read_from_there(connect, extra, expected):
    connect("lake_s3", extra=extra)
    said = {name: value for name, value in settings(spotify=None).items() if value}
    assert said == {"AWS_ACCESS_KEY_ID": "a key", "AWS_SECRET_ACCESS_KEY": "a secret key", **expected}


def test_login_and_password_come_before_keys_in_extra(connect):
    keys = {"aws_access_key_id": "another", "aws_secret_access_key": "another"}
    connect("lake_s3", login="a key", password="a secret key", extra=keys)
    assert settings(spotify=None)["AWS_ACCESS_KEY_ID"] == "a key"


def test_a_profile_may_stand_in_session_kwargs(connect):
    connect("lake_s3", extra={"session_kwargs": {"profile_name": "music"}})
    assert settings(spotify=None)["AWS_PROFILE"] == "music"


@pytest.mark.parametrize("verify", [True, "True", "", None])
def test_certificates_are_verified_anyway(connect, verify):
    connect("lake_s3", extra={"verify": verify, "region_name": "eu-north-1"})
    assert settings(spotify=None) == {"AWS_REGION": "eu-north-1"}


@pytest.mark.parametrize("name", ["AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"])
@pytest.mark.parametrize("extra", [{"profile_name": "music"}, KEYS])
def test_a_connections_keys_never_go_to_the_workers_endpoint(connect, name, extra):
    connect("lake_s3", extra=extra)
    with pytest.raises(AirflowFailException, match="no endpoint_url, and the worker's is http://worker:1"):
        with_credentials({**OF_THE_WORKER, name: "http://worker:1"}, None, "lake_s3")
    connect("lake_s3", extra={**extra, "endpoint_url": "http://own:1"})
    env = with_credentials({**OF_THE_WORKER, name: "http://worker:1"}, None, "lake_s3")
    assert {key: value for key, value in env.items() if "ENDPOINT" in key} == {"AWS_ENDPOINT_URL_S3": "http://own:1"}


@pytest.mark.parametrize(
    "profile",
    [
        "[default]\nendpoint_url = http://worker:1\n",
        "[profile default]\nendpoint_url = http://worker:1\n",
        "[default]\nservices = s3-of-the-worker\n[services s3-of-the-worker]\ns3 =\n  endpoint_url = http://worker:1\n",
    ],
)
def test_a_connections_keys_never_go_to_the_default_profiles_endpoint(connect, tmp_path, profile):
    (tmp_path / ".aws").mkdir()
    (tmp_path / ".aws" / "config").write_text(profile)
    env = {**OF_THE_WORKER, "HOME": str(tmp_path)}
    connect("lake_s3", extra=KEYS)
    with pytest.raises(AirflowFailException, match="no endpoint_url, and the worker's is"):
        with_credentials(env, None, "lake_s3")
    for extra in ({**KEYS, "endpoint_url": "http://own:1"}, {"profile_name": "music"}, {"region_name": "eu-north-1"}):
        connect("lake_s3", extra=extra)
        assert with_credentials(env, None, "lake_s3")


@pytest.mark.parametrize("name", ["~/elsewhere", "elsewhere"])
def test_the_default_profile_is_read_where_the_jar_reads_it(connect, tmp_path, name):
    (tmp_path / "elsewhere").write_text("[default]\nendpoint_url = http://worker:1\n")
    folders = {"HOME": str(tmp_path), "PIPELINE_HOME": str(tmp_path)}
    connect("lake_s3", extra=KEYS)
    with pytest.raises(AirflowFailException, match="no endpoint_url, and the worker's is"):
        with_credentials({**OF_THE_WORKER, **folders, "AWS_CONFIG_FILE": name}, None, "lake_s3")


def test_the_workers_keys_never_go_to_a_connections_endpoint(connect):
    connect("lake_s3", extra={"endpoint_url": "http://own:1"})
    with pytest.raises(AirflowFailException, match="an endpoint_url but no keys"):
        settings(spotify=None)
    same = {**OF_THE_WORKER, "AWS_ENDPOINT_URL_S3": "http://own:1"}
    assert with_credentials(same, None, "lake_s3") == same


def test_the_jars_dot_env_adds_nothing_to_a_connections_keys(connect):
    connect("lake_s3", extra=KEYS)
    env = with_credentials(OF_THE_WORKER, None, "lake_s3")
    hidden = hidden_in_dot_env(OF_THE_WORKER, env)["PIPELINE_HIDDEN_IN_DOT_ENV"].split(",")
    assert {"AWS_SESSION_TOKEN", "AWS_PROFILE", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3"} <= set(hidden)
    assert "AWS_CONFIG_FILE" in hidden
    assert hidden_in_dot_env(OF_THE_WORKER, OF_THE_WORKER) == {}


def test_a_place_without_keys_leaves_the_workers_keys(connect):
    connect("lake_s3", extra={"region_name": "eu-north-1"})
    assert settings(spotify=None) == {"AWS_REGION": "eu-north-1"}


def test_a_profile_comes_before_the_workers_keys(connect):
    connect("lake_s3", extra={"profile_name": "music"})
    keys = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")
    assert settings(spotify=None) == {"AWS_PROFILE": "music", **dict.fromkeys(keys)}


def test_the_ids_are_the_tasks_to_choose(connect):
    connect("music_app", login="another id", password="another secret")
    assert settings("music_app", None)["SPOTIFY_CLIENT_ID"] == "another id"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"login": "an id"}, "The connection spotify has no password, which is its client secret: enter both"),
        ({"password": "a secret"}, "The connection spotify has no login, which is the app's client id: enter both"),
        ({}, "The connection spotify has neither login nor password: enter the app's client id and client secret"),
    ],
)
def test_half_a_connection_to_spotify_fails_at_once_and_says_what_is_missing(connect, fields, said):
    connect("spotify", **fields)
    with pytest.raises(AirflowFailException, match=said):
        settings()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"login": "a key"}, "The connection lake_s3 has no password, which is the secret access key: enter both"),
        ({"extra": {"role_arn": "arn:aws:iam::1:role/r"}}, "The connection lake_s3 has a role_arn: let a profile"),
        ({"extra": {"aws_access_key_id": "a key"}}, "has half a pair of keys in extra"),
        ({"extra": {"session_kwargs": {"aws_secret_access_key": "s"}}}, "has half a pair of keys in session_kwargs"),
        ({"extra": {"aws_session_token": "a token"}}, "has a session token without keys"),
        ({"extra": {"region_name": 1}}, "has in region_name what is no text: write it in quotes"),
        ({"extra": {**KEYS, "endpoint_url": ["http://s3:1"]}}, "has in endpoint_url what is no text"),
        ({"extra": {"profile_name": "a\0b"}}, "has in profile_name what is no text"),
        ({"extra": {"verify": False}}, "has verify off"),
        ({"extra": {"verify": "false"}}, "has verify off"),
        ({"extra": {"session_kwargs": "profile_name=music"}}, "has in session_kwargs what is no JSON object"),
        ({"extra": {"service_config": {"s3": 1}}}, "has in s3 what is no JSON object"),
        ({"extra": {"service_config": {"s3": {"region_name": "x"}}}}, r"has service_config\.s3\.region_name, which"),
        ({"extra": {"session_kwargs": {"botocore_session": "x"}}}, r"has session_kwargs\.botocore_session, which"),
        ({"extra": {"config_kwargs": {"signature_version": "unsigned"}}}, "has config_kwargs, which the jar does not"),
        ({"extra": {"profile": "music", "s3_config_file": "/a"}}, "has profile, s3_config_file, which the jar"),
        ({"extra": {"host": "http://s3:1"}}, "has a host: enter it into extra, as endpoint_url"),
        ({"host": "http://s3:1"}, "has a host: enter it into extra, as endpoint_url"),
        ({"port": 7070, "schema": "music"}, "has port, schema, which the jar does not read"),
        ({"extra": ["region_name"]}, "has an extra that is no JSON object"),
    ],
)
def test_a_connection_to_s3_that_the_jar_cannot_use_fails_at_once(connect, fields, said):
    connect("lake_s3", **fields)
    with pytest.raises(AirflowFailException, match=said):
        settings(spotify=None)


def test_an_extra_that_is_cut_off_is_not_taken_for_none(monkeypatch):
    connection = {"conn_type": "aws", "extra": '{"endpoint_url": "http://s3:1"'}
    monkeypatch.setenv("AIRFLOW_CONN_LAKE_S3", json.dumps(connection))
    with pytest.raises(AirflowFailException, match="has an extra that is no JSON object"):
        settings(spotify=None)


def test_authorities_that_are_named_twice_are_refused(connect):
    connect("lake_s3", extra={"verify": "/etc/ca.pem"})
    with pytest.raises(AirflowFailException, match="another file than the worker's CA_BUNDLE"):
        with_credentials({**OF_THE_WORKER, "CA_BUNDLE": "/etc/other.pem"}, None, "lake_s3")


def test_what_is_secret_is_known_by_name_and_not_when_it_is_too_short_to_be_one():
    env = {**OF_THE_WORKER, "CLIENT_SECRET": "any", "SPOTIFY_REFRESH_TOKEN": "refresh"}
    assert sorted(secrets_of(env)) == [
        "refresh",
        "secret key of the worker",
        "secret of the worker",
        "token of the worker",
    ]
