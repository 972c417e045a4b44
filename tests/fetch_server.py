"""A web server on this computer that misbehaves in every way a publisher's can.

Each path is one kind of behavior. The server counts the requests to each path and notes when
they came and with what query.
"""

from __future__ import annotations

import gzip
import io
import json
import threading
import time
import zipfile
from collections import defaultdict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from tests.committee_rows import COLUMNS, cells, listing

POINT = {"type": "Point", "coordinates": [-87.6, 41.9]}
GEOJSON = json.dumps(
    {
        "type": "FeatureCollection",
        "features": [{"type": "Feature", "properties": {"ward": 1}, "geometry": POINT}],
    }
).encode()
CSV = b"ward,precinct,voters\n1,1,732\n1,2,967\n"
ROWS = b'[["GEO_ID","P2_001N"],["1400000US17031010100","4905"]]'
HTML = b"<!DOCTYPE html><html><body>We will be back soon.</body></html>"

FIXED = {
    "/good.geojson": GEOJSON,
    "/good.csv": CSV,
    "/good.json": ROWS,
    "/page": HTML,
    "/truncated.geojson": GEOJSON[:-20],
    "/object.geojson": b'{"type": "Feature"}',
    "/empty.geojson": b'{"type": "FeatureCollection", "features": []}',
    "/deep.geojson": b"[" * 200_000,
    "/semicolons.csv": CSV.replace(b",", b";"),
    "/ragged.csv": CSV[:-5],
    "/binary.csv": b"ward,precinct\n1,\0\n",
    "/uneven.json": b'[["a","b"],["1"]]',
    "/error.json": b'{"error": "unknown variable"}',
    "/committees.txt": listing(
        cells(),
        [*cells(ID="102"), "stray"],
        cells(ID="103", Name="Friends of a Village Trustee"),
        cells(ID="104", Name="30th United"),
    ),
    "/fewer.txt": listing(cells(ID="104", Name="30th United")),
    "/others.txt": listing(cells(ID="103", Name="Friends of a Village Trustee")),
    "/cut.txt": listing(cells(), cells(ID="104", Name="30th United"))[:-40],
    "/commas.txt": b"ID,Name\n1,A\n",
    "/columns.txt": listing(cells(), header=("Key", *COLUMNS[1:])),
    "/bare.txt": listing(),
    "/not.zip": b"this is no archive, whatever its name says",
}
STATUS = {"/404": 404, "/403": 403, "/500": 500}
REDIRECTS = {
    "/loop": "/loop",
    "/moved": "/good.geojson",
    "/to-ftp": "ftp://127.0.0.1/wards.geojson",
    "/to-file": "file:///etc/hostname",
    "/to-unreadable": "http://[half/an/address",
    "/missing-key": "/page",
}


