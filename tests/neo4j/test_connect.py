"""What goes wrong with a server, each told in one sentence with the next step."""

from __future__ import annotations

import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from neo4j.exceptions import ClientError, Neo4jError

from kg.errors import DatabaseError, QueryError
from kg.neo4j import Connection, Server, connect
from kg.neo4j.connect import check_version, explain

HERE = Server(uri="bolt://here:7687", database="news")


def failure(server: Server) -> DatabaseError:
    with pytest.raises(DatabaseError) as caught, connect(server):
        pass
    assert len(caught.value.what.splitlines()) == 1
    assert caught.value.hint
    return caught.value


@pytest.mark.neo4j
def test_wrong_password(neo4j_server: Server) -> None:
    error = failure(replace(neo4j_server, password="wrong"))
    assert "refuses the password of neo4j" in error.what
    assert "NEO4J_PASSWORD" in error.hint
    assert "wrong" not in str(error)


@pytest.mark.neo4j
def test_no_password(neo4j_server: Server) -> None:
    error = failure(replace(neo4j_server, password=None))
    assert "asks for a password and none was given" in error.what


@pytest.mark.neo4j
def test_missing_database(neo4j_server: Server) -> None:
    error = failure(replace(neo4j_server, database="nowhere"))
    assert "has no database nowhere" in error.what
    assert "SHOW DATABASES" in error.hint


@pytest.mark.neo4j
@pytest.mark.parametrize("scheme", ["bolt+s", "bolt+ssc", "neo4j+s", "neo4j+ssc"])
def test_encryption_that_the_server_does_not_speak(neo4j_server: Server, scheme: str) -> None:
    error = failure(replace(neo4j_server, uri=neo4j_server.uri.replace("bolt", scheme)))
    assert "do not agree on encryption" in error.what
    assert "bolt://" in error.hint


def test_encryption_that_kg_was_not_told_of(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "1",
        "-subj",
        "/CN=localhost",
    ]
    subprocess.run([*command, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)

    def answer(client: socket.socket) -> None:
        with context.wrap_socket(client, server_side=True) as secured:
            secured.recv(100)

    with listening(answer) as port:
        assert "do not agree on encryption" in failure(Server(uri=f"bolt://127.0.0.1:{port}")).what
        assert "is not trusted here" in failure(Server(uri=f"bolt+s://127.0.0.1:{port}")).what


@contextmanager
def listening(answer: Callable[[socket.socket], None]) -> Iterator[int]:
    """A port on which every client gets one answer."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(20)

        def serve() -> None:
            while True:
                try:
                    client, _ = server.accept()
                except OSError:
                    return
                client.settimeout(5)
                with client, suppress(OSError):
                    answer(client)

        threading.Thread(target=serve, daemon=True).start()
        yield server.getsockname()[1]


def test_port_of_the_browser() -> None:
    def answer(client: socket.socket) -> None:
        client.recv(100)
        client.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    with listening(answer) as port:
        assert "is the address of Neo4j Browser" in failure(Server(uri=f"bolt://127.0.0.1:{port}")).what


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_no_server(scheme: str) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        error = failure(Server(uri=f"{scheme}://127.0.0.1:{unused.getsockname()[1]}", password="x"))
    assert "No Neo4j server answers at" in error.what
    assert "docker compose up -d" in error.hint


@pytest.mark.parametrize(
    ("uri", "words"),
    [
        ("http://localhost:7474", "not the address of a Neo4j database"),
        ("localhost:7687", "not the address of a Neo4j database"),
        ("bolt://neo4j:secret@localhost:7687", "not the address of a Neo4j database"),
        ("bolt://localhost:port", "not the address of a Neo4j database"),
        ("bolt://no-such-host.invalid:7687", "is not known"),
    ],
)
def test_wrong_address(uri: str, words: str) -> None:
    assert words in failure(Server(uri=uri, password="x")).what


@pytest.mark.parametrize(
    "agent", ["Neo4j/4.4.40", "Neo4j/5.25.1", "Neo4j/v5.11.0 compatible graph database server", "Other/9.0"]
)
def test_server_that_is_too_old(agent: str) -> None:
    with pytest.raises(DatabaseError, match=r"needs Neo4j 5\.26 or newer"):
        check_version(agent, "bolt://here:7687")


@pytest.mark.parametrize("agent", ["Neo4j/5.26.0", "Neo4j/5.27-aura", "Neo4j/2026.08.1"])
def test_server_that_is_new_enough(agent: str) -> None:
    check_version(agent, "bolt://here:7687")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("Neo.ClientError.Security.Forbidden", "may not write to the database news"),
        ("Neo.ClientError.General.WriteOnReadOnlyAccessDatabase", "may not write to the database news"),
        ("Neo.ClientError.General.ForbiddenOnReadOnlyDatabase", "may not write to the database news"),
        ("Neo.ClientError.Security.AuthenticationRateLimit", "wrong password too often"),
        ("Neo.ClientError.Security.CredentialsExpired", "must be changed"),
        ("Neo.TransientError.Database.DatabaseUnavailable", "is not running"),
        ("Neo.TransientError.General.MemoryPoolOutOfMemoryError", "ran out of memory"),
        ("Neo.ClientError.Schema.ConstraintCreationFailed", "holds other data, indexes or constraints"),
    ],
)
def test_codes_of_the_server(code: str, words: str) -> None:
    error = explain(Neo4jError._hydrate_neo4j(code=code, message="something"), HERE)
    assert words in error.what
    assert error.hint


def test_code_that_is_not_known_is_told_as_it_is() -> None:
    error = explain(
        ClientError._hydrate_neo4j(code="Neo.DatabaseError.General.New", message="One\nTwo"), HERE
    )
    assert str(error) == "The server at bolt://here:7687 says: One Code: Neo.DatabaseError.General.New."


@pytest.mark.neo4j
def test_statement_that_is_refused_is_no_fault_of_the_server(connection: Connection) -> None:
    with pytest.raises(QueryError, match="Invalid input 'FOO'") as caught:
        connection.ask("FOO BAR", {})
    assert len(caught.value.what.splitlines()) == 1


@pytest.mark.neo4j
def test_connection_tells_version_and_edition(connection: Connection) -> None:
    assert tuple(map(int, connection.version.split(".")[:2])) >= (5, 26)
    assert connection.edition in ("community", "enterprise")


def test_options_go_before_the_environment(tmp_path: Path) -> None:
    environment = {
        "NEO4J_URI": "neo4j+s://x.databases.neo4j.io",
        "NEO4J_USERNAME": "ana",
        "NEO4J_PASSWORD": "one",
        "NEO4J_DATABASE": "news",
    }
    secret = tmp_path / "secret"
    secret.write_text("two words \r\n")

    assert Server.find(environment=environment) == Server(
        uri="neo4j+s://x.databases.neo4j.io", user="ana", password="one", database="news"
    )
    found = Server.find(
        uri="bolt://here", user="me", password_file=secret, database="d", environment=environment
    )
    assert found == Server(uri="bolt://here", user="me", password="two words ", database="d")
    assert Server.find(password_env="SECRET", environment={"SECRET": "three"}).password == "three"
    assert Server.find(environment={}) == Server()


def test_password_is_not_shown() -> None:
    assert "secret" not in repr(Server(password="secret"))


def test_password_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(
        DatabaseError, match=r"cannot be read: No such file or directory\. Give --password-file"
    ):
        Server.find(password_file=tmp_path / "none")
