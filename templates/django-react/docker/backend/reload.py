#!/usr/bin/env python3
"""reload COMMAND...: runs it, and starts it anew when a Python file below the working folder changes."""

import os
import signal
import subprocess
import sys
import time

SKIPPED = {"node_modules", "__pycache__", "venv"}


def snapshot():
    found = {}
    for folder, folders, files in os.walk("."):
        folders[:] = [name for name in folders if name not in SKIPPED and not name.startswith(".")]
        for name in files:
            if name.endswith(".py"):
                path = os.path.join(folder, name)
                try:
                    found[path] = os.stat(path).st_mtime_ns
                except FileNotFoundError:
                    pass
    return found


class Stop(Exception):
    pass


def stop(*_):
    raise Stop


def main(command):
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    seen = snapshot()
    child = subprocess.Popen(command)
    try:
        while True:
            try:
                child.wait(1)
                # it ended by itself: whoever watches the container should know of a success, and mend a failure
                if child.returncode == 0:
                    return 0
                time.sleep(1)
            except subprocess.TimeoutExpired:
                pass
            now = snapshot()
            if now != seen:
                changed = sorted(path for path in now.keys() | seen.keys() if now.get(path) != seen.get(path))
                print(f"reload: {changed[0]} changed, starting anew", file=sys.stderr, flush=True)
                seen = now
                child.terminate()
                child.wait()
                child = subprocess.Popen(command)
    except Stop:
        child.terminate()
        return child.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
