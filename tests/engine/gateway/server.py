"""An application behind a gateway: it tells what reaches it, streams, takes uploads and talks over a socket."""

import base64
import hashlib
import http.server
import json
import os
import socket
import ssl
import time
import urllib.parse

posts = 0


class Application(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        path, _, query = self.path.partition("?")
        name = path.rsplit("/", 1)[-1]
        asked = dict(urllib.parse.parse_qsl(query))
        if name == "events":
            self.stream()
        elif name == "socket":
            self.upgrade()
        elif name == "accelerated":
            self.answer(200, {}, {"X-Accel-Redirect": asked["to"]})
        elif name == "redirected":
            self.answer(302, {}, {"Location": f"https://{self.headers['Host']}/there"})
        elif name == "secure" and self.headers["X-Forwarded-Proto"] != "https":
            self.answer(301, {}, {"Location": f"https://{self.headers['Host']}{self.path}"})
        else:
            time.sleep(float(asked.get("seconds", 0)))
            self.tell({"padding": "x" * int(asked.get("padding", 0))})

    def do_POST(self):
        global posts
        posts += 1
        _, _, query = self.path.partition("?")
        left = int(self.headers["Content-Length"])
        digest = hashlib.sha256()
        while left > 0:
            part = self.rfile.read(min(left, 2**20))
            digest.update(part)
            left -= len(part)
        time.sleep(float(dict(urllib.parse.parse_qsl(query)).get("seconds", 0)))
        self.tell({"sha256": digest.hexdigest()})

    def tell(self, more):
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.answer(200, {"path": self.path, "headers": headers, "hostname": socket.gethostname(), "posts": posts, **more}, {})

    def answer(self, status, told, headers):
        body = json.dumps(told).encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", "Content-Length": len(body), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def stream(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("X-Accel-Buffering", "no")
        self.send_header("Connection", "close")
        self.end_headers()
        while True:
            self.wfile.write(f"data: {time.time()}\n\n".encode())
            self.wfile.flush()
            time.sleep(0.5)

    def upgrade(self):
        if self.headers["Upgrade"] != "websocket":
            return self.answer(426, {}, {})
        magic = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
        accept = hashlib.sha1((self.headers["Sec-WebSocket-Key"] + magic).encode()).digest()
        self.send_response(101)
        self.send_header("Upgrade", "websocket")
        self.send_header("Connection", "Upgrade")
        self.send_header("Sec-WebSocket-Accept", base64.b64encode(accept).decode())
        self.end_headers()
        self.close_connection = True
        # one short text, masked, comes back in capitals
        first, second = self.rfile.read(2)
        mask = self.rfile.read(4)
        text = bytes(byte ^ mask[index % 4] for index, byte in enumerate(self.rfile.read(second & 127)))
        self.wfile.write(bytes([first, len(text)]) + text.upper())

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128


server = Server(("", int(os.environ["PORT"])), Application)
if "CERTIFICATES" in os.environ:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(f"{os.environ['CERTIFICATES']}/fullchain.pem", f"{os.environ['CERTIFICATES']}/privkey.pem")
    server.socket = context.wrap_socket(server.socket, server_side=True)
server.serve_forever()
