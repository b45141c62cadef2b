/** Variables that interpreters, servers and libraries read by themselves: no line of an application names them. */
const readElsewhere = [
  // processes: https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/V1_chap08.html
  /^(TZ|LANG|LANGUAGE|LC_\w+|HOME|PATH|TMPDIR|TEMP|TMP|USER|SHELL|PWD|TERM|HOSTNAME|LD_\w+|MALLOC_\w+|OMP_\w+)$/,
  /^(https?_proxy|no_proxy|HTTPS?_PROXY|NO_PROXY|ALL_PROXY|SSL_CERT_\w+|REQUESTS_CA_BUNDLE|CURL_CA_BUNDLE)$/,
  /^(PYTHON\w+|VIRTUAL_ENV|PIP_\w+|UV_\w+|POETRY_\w+|NODE_\w+|NPM_\w+|npm_\w+|YARN_\w+|VITE_CJS_\w+)$/,
  // servers and frameworks
  /^(WEB_CONCURRENCY|FORWARDED_ALLOW_IPS|SCRIPT_NAME|GUNICORN_\w+|UVICORN_\w+|HYPERCORN_\w+|FLASK_\w+|DJANGO_SETTINGS_MODULE)$/,
  /^(DASH_\w+|CELERY_\w+|FLOWER_\w+|C_FORCE_ROOT|PROMETHEUS_MULTIPROC_DIR|DJANGO_SUPERUSER_\w+|HOST|PORT)$/,
  // clients
  /^(PG\w+|MYSQL_\w+|REDISCLI_AUTH|AWS_\w+|GOOGLE_\w+|AZURE_\w+|SENTRY_\w+|OTEL_\w+|NEW_RELIC_\w+|DD_\w+|KUBERNETES_\w+)$/,
];

/** Variables that every process has, or that only tools and their machines set. */
const setElsewhere = [
  /^(NODE_ENV|MODE|DEV|PROD|SSR|BASE_URL|CI|DEBUG_COLORS|NO_COLOR|FORCE_COLOR|COLUMNS|LINES|EDITOR|XDG_\w+)$/,
  /^(PYTEST_\w+|GITHUB_\w+|GITLAB_\w+|VITEST\w*|JEST_\w+|RUN_MAIN|WERKZEUG_\w+)$/,
];

export const isReadElsewhere = (name: string): boolean => readElsewhere.some((pattern) => pattern.test(name));

export const isSetElsewhere = (name: string): boolean =>
  isReadElsewhere(name) || setElsewhere.some((pattern) => pattern.test(name));
