"""Streams, on the server that serves them: two processes of gunicorn."""

import json
import os
import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from http.client import HTTPConnection

import pytest


@pytest.fixture
def server(app, environ):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["gunicorn", "eventboard:create_app()", f"--bind=127.0.0.1:{port}"]
    options = ["--worker-class=gthread", "--workers=2", "--threads=16"]
    process = subprocess.Popen(
        [sys.executable, "-m", *command, *options, "--graceful-timeout=30"],
        env=os.environ | environ,
    )
    process.port = port
    try:
        wait_until_ready(process)
        yield process
    finally:
        process.terminate()
        process.wait(40)


def wait_until_ready(server):
    for _ in range(100):
        assert server.poll() is None
        try:
            get_json(server, "/api/status")
            return
        except ConnectionError:
            time.sleep(0.1)
    pytest.fail("The server does not answer.")


def get_json(server, path):
    connection = HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.request("GET", path)
    return json.load(connection.getresponse())


def add_post(server, title):
    connection = HTTPConnection("127.0.0.1", server.port, timeout=30)
    headers = {"Content-Type": "application/json"}
    connection.request("POST", "/api/posts", json.dumps({"title": title}), headers)
    assert connection.getresponse().status == 201


def open_stream(server, **headers):
    connection = HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.request("GET", "/events", headers=headers)
    stream = connection.getresponse()
    assert stream.headers["Content-Type"].startswith("text/event-stream")
    assert stream.readline() == b"retry: 2000\n"
    return stream


def next_post(stream):
    for line in stream:
        if line.startswith(b"data: "):
            return json.loads(line.removeprefix(b"data: "))["title"]


def test_every_stream_gets_each_post_and_other_requests_are_answered(server):
    with ExitStack() as stack:
        streams = [stack.enter_context(open_stream(server)) for _ in range(8)]
        for title in ("first", "second"):
            add_post(server, title)
            assert [next_post(stream) for stream in streams] == [title] * 8
        assert get_json(server, "/api/status")["posts"] == 2


def test_who_comes_back_gets_what_came_meanwhile(server):
    for title in ("first", "second", "third"):
        add_post(server, title)
    with open_stream(server, **{"Last-Event-ID": "1"}) as stream:
        assert [next_post(stream), next_post(stream)] == ["second", "third"]


def test_streams_end_when_the_server_is_told_to_stop(server):
    with open_stream(server) as stream:
        server.terminate()
        stream.read()  # to its proper end, else an IncompleteRead
        assert server.wait(20) == 0


def test_too_many_streams_are_refused(app, client):
    app.config["MAX_STREAMS"] = 1
    with app.extensions["feed"].joined():
        assert client.get("/events").status_code == 503
    stream = client.get("/events")
    assert stream.status_code == 200
    stream.close()
