"""A real HTTP server on this machine, for what fetches files."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest


@dataclass
class Server:
    """What the server answers to each path: (status, announced length or None, body)."""

    url: str = ""
    answers: dict[str, tuple[int, int | None, bytes]] = field(default_factory=dict)
    pause_s: float = 0.0

    def serve(self, name: str, body: bytes, *, status: int = 200, length: int | None = -1) -> str:
        self.answers[f"/{name}"] = (status, len(body) if length == -1 else length, body)
        return f"{self.url}/{name}"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("no_proxy", "*")
    state = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, length, body = state.answers.get(self.path, (404, 0, b""))
            self.send_response(status)
            if status == 302:
                self.send_header("Location", body.decode())
            if length is not None:
                self.send_header("Content-Length", str(length))
            self.end_headers()
            try:
                for start in range(0, len(body), 500):
                    self.wfile.write(body[start : start + 500])
                    time.sleep(state.pause_s)
            except (BrokenPipeError, ConnectionResetError):
                pass  # the client gave up: that is what some tests ask

        def log_message(self, *_: object) -> None:
            return

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.url = f"http://127.0.0.1:{httpd.server_port}"
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield state
    httpd.shutdown()
    thread.join()
    httpd.server_close()
