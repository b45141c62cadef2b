#!/bin/sh
# Runs the site on this machine, without containers: http://127.0.0.1:8000
# Takes another address as its argument: ./run.sh 8080
set -eu
cd "$(dirname "$0")"

[ -x .venv/bin/python ] || python3 -m venv .venv
PATH="$PWD/.venv/bin:$PATH"
pip install --quiet --disable-pip-version-check -r requirements-dev.txt

export DJANGO_DEBUG="${DJANGO_DEBUG:-True}"
export DJANGO_SECRET_KEY="${DJANGO_SECRET_KEY:-only-for-development}"

python compile_scss.py
python manage.py migrate
exec python manage.py runserver "$@"
