"""A TCP proxy of the tests' own, that cuts the wire after so many bytes, in either direction."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class Proxy:
    """Forwards to a server; `passed` counts bytes. After `allow(n)` the wire is cut when n more bytes have passed."""

    def __init__(self, host: str, port: int) -> None:
        self._target = host, port
        self._lock = threading.Lock()
        self._open: list[socket.socket] = []
        self._left: int | None = None
        self.passed = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.uri = f"bolt://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def allow(self, count: int | None) -> None:
        """Cut after that many bytes, None for never; what is open stays open until then."""
        with self._lock:
            self._left, self.passed = count, 0

    def close(self) -> None:
        self._listener.close()
        self._cut()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                if self._left == 0:
                    client.close()
                    continue
                server = socket.create_connection(self._target)
                with self._lock:
                    self._open += [client, server]
                for source, sink in ((client, server), (server, client)):
                    threading.Thread(target=self._forward, args=(source, sink), daemon=True).start()

    def _forward(self, source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while received := source.recv(65536):
                with self._lock:
                    count = len(received) if self._left is None else min(len(received), self._left)
                    self.passed += count
                    if self._left is not None:
                        self._left -= count
                sink.sendall(received[:count])
                if self._left == 0:
                    break
        if self._left == 0:
            self._cut()
        else:
            source.close()
            with suppress(OSError):
                sink.shutdown(socket.SHUT_WR)

    def _cut(self) -> None:
        with self._lock:
            doomed, self._open = self._open, []
        for end in doomed:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()


@contextmanager
def proxy(uri: str) -> Iterator[Proxy]:
    """A proxy before the server at that `bolt://` address."""
    host, _, port = uri.removeprefix("bolt://").partition(":")
    made = Proxy(host, int(port))
    try:
        yield made
    finally:
        made.close()
