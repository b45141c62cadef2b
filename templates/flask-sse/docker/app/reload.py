#!/usr/bin/env python3
"""reload [--on PATTERN]... [--again] COMMAND...: runs it, and anew when a file below the working folder changes.

PATTERN is that of a file's name, *.py unless given. With --again a command that has ended waits for the next change.
"""

import fnmatch
import os
import signal
import subprocess
import sys
import time

SKIPPED = {"node_modules", "__pycache__", "venv"}


def snapshot(patterns):
    found = {}
    for folder, folders, files in os.walk("."):
        folders[:] = [name for name in folders if name not in SKIPPED and not name.startswith(".")]
        for name in files:
            if any(fnmatch.fnmatch(name, pattern) for pattern in patterns):
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


def main(patterns, again, command):
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    seen = snapshot(patterns)
    child = subprocess.Popen(command)
    try:
        while True:
            try:
                child.wait(1)
                # it ended by itself: whoever watches the container should know of a success, and mend a failure
                if child.returncode == 0 and not again:
                    return 0
                time.sleep(1)
            except subprocess.TimeoutExpired:
                pass
            now = snapshot(patterns)
            if now != seen:
                changed = sorted(path for path in now.keys() | seen.keys() if now.get(path) != seen.get(path))
                print(f"reload: {changed[0]} changed, starting anew", file=sys.stderr, flush=True)
                seen = now
                child.terminate()
                child.wait()
                child = subprocess.Popen(command)
    except Stop:
        child.terminate()
        code = child.wait()
        return 0 if again else code


if __name__ == "__main__":
    words = sys.argv[1:]
    patterns, again = [], False
    while words and words[0] in ("--on", "--again"):
        if words.pop(0) == "--again":
            again = True
        else:
            patterns.append(words.pop(0))
    sys.exit(main(patterns or ["*.py"], again, words))
