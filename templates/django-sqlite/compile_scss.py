#!/usr/bin/env python
"""Compiles scss/*.scss to static/css/*.css, all of them or none.

A file whose name starts with an underscore is only there for others to import.
"""

import sys
from pathlib import Path

import sass

BASE_DIR = Path(__file__).resolve().parent
SOURCES = BASE_DIR / "scss"
TARGET = BASE_DIR / "static" / "css"


def main():
    try:
        sheets = {
            TARGET / f"{source.stem}.css": sass.compile(
                filename=str(source), output_style="compressed"
            )
            for source in sorted(SOURCES.glob("[!_]*.scss"))
        }
    except sass.CompileError as error:
        sys.exit(str(error))

    TARGET.mkdir(parents=True, exist_ok=True)
    for path, css in sheets.items():
        path.write_text(css, encoding="utf-8")
        print(path.relative_to(BASE_DIR))


if __name__ == "__main__":
    main()
