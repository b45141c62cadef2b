import { resolve } from "node:path";
import { check, folderTree, memoryTree, policyOf, recover, type Tree } from "@quaywright/policy";

/** One change of a template, and the rule that must tell it. */
interface Mutation {
  readonly rule: string;
  readonly file: string;
  readonly from: string | RegExp;
  readonly to: string;
  /** What is also true of the changed stack. */
  readonly also?: readonly string[];
}

const production = "docker-compose.prod.yml";
const development = "docker-compose.dev.yml";

const mutations: readonly Mutation[] = [
  {
    rule: "upstream-unknown",
    file: "docker/nginx/default.conf",
    from: "server backend:8000 resolve",
    to: "server bakend:8000 resolve",
  },
  {
    rule: "upstream-unreachable-network",
    file: production,
    from: /(nginx:[\s\S]*?)networks: \[backend, frontend, nginx_outside\]/,
    to: "$1networks: [frontend, nginx_outside]",
  },
  {
    rule: "healthy-dependency-without-healthcheck",
    file: production,
    from: /( {4}healthcheck:\n {6}test: \[CMD, sh[\s\S]*?retries: 3\n)/,
    to: "",
    also: ["service-healthcheck-missing"],
  },
  {
    rule: "dependency-not-declared",
    file: development,
    from: /(\n {2}backend:\n[\s\S]*?) {4}depends_on:\n {6}backend-migrate:\n {8}condition: service_completed_successfully\n {6}db:\n {8}condition: service_healthy\n/,
    to: "$1",
    also: ["one-shot-dependency"],
  },
  {
    rule: "connection-target-unknown",
    file: production,
    from: /(\n {2}backend:\n[\s\S]*?DB_HOST: )db/,
    to: "$1database",
  },
  { rule: "host-localhost", file: production, from: /(\n {2}backend:\n[\s\S]*?DB_HOST: )db/, to: "$1localhost" },
  {
    rule: "credentials-mismatch",
    file: development,
    from: /(\n {2}backend:\n[\s\S]*?DB_PASSWORD: )\$\{POSTGRES_PASSWORD:-development-only\}/,
    to: "$1another-one",
  },
  {
    rule: "build-target-missing",
    file: production,
    from: /(dockerfile: docker\/backend\/Dockerfile\n {6}target: )production/,
    to: "$1produktion",
  },
  {
    rule: "production-uses-dev-target",
    file: production,
    from: /(dockerfile: docker\/frontend\/Dockerfile\n {6}target: )production/,
    to: "$1development",
    also: ["*"],
  },
  {
    rule: "build-arg-unknown",
    file: production,
    from: "VITE_API_BASE_URL: /api",
    to: "VITE_API_URL: /api",
    also: ["route-prefix-mismatch"],
  },
  {
    rule: "secret-as-build-arg",
    file: production,
    from: "        VITE_API_BASE_URL: /api",
    to: "        VITE_API_BASE_URL: ${NPM_TOKEN:?}",
    also: ["env-example-missing-key", "unset-interpolation"],
  },
  { rule: "copy-source-ignored", file: "docker/frontend/Dockerfile.dockerignore", from: "!frontend\n", to: "" },
  {
    rule: "copy-source-missing",
    file: "docker/backend/Dockerfile",
    from: /COPY (.*)backend\/ /,
    to: "COPY $1bakend/ ",
    also: ["copy-source-ignored"],
  },
  {
    rule: "network-segmentation",
    file: production,
    from: "networks: [backend, frontend, nginx_outside]",
    to: "networks: [backend, frontend, nginx_outside, db]",
  },
  {
    rule: "database-port-published",
    file: production,
    from: /(\n {2}db:\n {4}# ?.*\n)?( {4}image: postgres:17\n)/,
    to: '$2    ports: ["5432:5432"]\n',
  },
  {
    rule: "replicas-fixed-port-or-name",
    file: production,
    from: /(\n {2}backend:\n)/,
    to: "$1    container_name: backend\n",
  },
  {
    rule: "healthcheck-tool-missing",
    file: production,
    from: /(\n {2}db:[\s\S]*?test: )\[CMD, sh.*\]/,
    to: "$1[CMD, curl, -f, 'http://127.0.0.1:5432']",
  },
  {
    rule: "database-volume-path",
    file: production,
    from: "db_data:/var/lib/postgresql/data",
    to: "db_data:/var/lib/postgresql/pgdata",
  },
  { rule: "image-tag-drift", file: development, from: "image: postgres:17", to: "image: postgres:16" },
  {
    rule: "migrations-by-replicas",
    file: "docker/backend/entrypoint.sh",
    from: /\nexec "\$@"/,
    to: '\npython manage.py migrate\nexec "$@"',
    also: ["migrate-without-lock"],
  },
  {
    rule: "entrypoint-ignores-command",
    file: "docker/backend/entrypoint.sh",
    from: /[\s\S]*/,
    to: "#!/bin/sh\nset -eu\nexec gunicorn app\n",
    also: ["*"],
  },
  {
    rule: "restart-loop-one-shot",
    file: production,
    from: /(\n {2}backend-migrate:[\s\S]*?restart: )"no"/,
    to: "$1always",
  },
  {
    rule: "docker-socket",
    file: production,
    from: "nginx_temporary:/var/cache/nginx",
    to: "/var/run/docker.sock:/var/run/docker.sock",
    also: ["*"],
  },
  {
    rule: "route-prefix-mismatch",
    file: "docker/nginx/default.conf",
    from: /location \/api\/ \{/,
    to: "location /v1/ {",
  },
  {
    rule: "tls-material-missing",
    file: "docker/nginx/default.conf",
    from: "listen 8080;",
    to: "listen 8443 ssl;\n    ssl_certificate /certs/tls.crt;",
    also: ["*"],
  },
  {
    rule: "static-path-mismatch",
    file: "docker/nginx/default.conf",
    from: "alias /srv/backend/static/;",
    to: "alias /opt/elsewhere/static/;",
  },
];

const folder = folderTree(resolve("templates/django-react"));

function found(tree: Tree): ReadonlySet<string> {
  const { findings } = check(
    recover(tree, { today: "2026-11-21" }),
    policyOf({ profile: "strict", severities: new Map([["generated-file-edited", "off"]]) }),
  );
  return new Set(findings.filter(({ severity }) => severity !== "info").map(({ rule }) => rule.id));
}

const executable = new Set(folder.paths.filter((path) => folder.isExecutable(path)));
const changed = (file: string, text: string): Tree => memoryTree({ [file]: text }, executable, folder);

test("the template is clean", () => {
  expect([...found(folder)]).toEqual([]);
});

describe("a change of the template makes its rule speak", () => {
  test.each(mutations.map((mutation) => [mutation.rule, mutation] as const))(
    "%s",
    (rule, { also = [], file, from, to }) => {
      const before = folder.read(file)!.text;
      const after = before.replace(from, to);
      expect(after).not.toBe(before);
      const rules = [...found(changed(file, after))];
      expect(rules).toContain(rule);
      if (!also.includes("*")) expect(rules.filter((each) => each !== rule && !also.includes(each))).toEqual([]);
    },
  );
});

test.each([
  production,
  development,
  "docker/nginx/default.conf",
  "docker/backend/Dockerfile",
  "docker/backend/entrypoint.sh",
])("a comment in %s makes none speak", (file) => {
  const text = folder.read(file)!.text;
  const [first, ...rest] = text.split("\n");
  expect([...found(changed(file, [first, "# a remark", ...rest].join("\n")))]).toEqual([]);
});
