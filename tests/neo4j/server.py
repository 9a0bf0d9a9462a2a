"""A real Neo4j for the tests, started by themselves.

Where it comes from, first that fits: an address in `NEO4J_URI` (with `NEO4J_USERNAME`, `NEO4J_PASSWORD`); a Docker
engine that answers (testcontainers); Java and Maven, from the artifacts that Neo4j publishes. Each server has a fresh
data folder, authentication on, and free ports on 127.0.0.1. Start-up takes about six seconds, once a session.

>>> with java_server(RELEASES[0], folder) as server:   # doctest: +SKIP
...     server.uri, server.password
"""

from __future__ import annotations

import ctypes
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from neo4j import GraphDatabase

from loaders.neo4j_ import Neo4jStore

HERE = Path(__file__).parent
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "jejaring"
_OPENED = ("java.base/java.nio", "java.base/java.io", "java.base/sun.nio.ch", "java.base/java.util.concurrent")
_CONFIG = """
server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{bolt}
server.http.listen_address=127.0.0.1:{http}
server.https.enabled=false
server.memory.heap.initial_size=512m
server.memory.heap.max_size=1g
server.memory.pagecache.size=256m
dbms.usage_report.enabled=false
"""


@dataclass(frozen=True)
class Release:
    """A release of Neo4j Community and what it needs."""

    name: str
    version: str
    main_class: str
    java: int


RELEASES = (
    Release("5.26", "5.26.30", "org.neo4j.server.CommunityEntryPoint", 17),
    Release("2026.08", "2026.08.1", "org.neo4j.server.Neo4jCommunity", 21),
)


@dataclass
class Server:
    """A running server. `java` and `home` are None where somebody else runs it."""

    uri: str
    username: str
    password: str
    http: str | None = None
    release: Release | None = None
    home: Path | None = None
    java: Path | None = None
    extra: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    _process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def auth(self) -> tuple[str, str]:
        return self.username, self.password

    def start(self) -> None:
        """Start it on its home folder and wait until it answers. Raises RuntimeError with the log's end."""
        assert self.home is not None
        with (self.home / "console.log").open("ab") as log:
            self._process = subprocess.Popen(
                self._command(), stdout=log, stderr=log, start_new_session=True, preexec_fn=_end_with_parent
            )
        deadline = time.monotonic() + 90
        while time.monotonic() < deadline and self._process.poll() is None:
            if self._answers():
                return
            time.sleep(0.2)
        self.kill()
        raise RuntimeError("Neo4j did not start:\n" + (self.home / "console.log").read_text(errors="replace")[-3000:])

    def stop(self) -> None:
        """Ask it to end, and wait."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(60)
            self._process = None

    def kill(self) -> None:
        """End it as a power cut would."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
            self._process = None

    def admin(self, *arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        """Run neo4j-admin on its home folder; the server must be stopped for what writes."""
        assert self.home is not None and self.release is not None
        environment = os.environ | {"NEO4J_HOME": str(self.home), "NEO4J_CONF": str(self.home / "conf")}
        opened = [f"--add-opens={module}=ALL-UNNAMED" for module in _OPENED]  # as the script neo4j-admin does
        command = [str(self.java), *opened, "-cp", f"{library(self.release)}/*", "org.neo4j.cli.AdminTool", *arguments]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, cwd=cwd)

    def _command(self) -> list[str]:
        assert self.release is not None
        opened = [f"--add-opens={module}=ALL-UNNAMED" for module in _OPENED]
        return [
            *(
                str(self.java),
                "-Xms512m",
                "-Xmx1g",
                "-XX:+UseG1GC",
                *self.options,
                *opened,
                "--enable-native-access=ALL-UNNAMED",
            ),
            *("-cp", os.pathsep.join([f"{library(self.release)}/*", *self.extra]), self.release.main_class),
            *(f"--home-dir={self.home}", f"--config-dir={self.home}/conf"),
        ]

    def _answers(self) -> bool:
        host, port = self.uri.removeprefix("bolt://").split(":")
        try:
            with socket.create_connection((host, int(port)), timeout=1) as connection:
                # a Bolt handshake: the preamble and four proposals; four bytes come back when it is ready
                connection.sendall(bytes.fromhex("6060b017" + "00000005" + "00020404" + "00000000" + "00000000"))
                return len(connection.recv(4)) == 4
        except OSError:
            return False


