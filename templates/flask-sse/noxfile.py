"""The checks: `nox` runs all, in the environment that it is started from."""

import nox

nox.options.default_venv_backend = "none"


@nox.session
def tests(session):
    session.run("pytest", *session.posargs)


@nox.session
def lint(session):
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")
