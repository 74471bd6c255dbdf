"""A real Neo4j server for tests: jars by Maven, once; a process on free ports; gone at the end.

`python -m tests.neo4j.server` starts one to keep; set the variables that it prints, and tests use it. A given
server is shared with whatever it holds: tests keep to graphs of their own and remove them.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from neo4j import GraphDatabase
from neo4j.exceptions import DriverError, Neo4jError

from kg.neo4j import Server

PASSWORD = "kg-tests"
_HERE = Path(__file__).parent
_START_SECONDS = 150
#: The start on a fresh home takes 2 MB instead of 517, the stop half a second instead of ten.
_SETTINGS = """\
server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{bolt}
server.bolt.advertised_address=127.0.0.1:{bolt}
server.http.listen_address=127.0.0.1:{http}
server.http.advertised_address=127.0.0.1:{http}
server.https.enabled=false
dbms.security.auth_enabled=true
dbms.security.auth_minimum_password_length=1
dbms.usage_report.enabled=false
client.allow_telemetry=false
server.memory.pagecache.size=128m
db.tx_log.preallocate=false
db.tx_log.rotation.retention_policy=256M size
internal.server.bolt.thread_pool_shutdown_wait_time=100ms
internal.server.bolt.connection_shutdown_wait_time=100ms
"""
_OPENS = [
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
    "--enable-native-access=ALL-UNNAMED",
]


class UnavailableError(Exception):
    """Why there can be no server here."""


@dataclass(frozen=True)
class Home:
    """The jars of a server and the folder of its data. `admin` and `shell` run its two command-line tools."""

    lib: Path
    path: Path

    def admin(self, *arguments: str) -> str:
        environment = {**os.environ, "NEO4J_HOME": str(self.path), "NEO4J_CONF": str(self.path / "conf")}
        for name in ("conf", "data", "logs", "run", "plugins", "import"):
            (self.path / name).mkdir(parents=True, exist_ok=True)
        return self._java(
            f"-Dbasedir={self.path}",
            "org.neo4j.server.startup.Neo4jAdminCommand",
            *arguments,
            environment=environment,
        )

    def shell(self, server: Server, file: Path) -> str:
        login = ["-a", server.uri, "-u", server.user, "-p", server.password or ""]
        return self._java("org.neo4j.shell.Main", *login, "-f", str(file))

    def _java(self, *arguments: str, environment: dict[str, str] | None = None) -> str:
        command = ["java", "-Xmx768m", *_OPENS, "-cp", f"{self.lib}/*", *arguments]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{arguments[:3]}\n{done.stdout[:2000]}\n{done.stderr[:2000]}"
        return done.stdout


def jars() -> Path:
    """Return the folder of the server's jars, filled by Maven the first time."""
    for program in ("java", "mvn"):
        if shutil.which(program) is None:
            raise UnavailableError(f"there is no {program} here to run a Neo4j server")
    pom = _HERE / "pom.xml"
    digest = hashlib.sha256(pom.read_bytes()).hexdigest()[:8]
    caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    lib = caches / "kg-tests" / f"neo4j-{digest}"
    if not lib.is_dir():
        lib.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(dir=lib.parent))
        command = ["mvn", "-q", "-B", "-f", str(pom), "package", f"-Dlib={draft}"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            shutil.rmtree(draft)
            raise UnavailableError(f"Maven cannot fetch the server: {done.stdout[-600:]}{done.stderr[-300:]}")
        try:
            draft.rename(lib)
        except OSError:  # another test run was quicker
            shutil.rmtree(draft)
    return lib


@contextmanager
def running(home: Home, heap: str = "768m") -> Iterator[Server]:
    """Start a server, wait until it answers, and stop it at the end."""
    (home.path / "conf").mkdir(parents=True, exist_ok=True)
    bolt, http = _free_ports()
    (home.path / "conf" / "neo4j.conf").write_text(_SETTINGS.format(bolt=bolt, http=http))
    command = [
        *("java", f"-Xmx{heap}", "-XX:+UseG1GC", "-XX:TieredStopAtLevel=1", *_OPENS, "-cp", f"{home.lib}/*"),
        *("-Dio.netty.tryReflectionSetAccessible=true", "-Dlog4j2.disable.jmx=true"),
        *("org.neo4j.server.CommunityEntryPoint", f"--home-dir={home.path}"),
        *(f"--config-dir={home.path / 'conf'}", "--console-mode"),
    ]
    log = home.path / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, start_new_session=True)
    try:
        server = Server(uri=f"bolt://127.0.0.1:{bolt}", password=PASSWORD)
        _wait(process, server, log)
        yield server
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], server: Server, log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            _set_password(server)
            return
        except (DriverError, Neo4jError, OSError):
            time.sleep(0.3)
    raise AssertionError(f"The server did not start:\n{log.read_text(errors='replace')[-3000:]}")


def _set_password(server: Server) -> None:
    """Change the first password, unless an earlier start did; at the end the server has answered."""
    try:
        with GraphDatabase.driver(
            server.uri, auth=("neo4j", "neo4j"), max_transaction_retry_time=0
        ) as driver:
            text = "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $password"
            driver.execute_query(text, password=server.password, database_="system")
    except Neo4jError as error:
        if "Unauthorized" not in (error.code or ""):
            raise
    auth = (server.user, server.password)
    with GraphDatabase.driver(server.uri, auth=auth, max_transaction_retry_time=0) as driver:
        driver.execute_query("RETURN 1", database_="neo4j")


def _free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as two:
        for probe in (one, two):
            probe.bind(("127.0.0.1", 0))
        return one.getsockname()[1], two.getsockname()[1]


def given() -> Server | None:
    """Return the server that the environment names."""
    uri = os.environ.get("KG_TEST_NEO4J_URI")
    if not uri:
        return None
    return Server(
        uri=uri,
        user=os.environ.get("KG_TEST_NEO4J_USER", "neo4j"),
        password=os.environ.get("KG_TEST_NEO4J_PASSWORD"),
    )


def main(arguments: Sequence[str]) -> None:
    """Start a server and keep it until Ctrl-C; its data go with it unless a folder is given."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(arguments[0]).absolute() if arguments else Path(folder)
        with running(Home(jars(), path)) as server:
            print(
                f"export KG_TEST_NEO4J_URI={server.uri} KG_TEST_NEO4J_PASSWORD={server.password}", flush=True
            )
            try:
                signal.pause()
            except KeyboardInterrupt:
                return


if __name__ == "__main__":
    main(sys.argv[1:])
