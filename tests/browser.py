"""Debian's Chromium as a witness: what a page is once it has been opened, and whom it asks."""

from __future__ import annotations

import socketserver
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from office import required

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_OWN_CALLS = ".google"  # the browser itself asks for the time and for updates, whatever it shows


def opened_by_chromium(page: Path, *flags: str) -> str:
    """Return a page's elements after its script has run.

    Skips the test where there is no Chromium, unless SHINCHOKU_REQUIRE_PROOF=1.
    """
    chromium = required("chromium")
    # Chromium may still be tidying up its profile when it has ended.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        done = subprocess.run(
            [
                chromium,
                "--headless",
                *FLAGS,
                f"--user-data-dir={profile}",
                *flags,
                "--dump-dom",
                page.as_uri(),
            ],
            check=True,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
        )
    return done.stdout


@contextmanager
def listening_proxy() -> Iterator[tuple[str, list[str]]]:
    """Yield the flag that makes a server of ours Chromium's way out, and what it was asked for."""
    asked: list[str] = []

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            line = self.rfile.readline().decode("latin-1").strip()
            if _OWN_CALLS not in line:
                asked.append(line)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        host, port = server.server_address[:2]
        yield f"--proxy-server=http://{host!s}:{port}", asked
        server.shutdown()