def small_zip() -> bytes:
    """A real archive with one member, the same bytes each time: its date is fixed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(zipfile.ZipInfo("wards.txt", (2023, 5, 15, 0, 0, 0)), "1\n" * 500)
    return packed.getvalue()


class Handler(BaseHTTPRequestHandler):
    """Answers by path; see the tables above and the methods below."""

    server: MisbehavingServer

    def do_GET(self) -> None:
        """Note the request, then behave as the path says."""
        parts = urlsplit(self.path)
        path = parts.path
        self.server.times[path].append(time.monotonic())
        self.server.queries[path].append(parts.query)
        if path in FIXED:
            self.whole(FIXED[path])
        elif path in STATUS:
            self.whole(HTML, STATUS[path])
        elif path in REDIRECTS:
            self.whole(b"", 302, Location=REDIRECTS[path])
        else:
            getattr(self, path.strip("/").replace("-", "_").replace(".", "_"))()

    def log_message(self, format: str, *args: object) -> None:
        """Stay quiet: the tests read the counts."""

    def whole(self, body: bytes, status: int = 200, **headers: str) -> None:
        """A complete answer with its true length."""
        self.head(status, Content_Length=str(len(body)), **headers)
        self.wfile.write(body)

    def head(self, status: int = 200, **headers: str) -> None:
        """Status line and headers; underscores become dashes."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def nth(self) -> int:
        """How often this path has been asked, this time included."""
        return len(self.server.times[urlsplit(self.path).path])

    def good_zip(self) -> None:
        self.whole(small_zip())

    def cut_zip(self) -> None:
        """The first half of an archive, with no length that would give it away."""
        self.head()
        self.wfile.write(small_zip()[: len(small_zip()) // 2])

    def slow(self) -> None:
        """A byte now and then: each comes in time, the whole never does."""
        self.head(Content_Length="100000")
        self.dribble()

    def slow_head(self) -> None:
        """The same, without ever getting to the end of the headers."""
        self.wfile.write(b"HTTP/1.0 200 OK\r\nX-Long: ")
        self.dribble()

    def dribble(self) -> None:
        while not self.server.closing.wait(0.05):
            try:
                self.wfile.write(b" ")
            except OSError:
                return

    def hang(self) -> None:
        """Takes the request and says nothing."""
        self.server.closing.wait(20)

    def hang_midway(self) -> None:
        self.head(Content_Length=str(len(GEOJSON)))
        self.wfile.write(GEOJSON[:10])
        self.server.closing.wait(20)

    def cut(self) -> None:
        """Promises the whole and sends half."""
        self.head(Content_Length=str(len(GEOJSON)))
        self.wfile.write(GEOJSON[: len(GEOJSON) // 2])

    def cut_once(self) -> None:
        if self.nth() == 1:
            self.cut()
        else:
            self.whole(GEOJSON)

    def cut_chunked(self) -> None:
        self.protocol_version = "HTTP/1.1"
        self.close_connection = True
        self.head(Transfer_Encoding="chunked")
        self.wfile.write(b"40\r\n" + GEOJSON[:10])

    def nonsense(self) -> None:
        """Does not speak HTTP at all."""
        self.wfile.write(b"220 ready\r\n")

    def fails_twice(self) -> None:
        if self.nth() > 2:
            self.whole(GEOJSON)
        else:
            self.whole(HTML, 500)

    def busy_once(self) -> None:
        if self.nth() == 1:
            self.whole(HTML, 429, Retry_After="1")
        else:
            self.whole(GEOJSON)

    def busy_for_long(self) -> None:
        self.whole(HTML, 429, Retry_After="3600")

    def busy_until_2100(self) -> None:
        self.whole(HTML, 503, Retry_After="Fri, 01 Jan 2100 00:00:00 GMT")

    def large_by_header(self) -> None:
        """Announces ten gigabytes; whoever goes on to read waits in vain."""
        self.head(Content_Length=str(10**10))
        self.server.closing.wait(20)

    def large_by_body(self) -> None:
        """Announces nothing and pours."""
        self.head()
        self.pour()

    def bomb(self) -> None:
        """A true, small length, and 200 MB once unpacked."""
        self.whole(self.server.bomb, Content_Encoding="gzip")

    def packed(self) -> None:
        self.whole(gzip.compress(GEOJSON), Content_Encoding="gzip")

    def damaged_gzip(self) -> None:
        self.whole(b"not packed at all", Content_Encoding="gzip")

    def pour(self) -> None:
        """Send without end, until the other side has had enough."""
        for _ in range(400):
            try:
                self.wfile.write(b" " * 65_536)
                self.server.poured += 65_536
            except OSError:
                return

    def to_another_host(self) -> None:
        """To this same server under another name, over plain http."""
        self.whole(b"", 302, Location=f"http://localhost:{self.server.server_port}/good.geojson")


class MisbehavingServer(ThreadingHTTPServer):
    """Serves on a free port of 127.0.0.1 while its `with` block lasts."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.times: dict[str, list[float]] = defaultdict(list)
        self.queries: dict[str, list[str]] = defaultdict(list)
        self.closing = threading.Event()
        self.poured = 0
        self.bomb = gzip.compress(b" " * 200_000_000, compresslevel=1)

    def address(self, path: str) -> str:
        """The full address of a behavior."""
        return f"http://127.0.0.1:{self.server_port}{path}"

    def hits(self, path: str) -> int:
        """How often it was asked for."""
        return len(self.times[path])

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up in the middle is the point of these tests, not a fault."""

    def __enter__(self) -> Self:
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.closing.set()
        self.shutdown()
        self.server_close()