def _end_with_parent() -> None:
    """Where Linux offers it: a server does not outlive tests that were killed."""
    if sys.platform == "linux":
        set_parent_death_signal = 1
        ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGKILL)


def java_for(release: Release) -> Path | None:
    """A java that can run the release: the default one, or any under /usr/lib/jvm."""
    found = shutil.which("java")
    candidates = [Path(found)] if found else []
    candidates += sorted(Path("/usr/lib/jvm").glob("*/bin/java"))
    return next((java for java in candidates if _java_version(java) >= release.java), None)


def _java_version(java: Path) -> int:
    shown = subprocess.run([str(java), "-version"], capture_output=True, text=True, check=False).stderr
    found = re.search(r'version "(\d+)', shown)
    return int(found.group(1)) if found else 0


def library(release: Release) -> Path:
    """Folder of the release's jars, fetched once into the user's cache. Raises RuntimeError."""
    folder = CACHE / f"neo4j-{release.version}"
    if not (folder / "complete").exists():
        command = ["mvn", "-B", "-q", "-f", str(HERE / "pom.xml"), "dependency:copy-dependencies"]
        command += [f"-DoutputDirectory={folder}", f"-Dneo4j.version={release.version}"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(
                f"Maven could not fetch Neo4j {release.version}:\n{done.stdout[-2000:]}{done.stderr[-2000:]}"
            )
        (folder / "complete").touch()
    return folder


def why_not(release: Release) -> str | None:
    """What is missing on this machine to run the release from its artifacts; None if nothing is."""
    if shutil.which("mvn") is None:
        return "Maven (Debian: apt-get install maven)"
    return None if java_for(release) else f"Java {release.java} or newer (Debian: apt-get install default-jre-headless)"


@contextmanager
def java_server(
    release: Release,
    folder: Path,
    *,
    settings: str = "",
    extra: tuple[str, ...] = (),
    options: tuple[str, ...] = ("-XX:TieredStopAtLevel=1",),
) -> Iterator[Server]:
    """A server of that release on a fresh home in `folder`; `settings` are more lines of neo4j.conf, `extra` more
    entries of the class path, `options` more of java's. As it is, java compiles quickly rather than well: a test's
    server lives for a minute. What is to be measured has `options=()`."""
    home = folder / "neo4j"
    for name in ("conf", "data", "logs", "plugins", "import", "run", "licenses"):
        (home / name).mkdir(parents=True)
    bolt, http = free_port(), free_port()
    (home / "conf" / "neo4j.conf").write_text(_CONFIG.format(bolt=bolt, http=http) + settings, encoding="utf-8")
    password = "x" + secrets.token_urlsafe(12)  # never like an option
    uri = f"bolt://127.0.0.1:{bolt}"
    server = Server(
        uri, "neo4j", password, f"http://127.0.0.1:{http}", release, home, java_for(release), extra, options
    )
    done = server.admin("dbms", "set-initial-password", password)
    if done.returncode:
        raise RuntimeError(f"neo4j-admin could not set the password:\n{done.stdout}{done.stderr}")
    server.start()
    try:
        yield server
    finally:
        server.kill()


@contextmanager
def emptied(server: Server, *, patience: float = 5, keep: bool = False) -> Iterator[Neo4jStore]:
    """A store in the server's database, from which everything was taken before, other people's things too; not where
    it is to be kept."""
    with Neo4jStore.open(server.uri, username=server.username, password=server.password, patience=patience) as store:
        if not keep:
            with GraphDatabase.driver(server.uri, auth=server.auth) as driver:
                driver.execute_query("MATCH (n) DETACH DELETE n", database_=store.database)
        yield store


@contextmanager
def docker_server(release: Release) -> Iterator[Server]:
    """A server in Docker, by testcontainers."""
    from testcontainers.neo4j import Neo4jContainer

    with Neo4jContainer(f"neo4j:{release.version}-community") as container:
        port = container.get_exposed_port(7687)
        yield Server(f"bolt://127.0.0.1:{port}", "neo4j", container.password, release=release)


def docker_answers() -> bool:
    """Whether a Docker engine is there and testcontainers can be imported."""
    if shutil.which("docker") is None:
        return False
    if subprocess.run(["docker", "info"], capture_output=True, check=False).returncode:
        return False
    import importlib.util

    return importlib.util.find_spec("testcontainers") is not None


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
