"""A connection to a Neo4j server, and what can go wrong with it in one sentence and the next step."""

from __future__ import annotations

import logging
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import __version__
from kg.errors import DatabaseError, QueryError

if TYPE_CHECKING:
    from neo4j import Driver, ManagedTransaction, Record, ResultSummary

__all__ = ["OLDEST", "Answer", "Connection", "Server", "check_version", "connect"]

#: The oldest server that runs the statements: `SET n:$(label)` and `CALL (n) {…}` came with it.
OLDEST = (5, 26)
_DEFAULT_URI = "neo4j://localhost:7687"
_URI = re.compile(r"(?:bolt|neo4j)(?:\+s|\+ssc)?://(?:[^/@:\s]+|\[[0-9a-f:]+\])(?::\d+)?(?:/?|/?\?\S*)")
_VERSION = re.compile(r"Neo4j/v?(\d+)\.(\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """Where a server is and how to enter. `database` is the user's home database when left out.

    `password_env` is the variable that messages tell people to set.
    """

    uri: str = _DEFAULT_URI
    user: str = "neo4j"
    password: str | None = None
    database: str | None = None
    password_env: str = "NEO4J_PASSWORD"  # noqa: S105 (the name of a variable)

    @classmethod
    def find(
        cls,
        *,
        uri: str | None = None,
        user: str | None = None,
        password_file: Path | None = None,
        password_env: str = "NEO4J_PASSWORD",  # noqa: S107 (the name of a variable)
        database: str | None = None,
        environment: Mapping[str, str] = os.environ,
    ) -> Server:
        """Return the server of the options, completed from the environment.

        The variables are those of the files that Neo4j Aura hands out: `NEO4J_URI`, `NEO4J_USERNAME`,
        `NEO4J_PASSWORD`, `NEO4J_DATABASE`. A password is never an option, as others could read it in the
        list of processes.

        Raises
        ------
        DatabaseError
            When the password file cannot be read.
        """
        password = environment.get(password_env)
        if password_file is not None:
            password = _read_password(password_file)
        return cls(
            uri=uri or environment.get("NEO4J_URI") or _DEFAULT_URI,
            user=user or environment.get("NEO4J_USERNAME") or "neo4j",
            password=password,
            database=database or environment.get("NEO4J_DATABASE") or None,
            password_env=password_env,
        )

    def __repr__(self) -> str:
        return f"Server(uri={self.uri!r}, user={self.user!r}, database={self.database!r})"


def _read_password(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").removesuffix("\n").removesuffix("\r")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no UTF-8 text"
        raise DatabaseError(
            f"The password file {path} cannot be read: {reason}.", "Give --password-file a file of one line."
        ) from error


@dataclass(frozen=True, slots=True)
class Answer:
    """What a statement answers; `changes` is what the server counted as changed, by name, without zeros."""

    columns: tuple[str, ...]
    records: list[Record]
    changes: Counter[str]


class Connection:
    """An open connection to one database. Reads and writes are managed: a lost server is tried again."""

    def __init__(self, driver: Driver, server: Server, version: str) -> None:
        self._driver = driver
        self.server = server
        self.version = version

    @cached_property
    def edition(self) -> str:
        """`community` or `enterprise`."""
        return str(self.read("CALL dbms.components() YIELD edition RETURN edition")[0]["edition"])

    def read(self, text: str, **parameters: Any) -> list[Record]:
        """Return the records of a statement that only reads."""
        from neo4j import RoutingControl

        with _explained(self.server):
            return self._driver.execute_query(
                text, parameters, database_=self.server.database, routing_=RoutingControl.READ
            ).records

    def run(self, text: str, **parameters: Any) -> Counter[str]:
        """Run a statement of our own and return what the server counted as changed."""
        with _explained(self.server):
            result = self._driver.execute_query(text, parameters, database_=self.server.database)
            return _changes(result.summary)

    def write_rows(
        self, text: str, rows: Sequence[Mapping[str, Any]], check: Callable[[list[str]], None]
    ) -> Counter[str]:
        """Run a statement over rows in one transaction; `check` sees its keys before the commit."""

        def work(transaction: ManagedTransaction) -> Counter[str]:
            result = transaction.run(text, rows=rows)
            check([record["key"] for record in result])
            return _changes(result.consume())

        with _explained(self.server), self._driver.session(database=self.server.database) as session:
            return session.execute_write(work)

    def ask(self, text: str, parameters: Mapping[str, Any]) -> Answer:
        """Run a statement that a person wrote, once.

        Raises
        ------
        QueryError
            When the server refuses the statement.
        DatabaseError
            When it cannot run any.
        """
        from neo4j.exceptions import Neo4jError

        with _explained(self.server), self._driver.session(database=self.server.database) as session:
            try:
                result = session.run(text, dict(parameters))
                columns, records = tuple(result.keys()), list(result)
                return Answer(columns, records, _changes(result.consume()))
            except Neo4jError as error:
                if not (error.code or "").startswith(_STATEMENT_CODES):
                    raise
                raise QueryError(
                    f"Neo4j refuses the query: {_first_line(error.message or error.code or '')}",
                    "Correct it, or try it in Neo4j Browser.",
                ) from error


#: Codes that blame the statement, not the server.
_STATEMENT_CODES = (
    "Neo.ClientError.Statement",
    "Neo.ClientError.Schema",
    "Neo.ClientError.Procedure",
    "Neo.DatabaseError.Statement",
)


def _changes(summary: ResultSummary) -> Counter[str]:
    counters = vars(summary.counters)
    return Counter({name: value for name, value in counters.items() if type(value) is int and value})


@contextmanager
def connect(server: Server) -> Iterator[Connection]:
    """Open a connection, checked: the server answers, takes the password, has the database and is new enough.

    Raises
    ------
    DatabaseError
        Saying which of these failed and what to do.
    """
    from neo4j import GraphDatabase

    if _URI.fullmatch(server.uri) is None:
        raise DatabaseError(
            f"{server.uri} is not the address of a Neo4j database.",
            "Write --uri as bolt://HOST:7687 or neo4j+s://HOST, with user and password apart from it.",
        )
    logging.getLogger("neo4j").setLevel(logging.CRITICAL)  # what goes wrong is raised, not logged as well
    auth = (server.user, server.password) if server.password is not None else None
    with _explained(server):
        driver = GraphDatabase.driver(
            server.uri,
            auth=auth,
            user_agent=f"kg/{__version__}",
            connection_timeout=10,
            connection_acquisition_timeout=20,
            notifications_min_severity="OFF",
        )
    with driver:
        with _explained(server):
            driver.verify_connectivity()  # at once, where a query would be tried again for half a minute
            summary = driver.execute_query("RETURN 1", database_=server.database).summary
        check_version(summary.server.agent, server.uri)
        yield Connection(driver, server, summary.server.agent.partition("/")[2])


def check_version(agent: str, uri: str) -> None:
    """Raise unless the server that calls itself `agent` is new enough.

    >>> check_version("Neo4j/5.26.30", "bolt://localhost:7687")
    >>> check_version("Neo4j/5.12.0", "bolt://here:7687")
    Traceback (most recent call last):
    ...
    kg.errors.DatabaseError: The server at bolt://here:7687 is Neo4j/5.12.0. kg needs Neo4j 5.26 or newer.
    """
    found = _VERSION.match(agent)
    if found is None or tuple(map(int, found.groups())) < OLDEST:
        raise DatabaseError(
            f"The server at {uri} is {agent}.",
            f"kg needs Neo4j {OLDEST[0]}.{OLDEST[1]} or newer.",
        )


@contextmanager
def _explained(server: Server) -> Iterator[None]:
    """Turn the driver's exceptions into `DatabaseError`."""
    from neo4j.exceptions import DriverError, Neo4jError

    try:
        yield
    except (Neo4jError, DriverError, ValueError, OSError) as error:
        raise explain(error, server) from error


def explain(error: Exception, server: Server) -> DatabaseError:
    """Return what a driver's exception means here and what to do next."""
    code, text = getattr(error, "code", None) or "", _whole(error)
    for pattern, what, hint in _MEANINGS:
        if re.search(pattern, f"{type(error).__name__} {code} {text}"):
            names = {
                "uri": server.uri,
                "user": server.user,
                "database": server.database or "neo4j",
                "variable": server.password_env,
            }
            return DatabaseError(what.format(**names), hint.format(**names))
    message = getattr(error, "message", None) or str(error)
    return DatabaseError(
        f"The server at {server.uri} says: {_first_line(message)}", code and f"Code: {code}."
    )


#: What the exception's name, code and message match; what that means; what to do. The first match holds.
_MEANINGS: tuple[tuple[str, str, str], ...] = (
    (
        r"missing key `scheme`|NoPassword",
        "The server at {uri} asks for a password and none was given.",
        "Set {variable} or give --password-file.",
    ),
    (
        r"AuthenticationRateLimit",
        "The server at {uri} was given a wrong password too often.",
        "Wait a few seconds, then give the right one by {variable} or --password-file.",
    ),
    (
        r"CredentialsExpired",
        "The password of {user} at {uri} is the first one and must be changed.",
        "Open Neo4j Browser, or type in cypher-shell: ALTER CURRENT USER SET PASSWORD FROM 'old' TO 'new'",
    ),
    (
        r"Security\.Unauthorized|AuthError",
        "The server at {uri} refuses the password of {user}.",
        "Give another by {variable} or --password-file, another user by --user.",
    ),
    (
        r"DatabaseNotFound|Database\.\w*NotFound",
        "The server at {uri} has no database {database}.",
        "Give --database one of those that cypher-shell lists with: SHOW DATABASES",
    ),
    (
        r"DatabaseUnavailable",
        "The database {database} at {uri} is not running.",
        "Start it, or wait until it has started, and try again.",
    ),
    (
        r"Security\.Forbidden|ReadOnly|NotALeader|WriteOnReadOnlyAccessDatabase",
        "{user} may not write to the database {database} at {uri}.",
        "Give a --user who may, or a --database that is not read-only.",
    ),
    (
        r"looks like HTTP",
        "{uri} is the address of Neo4j Browser, not of the database.",
        "Give --uri the Bolt address, such as bolt://localhost:7687",
    ),
    (
        r"CERTIFICATE|certificate",
        "The certificate of the server at {uri} is not trusted here.",
        "Use neo4j+ssc:// or bolt+ssc:// for a certificate that the server signed itself.",
    ),
    (
        r"SSL|encryption|BoltSecurityError|handshake",
        "The server at {uri} and kg do not agree on encryption.",
        "Use bolt:// or neo4j:// for a server without it, bolt+s:// or neo4j+s:// for one with it.",
    ),
    (
        r"DNS resolve|getaddrinfo|Name or service",
        "The host of {uri} is not known.",
        "Check the spelling of --uri and the network.",
    ),
    (
        r"ServiceUnavailable|SessionExpired|routing",
        "No Neo4j server answers at {uri}.",
        "Start one with docker compose up -d, or give the right --uri.",
    ),
    (
        r"MemoryPoolOutOfMemory|OutOfMemory",
        "The server at {uri} ran out of memory.",
        "Give it more heap (server.memory.heap.max_size) and try again: what is written stays.",
    ),
    (
        r"EquivalentSchemaRuleAlreadyExists|IndexAlreadyExists|ConstraintCreationFailed|IndexWithNameAlreadyExists",
        "The database {database} at {uri} holds other data, indexes or constraints under names that kg uses.",
        "Give --database an empty one, or drop what stands in the way.",
    ),
)


def _whole(error: BaseException) -> str:
    """Return the messages of an exception and of all that caused it."""
    parts = [str(error)]
    for inner in (error.__cause__, *getattr(error, "exceptions", ())):
        if inner is not None:
            parts.append(f"{type(inner).__name__} {_whole(inner)}")
    return " ".join(parts)


def _first_line(message: str) -> str:
    return message.strip().splitlines()[0][:300] if message.strip() else "nothing"
