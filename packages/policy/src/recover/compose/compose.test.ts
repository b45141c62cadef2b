import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { memoryTree, recover } from "..";
import { stackOf } from "../stack";
import { corpus } from "./corpus.test.data";
import type { Service } from "./service";

const judge = spawnSync("docker", ["compose", "version"]).status === 0;

interface Judged {
  readonly services: Readonly<Record<string, Record<string, never>>>;
}

/** What `docker compose config` makes of the files. */
function asked(files: readonly string[], tree: Readonly<Record<string, string>>): Judged {
  const folder = mkdtempSync(join(tmpdir(), "compose-"));
  try {
    for (const [path, text] of Object.entries(tree)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const args = [
      "compose",
      "-p",
      "judge",
      ...files.flatMap((file) => ["-f", file]),
      "--profile",
      "*",
      "config",
      "--format",
      "json",
    ];
    const text = execFileSync("docker", args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    return JSON.parse(
      text
        .replaceAll(`${folder}/`, "")
        .replaceAll(folder, ".")
        .replaceAll("$$", () => "$"),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

// biome-ignore lint/suspicious/noExplicitAny: what another program prints
type Printed = any;

/** The facts of a service in the words of `config`. */
function told(service: Service) {
  const { build, command, dependencies, entrypoint, environment, healthcheck, image, mounts, networks, ports } =
    service;
  return {
    image: image?.value,
    command: command?.argv,
    entrypoint: entrypoint?.argv,
    environment: Object.fromEntries([...environment.values()].map(({ name, value }) => [name, value ?? null]).sort()),
    ports: ports
      .map(({ address, protocol, published, target }) => [address, published, target, protocol].join(" "))
      .sort(),
    mounts: mounts
      .map(({ source, target, type }) =>
        [type === "anonymous" ? "volume" : type, ["volume", "anonymous"].includes(type) ? source : "", target].join(
          " ",
        ),
      )
      .sort(),
    networks: [...networks.keys()].sort(),
    dependencies: [...dependencies.values()]
      .map(({ condition, name, required }) => [name, condition, required].join(" "))
      .sort(),
    args:
      build &&
      Object.fromEntries(build.args.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])).sort()),
    target: build?.target?.value,
    test: healthcheck?.disabled ? "disabled" : healthcheck?.text,
    user: service.user?.value,
    replicas: service.replicas,
  };
}

function wanted(found: Printed): ReturnType<typeof told> {
  const test = found.healthcheck?.test;
  return {
    image: found.image,
    command: found.command ?? undefined,
    entrypoint: found.entrypoint ?? undefined,
    environment: Object.fromEntries(Object.entries(found.environment ?? {}).sort()) as never,
    ports: (found.ports ?? [])
      .map((port: Printed) => [port.host_ip ?? "", port.published, port.target, port.protocol].join(" "))
      .sort(),
    mounts: [
      ...(found.volumes ?? []).map((mount: Printed) =>
        [mount.type, mount.type === "volume" ? (mount.source ?? "") : "", mount.target].join(" "),
      ),
      ...(found.tmpfs ?? []).map((path: string) => ["tmpfs", "", path].join(" ")),
    ].sort(),
    networks: Object.keys(found.networks ?? {}).sort(),
    dependencies: Object.entries<{ condition: string; required: boolean }>(found.depends_on ?? {})
      .map(([name, { condition, required }]) => [name, condition, required].join(" "))
      .sort(),
    args: found.build && (Object.fromEntries(Object.entries(found.build.args ?? {}).sort()) as never),
    target: found.build?.target,
    test: found.healthcheck?.disable ? "disabled" : test?.slice(1).join(" "),
    user: found.user,
    replicas: found.deploy?.replicas ?? found.scale ?? 1,
  };
}

(judge ? describe : describe.skip)("compose files are merged as Docker Compose merges them", () => {
  test.each(corpus.map((each) => [each.name, each] as const))("%s", (_, { files, tree }) => {
    const repository = recover(memoryTree(tree));
    const stack = stackOf({ name: "", environment: "unknown", reason: "", paths: files }, repository);
    const { services } = asked(files, tree);
    const ours = Object.fromEntries([...stack.services].map(([name, service]) => [name, told(service)]));
    expect(ours).toEqual(Object.fromEntries(Object.entries(services).map(([name, found]) => [name, wanted(found)])));
  });
});
