/** Compose files with overlays, each of one thing that merging gets wrong easily. `-f` in the order of `files`. */
export interface Case {
  readonly name: string;
  readonly files: readonly string[];
  readonly tree: Readonly<Record<string, string>>;
}

const two = (name: string, base: string, over: string, more: Record<string, string> = {}): Case => ({
  name,
  files: ["a.yaml", "b.yaml"],
  tree: { "a.yaml": base, "b.yaml": over, ...more },
});

const service = (lines: string): string =>
  `services:\n  app:\n    image: alpine:3.22\n${lines.replace(/^(?=.)/gm, "    ")}`;

export const corpus: readonly Case[] = [
  two("ports append", service("ports:\n  - '80:80'\n  - '443:443'\n"), service("ports: ['8080:80']\n")),
  two("the same port once", service("ports: ['80:80']\n"), service("ports: ['80:80', '81:81']\n")),
  two(
    "ports of both forms",
    service("ports: ['127.0.0.1:80:80/udp', '3000-3002:3000-3002']\n"),
    service("ports:\n  - target: 90\n    published: '91'\n    host_ip: 127.0.0.1\n"),
  ),
  two("ports reset", service("ports: ['80:80']\n"), service("ports: !reset []\n")),
  two("ports overridden", service("ports: ['80:80']\n"), service("ports: !override ['81:81']\n")),
  two("a key reset to null", service("command: a\nuser: root\n"), service("user: !reset null\n")),
  two(
    "environment as list and mapping",
    service("environment:\n  A: '1'\n  B: two\n"),
    service("environment:\n  - B=three\n  - C=four=five\n"),
  ),
  two(
    "environment reset by name",
    service("environment:\n  A: '1'\n  B: two\n"),
    service("environment:\n  A: !reset null\n"),
  ),
  two("environment overridden", service("environment:\n  A: '1'\n"), service("environment: !override\n  B: '2'\n")),
  two(
    "commands replace",
    service("command: python -m 'http server'\nentrypoint: [a, b]\n"),
    service("command: [c, d]\n"),
  ),
  two(
    "volumes by target",
    `${service("volumes:\n  - ./src:/app\n  - data:/data\n")}volumes:\n  data:\n`,
    `${service("volumes:\n  - /app/node_modules\n  - other:/data:ro\n")}volumes:\n  other:\n`,
  ),
  two(
    "long volumes",
    service("volumes:\n  - type: bind\n    source: ./x\n    target: /x\n"),
    `${service(
      "volumes:\n  - type: tmpfs\n    target: /x\n  - type: volume\n    source: v\n    target: /v\n    read_only: true\n",
    )}volumes:\n  v: {}\n`,
  ),
  two(
    "build as text and mapping",
    "services:\n  app:\n    build: .\n",
    "services:\n  app:\n    build:\n      target: production\n      args: [A=1, B]\n",
    { Dockerfile: "FROM alpine AS production\n" },
  ),
  two(
    "build arguments",
    "services:\n  app:\n    build:\n      context: .\n      args:\n        A: '1'\n        B: '2'\n",
    "services:\n  app:\n    build:\n      args:\n        - B=3\n",
  ),
  two(
    "health checks",
    service("healthcheck:\n  test: [CMD, a, b]\n  interval: 10s\n  retries: 3\n"),
    service("healthcheck:\n  test: c d\n  timeout: 1m30s\n"),
  ),
  two(
    "health checks disabled",
    service("healthcheck:\n  test: [CMD, a]\n"),
    service("healthcheck:\n  disable: true\n"),
  ),
  two(
    "dependencies of both forms",
    `${service("depends_on: [db]\n")}  db:\n    image: x\n  cache:\n    image: y\n`,
    "services:\n  app:\n    depends_on:\n      db:\n        condition: service_healthy\n      cache:\n        condition: service_started\n        required: false\n",
  ),
  two(
    "networks of both forms",
    `${service("networks: [front]\n")}networks:\n  front:\n  back:\n`,
    "services:\n  app:\n    networks:\n      back:\n        aliases: [web]\n",
  ),
  two("labels", service("labels: [a=1, b=2]\n"), service("labels:\n  b: three\n")),
  two("capabilities", service("cap_add: [NET_ADMIN]\ncap_drop: [ALL]\n"), service("cap_add: [NET_ADMIN, SYS_TIME]\n")),
  two(
    "security options",
    service("security_opt: ['no-new-privileges:true']\n"),
    service("security_opt: ['label:disable']\n"),
  ),
  two(
    "logging of another driver",
    service("logging:\n  driver: json-file\n  options:\n    max-size: 10m\n"),
    service("logging:\n  driver: syslog\n"),
  ),
  two(
    "logging of the same driver",
    service("logging:\n  driver: json-file\n  options:\n    max-size: 10m\n"),
    service("logging:\n  options:\n    max-file: '3'\n"),
  ),
  two(
    "resources",
    service("deploy:\n  replicas: 2\n  resources:\n    limits:\n      memory: 512m\n"),
    service("deploy:\n  resources:\n    limits:\n      cpus: '0.5'\n"),
  ),
  two(
    "secrets",
    `${service("secrets: [a]\n")}secrets:\n  a:\n    file: ./a\n  b:\n    file: ./b\n`,
    "services:\n  app:\n    secrets:\n      - source: b\n        target: /x\n",
    { a: "", b: "" },
  ),
  two(
    "tmpfs, dns and expose",
    service("tmpfs: /tmp\ndns: 1.1.1.1\nexpose: [80]\n"),
    service("tmpfs: [/run, /tmp]\ndns: [8.8.8.8]\nexpose: ['80', '81']\n"),
  ),
  two("extra hosts", service("extra_hosts: ['a:1.1.1.1']\n"), service("extra_hosts:\n  b: 2.2.2.2\n")),
  two("a service that only the overlay has", service(""), "services:\n  extra:\n    image: busybox\n"),
  two("a whole service reset", `${service("")}  debug:\n    image: busybox\n`, "services:\n  debug: !reset null\n"),
  {
    name: "three layers",
    files: ["a.yaml", "b.yaml", "c.yaml"],
    tree: {
      "a.yaml": service("environment: {A: '1'}\nports: ['1:1']\n"),
      "b.yaml": service("environment: {A: '2'}\nports: ['2:2']\n"),
      "c.yaml": service("environment: {B: '3'}\nports: !override ['3:3']\n"),
    },
  },
  {
    name: "anchors and merge keys",
    files: ["a.yaml"],
    tree: {
      "a.yaml":
        "x-base: &base\n  image: alpine\n  environment: &env\n    A: '1'\n    B: '2'\nx-more: &more\n  restart: always\nservices:\n  app:\n    <<: *base\n    environment:\n      <<: *env\n      B: '3'\n  other:\n    <<: [*base, *more]\n    image: busybox\n",
    },
  },
  {
    name: "variables",
    files: ["a.yaml"],
    tree: {
      ".env": 'SET=from-env\nEMPTY=\nQ="a b" # c\nREF=${SET}-x\n',
      "a.yaml": service(
        "environment:\n  A: ${SET}\n  B: $SET-b\n  C: ${UNSET:-c}\n  D: ${EMPTY:-d}\n  E: ${EMPTY-e}\n  F: $$literal\n  G: ${UNSET:-${SET:-x}}\n  H: ${SET:+yes}\n  I: ${UNSET+no}\n  J: ${Q}\n  K: ${REF}\n  L: '${UNSET}'\n",
      ),
    },
  },
  {
    name: "extends in one file",
    files: ["a.yaml"],
    tree: {
      "a.yaml":
        "services:\n  base:\n    image: alpine\n    environment: {A: '1', B: '2'}\n    ports: ['1:1']\n  app:\n    extends: base\n    environment: {B: '3'}\n    ports: ['2:2']\n  last:\n    extends:\n      service: app\n    command: x\n",
    },
  },
  {
    name: "extends of another file",
    files: ["a.yaml"],
    tree: {
      "sub/common.yaml":
        "services:\n  base:\n    image: alpine\n    volumes: ['./d:/d']\n    environment: [A=1]\n    cap_add: [X]\n",
      "a.yaml":
        "services:\n  app:\n    extends: {file: sub/common.yaml, service: base}\n    environment: {A: '2'}\n    cap_add: [Y]\n",
    },
  },
  {
    name: "include",
    files: ["a.yaml"],
    tree: {
      "sub/c.yaml": "services:\n  inc:\n    image: alpine\n    volumes: ['./d:/d']\nvolumes:\n  v: {}\n",
      "a.yaml": "include:\n  - sub/c.yaml\nservices:\n  app:\n    image: x\n    depends_on: [inc]\n",
    },
  },
  {
    name: "include of two that merge",
    files: ["a.yaml"],
    tree: {
      "sub/c.yaml": "services:\n  inc:\n    image: alpine\n    ports: ['1:1']\n",
      "sub/d.yaml": "services:\n  inc:\n    ports: ['2:2']\n",
      "a.yaml": "include:\n  - path: [sub/c.yaml, sub/d.yaml]\n",
    },
  },
  {
    name: "env files",
    files: ["a.yaml"],
    tree: {
      "one.env": "A=1\nB=2\n# c\nexport C='x y'\n",
      "two.env": "B=3\nD=${A}z\n",
      "a.yaml": service("env_file: [one.env, two.env]\nenvironment:\n  A: '9'\n"),
    },
  },
  {
    name: "numbers, booleans and nulls",
    files: ["a.yaml"],
    tree: {
      "a.yaml": service(
        "environment:\n  A: 1\n  B: true\n  C: 0.10\n  D: 010\n  E: 22:22\n  F: yes\n  G: null\n  H: 1e3\n  I: ''\nuser: '1000'\ncpus: 0.5\n",
      ),
    },
  },
  {
    name: "an entrypoint that clears",
    files: ["a.yaml"],
    tree: { "a.yaml": service("entrypoint: ''\ncommand: \"sh -c 'echo \\\"$$A\\\" && b'\"\n") },
  },
  {
    name: "profiles",
    files: ["a.yaml"],
    tree: { "a.yaml": `${service("")}  tool:\n    image: x\n    profiles: [debug]\n` },
  },
];
