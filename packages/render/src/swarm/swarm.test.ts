import { execFileSync } from "node:child_process";
import { resolve, type UncheckedDeclaration } from "@quaywright/model";
import { parse } from "yaml";
import { plan } from "../plan";

const build = { sources: ["app"], stages: [{ name: "production", purpose: "is it.", from: "debian", client: "wget" }] };
const shop = {
  name: "shop",
  swarm: { production: true },
  services: {
    db: {
      image: "postgres:17",
      variables: { PASSWORD: { kind: "secret" } },
      facts: { password: { variable: "PASSWORD" } },
      volumes: { data: "/data" },
      scratch: ["/tmp"],
      sharedMemory: "256m",
      configs: { "/etc/db.conf": "a $ sign\n" },
      probe: { kind: "command", command: ["ready"], startPeriod: 90 },
    },
    app: {
      build,
      port: 8000,
      needs: ["db"],
      variables: { SECRET: { from: "db:password" }, LEVEL: { default: "low" } },
      replicas: { production: 3 },
      jobs: { migrate: { command: ["migrate"] }, tidy: { when: "asked", command: ["tidy"] } },
      compose: { deploy: { update_config: { delay: "5s" } }, sysctls: { a: "1" } },
    },
    edge: { build, site: { routes: { "/": "app" } }, port: 8080, publish: 80 },
    tool: { image: "tool:1", profile: "monitoring" },
  },
};

function filesOf(declaration: UncheckedDeclaration): Record<string, string> {
  const result = resolve(declaration);
  if ("problems" in result) throw new Error(JSON.stringify(result.problems, null, 2));
  return Object.fromEntries(plan(result.stacks).map(({ path, text }) => [path, text]));
}

const stackOf = (declaration: UncheckedDeclaration) => parse(filesOf(declaration)["stack.production.yaml"]!);
const { configs, networks, secrets, services } = stackOf(shop);

test("nothing is in it that Swarm does not know", () => {
  const keys = new Set(Object.values(services).flatMap((service) => Object.keys(service as object)));
  for (const key of ["build", "depends_on", "profiles", "restart", "security_opt", "shm_size", "tmpfs", "network_mode"])
    expect(keys).not.toContain(key);
  expect(Object.keys(stackOf(shop))).not.toContain("name");
  expect(services.app).toMatchObject({ image: `shop-app:\${IMAGE_TAG:-production}`, sysctls: { a: "1" } });
});

test("a version is watched for as long as it may take to start, and gives way to the last one", () => {
  expect(services.app.deploy.update_config).toEqual({
    parallelism: 1,
    order: "start-first",
    monitor: "10s",
    failure_action: "rollback",
    delay: "5s",
  });
  expect(services.db.deploy.update_config).toMatchObject({ order: "stop-first", monitor: "90s" });
  expect(services.db.deploy.rollback_config).toMatchObject({ order: "stop-first", failure_action: "pause" });
});

test("what has a volume is where that is, and others are spread", () => {
  expect(services.db.deploy.placement).toEqual({ constraints: ["node.labels.shop-production.db_data == true"] });
  expect(services.app.deploy.placement).toEqual({ preferences: [{ spread: "node.id" }] });
});

test("a job ends, one that is asked for does not begin, and a profile is a number of containers", () => {
  expect(services["app-migrate"].deploy).toMatchObject({ mode: "replicated-job", replicas: 1 });
  expect(services["app-tidy"].deploy).toMatchObject({ mode: "replicated-job", replicas: 0 });
  expect(services.tool.deploy.replicas).toBe(`\${PROFILE_MONITORING_REPLICAS:-0}`);
});

test("networks span machines, internal ones too, encrypted on demand; who is in none has one for itself", () => {
  expect(networks.app).toEqual({ driver: "overlay", internal: true });
  expect(networks.edge_outside).toEqual({ driver: "overlay" });
  expect(services.tool.networks).toEqual(["tool_alone"]);
  expect(networks.tool_alone).toEqual({ driver: "overlay", internal: true });
  const encrypted = stackOf({ ...shop, swarm: { production: { encrypted: true } } });
  expect(encrypted.networks.app.driver_opts).toEqual({ encrypted: "true" });
});

test("secrets and configs are named by their content, for they cannot be changed", () => {
  expect(secrets.password).toEqual({ name: `shop-production_password_\${PASSWORD_VERSION:-1}`, external: true });
  expect(configs["db_db.conf"]).toEqual({
    name: expect.stringMatching(/^shop-production_db_db\.conf_[0-9a-f]{12}$/),
    file: "./docker/db/db.conf",
  });
  const { db } = shop.services;
  const other = stackOf({ ...shop, services: { ...shop.services, db: { ...db, configs: { "/etc/db.conf": "b" } } } });
  expect(other.configs["db_db.conf"].name).not.toBe(configs["db_db.conf"].name);
});

test("a port is that of its machine, or of all", () => {
  const port = { target: 8080, published: `\${EDGE_PUBLISHED_PORT:-80}` };
  expect(services.edge.ports).toEqual([{ ...port, mode: "host" }]);
  expect(stackOf({ ...shop, swarm: { production: { ports: "ingress" } } }).services.edge.ports).toEqual([
    { ...port, mode: "ingress" },
  ]);
});

test("folders in memory are there, shared memory too", () => {
  expect(services.db.volumes).toEqual([
    "db_data:/data",
    { type: "tmpfs", target: "/tmp", tmpfs: { size: 67108864 } },
    { type: "tmpfs", target: "/dev/shm", tmpfs: { size: 268435456 } },
  ]);
});

test("the Compose file is what it is without a swarm", () => {
  const { swarm: _swarm, ...plain } = shop;
  expect(filesOf(shop)["compose.production.yaml"]).toBe(filesOf(plain)["compose.production.yaml"]);
  expect(Object.keys(filesOf(plain))).not.toContain("stack.production.yaml");
});

/** What the functions of a deployment script say of the stack that is wanted. */
const told = (question: string): string =>
  execFileSync(
    "/bin/sh",
    ["-c", `${filesOf(shop)["docker/deploy.production.sh"]!.split("\ncase ${1:-}")[0]}\nwanted=$(cat)\n${question}`],
    { encoding: "utf8", cwd: "/", input: filesOf(shop)["stack.production.yaml"]! },
  ).trim();

test("jobs come in their order, behind what they need, and before all the rest", () => {
  expect(told('bring() { echo "bring $*"; }; run_job() { echo "run $1"; }; prepare').split("\n")).toEqual([
    "bring db",
    "run app-migrate",
  ]);
  expect(told('echo "$lasting / $jobs / $labels"')).toBe(
    "db tool app edge / app-migrate app-tidy / shop-production.db_data",
  );
});

test("a part of the stack file is a stack file with these services and all else", () => {
  const part = parse(told("only db edge"));
  expect(Object.keys(part.services)).toEqual(["db", "edge"]);
  expect(part.services.edge).toEqual(services.edge);
  expect({ ...part, services }).toEqual(stackOf(shop));
  expect(told("wanted=$(only db edge); services")).toBe("db\nedge");
});

test("what is written down of a deployment makes nothing of files", () => {
  expect(parse(told("made")).configs["db_db.conf"]).toEqual({
    ...configs["db_db.conf"],
    file: undefined,
    external: true,
  });
});
