"""Neo4j Browser: where a server has it, a link that fills in login and query, and files that it fetches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from kg.errors import DatabaseError
from kg.neo4j.connect import Connection, Server

__all__ = ["browser_address", "browser_link", "file_server"]

_SETTINGS = "SHOW SETTINGS YIELD name, value WHERE name STARTS WITH 'server.http' RETURN name, value"
#: What a server has that does not tell its settings.
_USUAL = {"server.http.enabled": "true", "server.http.advertised_address": "localhost:7474"}


def browser_address(connection: Connection) -> str:
    """Return the address of Neo4j Browser on the server that the connection leads to.

    The host is the one of the connection, as a server in a container calls itself `localhost`.

    Raises
    ------
    DatabaseError
        When the server serves no pages.
    """
    try:
        settings = {one["name"]: one["value"] for one in connection.read(_SETTINGS)}
    except DatabaseError:  # only administrators may ask
        settings = _USUAL
    uri = urlsplit(connection.server.uri)
    host = f"[{uri.hostname}]" if ":" in (uri.hostname or "") else uri.hostname
    for scheme in ("http", "https"):
        if settings.get(f"server.{scheme}.enabled") == "true":
            port = settings[f"server.{scheme}.advertised_address"].rpartition(":")[2]
            return f"{scheme}://{host}:{port}/browser/"
    raise DatabaseError(
        f"The server at {connection.server.uri} has no Neo4j Browser: HTTP is off.",
        "Set server.http.enabled=true in its neo4j.conf.",
    )


def browser_link(address: str, server: Server, query: str) -> str:
    """Return a link that opens Neo4j Browser at the login of a server, with a query in the editor.

    The password is never part of it.

    >>> browser_link("http://localhost:7474/browser/", Server(uri="bolt://localhost:7687"), "RETURN 1")
    'http://localhost:7474/browser/?dbms=bolt://neo4j@localhost:7687&preselectAuthMethod=NO_AUTH&cmd=edit&arg=RETURN%201'
    """
    scheme, _, place = server.uri.partition("://")
    values = {
        "dbms": f"{scheme}://{quote(server.user, safe='')}@{place}",
        "preselectAuthMethod": "NO_AUTH" if server.password is None else "NATIVE",
        **({"db": server.database} if server.database else {}),
        "cmd": "edit",
        "arg": query,
    }
    return f"{address}?{urlencode(values, quote_via=quote, safe=':/@')}"


@contextmanager
def file_server(files: Mapping[str, bytes], port: int = 0) -> Iterator[ThreadingHTTPServer]:
    """Offer files by name to pages on this machine, from when `serve_forever` is called.

    It listens on 127.0.0.1 only, answers nothing but these files, and lets pages of any origin fetch them:
    the Browser asks from another port. Links should say `localhost`, which servers let their Browser fetch
    from by default (`browser.remote_content_hostname_whitelist`), while they refuse `127.0.0.1`.

    Raises
    ------
    DatabaseError
        When the port is taken.
    """
    handler = type("Handler", (_Handler,), {"files": files})
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError as error:
        raise DatabaseError(f"Port {port} is taken: {error.strerror}.", "Give another --port.") from error
    with server:
        yield server


class _Handler(BaseHTTPRequestHandler):
    files: Mapping[str, bytes] = {}

    def do_GET(self) -> None:
        content = self.files.get(self.path.removeprefix("/"))
        if content is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        self.send_response(HTTPStatus.OK)
        type_ = "application/zip" if self.path.endswith(".zip") else "text/plain; charset=utf-8"
        self.send_header("Content-Type", type_)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def do_OPTIONS(self) -> None:
        self.send_response(HTTPStatus.NO_CONTENT)
        self.end_headers()

    def end_headers(self) -> None:
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Access-Control-Allow-Headers", "*")
        super().end_headers()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""
