"""S3 and Secrets Manager over HTTP on a folder, as far as the job calls them: boto3 is real.

python tests/glue/support/s3_server.py FOLDER PORT
"""

from __future__ import annotations

import hashlib
import json
import sys
import threading
from collections.abc import Callable
from email.utils import formatdate
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

SECRET = "a secret for tests"


@lru_cache
def tag_of(file: Path, _written: int) -> str:
    """The entity tag of a file as it was written then."""
    return hashlib.md5(file.read_bytes()).hexdigest()


def serve(
    folder: Path, port: int = 0, refuses: Callable[[str, str], bool] = lambda method, key: False
) -> ThreadingHTTPServer:
    """A server of `folder`/<bucket>/<key>; `port` 0 takes a free one. Call `serve_forever`.

    A request for which `refuses` (method, path) is true is answered with AccessDenied.
    """
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            url = urlsplit(self.path)
            bucket, _, key = unquote(url.path).lstrip("/").partition("/")
            if not key:
                return self._list(bucket, parse_qs(url.query).get("prefix", [""])[0])
            file = folder / bucket / key
            if not file.is_file():
                return self._answer(404, b"<Error><Code>NoSuchKey</Code></Error>")
            return self._answer(200, file.read_bytes(), file)

        def do_PUT(self) -> None:
            file = folder / unquote(urlsplit(self.path).path).lstrip("/")
            body = self.rfile.read(int(self.headers["Content-Length"]))
            with lock:
                if refuses("PUT", self.path):
                    return self._answer(403, b"<Error><Code>AccessDenied</Code></Error>")
                if self.headers.get("If-None-Match") == "*" and file.exists():
                    return self._answer(412, b"<Error><Code>PreconditionFailed</Code></Error>")
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(body)
            return self._answer(200, b"", file)

        def do_DELETE(self) -> None:
            (folder / unquote(urlsplit(self.path).path).lstrip("/")).unlink(missing_ok=True)
            self._answer(204, b"")

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self._answer(200, json.dumps({"Name": "key", "SecretString": SECRET}).encode())

        def _list(self, bucket: str, prefix: str) -> None:
            found = (file for file in (folder / bucket).rglob("*") if file.is_file())
            keys = sorted(str(file.relative_to(folder / bucket)) for file in found)
            entries = "".join(
                f"<Contents><Key>{escape(key)}</Key></Contents>"
                for key in keys
                if key.startswith(prefix)
            )
            text = f"<ListBucketResult><IsTruncated>false</IsTruncated>{entries}</ListBucketResult>"
            self._answer(200, text.encode())

        def _answer(self, status: int, body: bytes, file: Path | None = None) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Last-Modified", formatdate(0, usegmt=True))
            if file is not None:
                self.send_header("ETag", f'"{tag_of(file, file.stat().st_mtime_ns)}"')
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    return ThreadingHTTPServer(("127.0.0.1", port), Handler)


if __name__ == "__main__":
    serve(Path(sys.argv[1]), int(sys.argv[2])).serve_forever()
