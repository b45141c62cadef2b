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
  two(
    "a mapping reset whole",
    service("environment: {A: '1'}\nlabels: {a: x}\nhealthcheck:\n  test: [CMD, a]\n"),
    service("environment: !reset {}\nlabels: !reset\nhealthcheck: !reset {}\n"),
  ),
  two(
    "a mapping overridden below another",
    service("build:\n  context: .\n  args: {A: '1', B: '2'}\n  target: x\n"),
    service("build:\n  args: !override {C: '3'}\n"),
    { Dockerfile: "FROM alpine AS x\n" },
  ),
  two(
    "dependencies overridden and reset",
    `${service("depends_on: [db, cache]\n")}  db: {image: x, depends_on: [cache]}\n  cache: {image: y}\n`,
    "services:\n  app:\n    depends_on: !override\n      cache: {condition: service_healthy}\n  db:\n    depends_on: !reset []\n",
  ),
  two(
    "volumes of both forms of one target",
    `${service("volumes: ['data:/data', './a:/a:ro', '/b']\n")}volumes: {data: {}, more: {}}\n`,
    service("volumes:\n  - {type: volume, source: more, target: /data}\n  - {type: bind, source: ./c, target: /a}\n"),
  ),
  two(
    "ports that differ in one part",
    service("ports: ['80:80', '127.0.0.1:80:80', '80:80/udp', '81:80', '9000']\n"),
    service("ports: [{target: 80, published: '80', protocol: udp}, {target: 9000}]\n"),
  ),
  two(
    "a service that extends in both files",
    "services:\n  base: {image: alpine, environment: {A: '1'}, ports: ['1:1']}\n  app: {extends: base, environment: {B: '2'}}\n",
    "services:\n  more: {image: busybox, environment: {C: '3'}, ports: ['3:3']}\n  app: {extends: more, environment: {D: '4'}}\n",
  ),
  {
    name: "extends across folders, whose files are beside them",
    files: ["a.yaml"],
    tree: {
      "one/a.yaml":
        "services:\n  base:\n    extends: {file: ../two/b.yaml, service: deep}\n    env_file: [one.env]\n    environment: {B: one}\n",
      "two/b.yaml": "services:\n  deep:\n    image: alpine\n    env_file: two.env\n    environment: {A: two, B: two}\n",
      "one/one.env": "X=one\n",
      "two/two.env": "X=two\nY=two\n",
      "a.yaml": "services:\n  app:\n    extends: {file: one/a.yaml, service: base}\n    environment: [C=a]\n",
    },
  },
  {
    name: "extends of a service with networks, secrets and profiles",
    files: ["a.yaml"],
    tree: {
      "b.yaml":
        "services:\n  base:\n    image: alpine\n    networks: [back]\n    secrets: [s]\n    profiles: [tools]\n    deploy: {replicas: 3}\nnetworks: {back: {}}\nsecrets: {s: {file: ./s}}\n",
      s: "",
      "a.yaml":
        "services:\n  app:\n    extends: {file: b.yaml, service: base}\n    networks: [front]\nnetworks: {front: {}, back: {}}\nsecrets: {s: {file: ./s}}\n",
    },
  },
  {
    name: "an included project with a folder and an environment of its own",
    files: ["a.yaml"],
    tree: {
      ".env": "TAG=outer\nONLY=outer\n",
      "parts/c.yaml":
        "services:\n  inc:\n    image: alpine:${TAG}\n    environment: {ONLY: '${ONLY:-none}'}\n    env_file: [x.env]\n",
      "other/.env": "TAG=other\n",
      "other/x.env": "X=other\n",
      "parts/x.env": "X=parts\n",
      "a.yaml":
        "include:\n  - path: parts/c.yaml\n    project_directory: other\nservices:\n  app: {image: 'x:${TAG}', depends_on: [inc]}\n",
    },
  },
  {
    name: "an included project with an environment file",
    files: ["a.yaml"],
    tree: {
      ".env": "TAG=outer\n",
      "parts/c.yaml": "services:\n  inc: {image: 'alpine:${TAG}', environment: {B: '${B:-none}'}}\n",
      "parts/.env": "TAG=inner\nB=inner\n",
      "given.env": "B=given\n",
      "a.yaml": "include:\n  - path: [parts/c.yaml]\n    env_file: given.env\nservices:\n  app: {image: 'x:${TAG}'}\n",
    },
  },
  {
    name: "included projects that include",
    files: ["a.yaml", "b.yaml"],
    tree: {
      "one/c.yaml": "include: [../two/d.yaml]\nservices:\n  one: {image: alpine, depends_on: [two]}\n",
      "two/d.yaml": "services:\n  two: {image: busybox}\nnetworks: {n: {}}\n",
      "a.yaml": "include: [one/c.yaml]\nservices:\n  app: {image: x}\n",
      "b.yaml": "services:\n  app: {networks: [n], depends_on: [one]}\n",
    },
  },
  {
    name: "environment files that take from each other, and from the project's",
    files: ["a.yaml"],
    tree: {
      ".env": "A=dotenv\nZ=dotenv\nO=dotenv\n",
      "one.env": "K=${O}\nL=${P}\nJ=one\nA=one\nB=${A}\nC=${Z}\nD='${A}'\nE=\"${A}\"\nF=${NONE:-f}\n",
      "two.env": "A=two\nG=${B}\nH=$A\n",
      "a.yaml": service("env_file: [one.env, two.env]\nenvironment:\n  I: ${A}\n  J:\n  Z:\n  O: own\n  P: own\n"),
    },
  },
  {
    name: "environment files of the long form, and ones that may be missing",
    files: ["a.yaml"],
    tree: {
      "one.env": "A=${B:-x}\nB=#no\nC=a#b\nD= spaced \nE=\nF= #x\nG=a #x\nH='a' #x\n",
      "raw.env": "R=${B}\nS='q'\n",
      "a.yaml": service(
        "env_file:\n  - path: one.env\n  - {path: none.env, required: false}\n  - {path: raw.env, format: raw}\n",
      ),
    },
  },
  {
    name: "profiles of services that others need",
    files: ["a.yaml", "b.yaml"],
    tree: {
      "a.yaml":
        "services:\n  app: {image: x, profiles: [web], depends_on: [db]}\n  db: {image: y, profiles: [web, data]}\n",
      "b.yaml": "services:\n  db: {profiles: [more]}\n  tool: {image: z, profiles: !override [t]}\n",
    },
  },
  {
    name: "variables in every form",
    files: ["a.yaml"],
    tree: {
      ".env": "A=a\nEMPTY=\nPORT=8080\n",
      "a.yaml": service(
        "environment:\n  A: ${A:?needed}\n  B: ${EMPTY?set}\n  C: '${A}${A:-x}$$${A}'\n  D: ${EMPTY:+no}\n  E: ${EMPTY+yes}\n  F: ${X:-${Y-${A}b}}\n  G: '${X:-a:b}'\nports: ['${PORT}:80', '1${EMPTY:-1}:81']\n",
      ),
    },
  },
  {
    name: "fragments that are merged with their own",
    files: ["a.yaml", "b.yaml"],
    tree: {
      "a.yaml":
        "x-env: &env {A: '1', B: '2'}\nx-list: &list [one, two]\nservices:\n  app:\n    image: alpine\n    environment: {<<: *env, C: '3'}\n    command: *list\n    labels: &l {a: b}\n  other: {image: alpine, environment: *env, labels: *l}\n",
      "b.yaml": "services:\n  app: {environment: {A: '9'}}\n  other: {command: [three]}\n",
    },
  },
  {
    name: "commands in the words of a shell",
    files: ["a.yaml"],
    tree: {
      "a.yaml":
        "services:\n  a: {image: x, command: 'sh -c \"a \\\"b c\\\" d\" \"e f\"'}\n  b: {image: x, command: [], entrypoint: []}\n  c: {image: x, command: null}\n  d:\n    image: x\n    command: >\n      sh -c\n      'one && two'\n  e: {image: x, command: 'a\\ b c$$d'}\n",
    },
  },
  {
    name: "one network, none, and that of another",
    files: ["a.yaml"],
    tree: {
      "a.yaml":
        "services:\n  a: {image: x, network_mode: host}\n  b: {image: x, networks: {default: {}, n: null}}\n  c: {image: x, network_mode: 'service:a'}\n  d: {image: x, links: ['b:bee'], volumes_from: ['a:ro'], pid: 'service:c'}\nnetworks: {n: {}}\n",
    },
  },
  {
    name: "replicas and scale",
    files: ["a.yaml", "b.yaml"],
    tree: {
      "a.yaml": "services:\n  a: {image: x, scale: 2}\n  b: {image: x, deploy: {replicas: 2}}\n",
      "b.yaml": "services:\n  a: {scale: 3}\n  b: {deploy: {replicas: 4}}\n",
    },
  },
];
