"""Which settings the jar gets from which connection; that they stay secret is shown in test_secrets.py."""

from __future__ import annotations

import json
from typing import Any

import pytest
from airflow.sdk.exceptions import AirflowFailException
from pipeline_connections import secrets_of, with_credentials

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
    ],
)
def test_a_connection_to_s3_that_the_jar_cannot_use_fails_at_once(connect, fields, said):
    connect("lake_s3", **fields)
    with pytest.raises(AirflowFailException, match=said):
        settings(spotify=None)


def test_what_is_secret_is_known_by_name_and_not_when_it_is_too_short_to_be_one():
    env = {**OF_THE_WORKER, "CLIENT_SECRET": "any", "SPOTIFY_REFRESH_TOKEN": "refresh"}
    assert sorted(secrets_of(env)) == [
        "refresh",
        "secret key of the worker",
        "secret of the worker",
        "token of the worker",
    ]
