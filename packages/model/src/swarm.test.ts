import { boundVolumes, resolve, startsFirst, type UncheckedDeclaration } from "./index";

const app = { image: "app:1", port: 8000 };
const declare = (services: Record<string, unknown>, swarm: unknown = { production: true }): UncheckedDeclaration => ({
  name: "shop",
  swarm,
  services,
});

function productionOf(declaration: UncheckedDeclaration) {
  const result = resolve(declaration);
  if ("problems" in result) throw new Error(JSON.stringify(result.problems, null, 2));
  return result.stacks.find(({ environment }) => environment === "production")!;
}

const placesOf = (declaration: UncheckedDeclaration): string[] => {
  const result = resolve(declaration);
  return "problems" in result ? result.problems.map(({ at }) => at.join(".")) : [];
};

test("an environment runs on a swarm where it says so, and others like it follow", () => {
  const result = resolve({ ...declare({ app }), environments: ["development", "production", "staging"] });
  if ("problems" in result) throw new Error("no stacks");
  expect(result.stacks.map(({ files, swarm }) => [files.stack, swarm])).toEqual([
    [undefined, undefined],
    ["stack.production.yaml", { encrypted: false, ports: "host" }],
    ["stack.staging.yaml", { encrypted: false, ports: "host" }],
  ]);
  expect(productionOf(declare({ app }, { production: { encrypted: true } })).swarm?.encrypted).toBe(true);
  expect(productionOf(declare({ app }, { production: false })).files.stack).toBeUndefined();
});

test("what no swarm can run is told at once, each at its place", () => {
  expect(
    placesOf(
      declare({
        app: {
          ...app,
          mounts: { production: { "/data": "./data" } },
          publish: 80,
          container: { production: "one" },
          publishOn: { production: "127.0.0.1" },
          compose: { production: { devices: ["/dev/x"], privileged: true } },
        },
        [`long-${"x".repeat(50)}`]: app,
      }),
    ).sort(),
  ).toEqual([
    "services.app.compose.devices",
    "services.app.compose.privileged",
    "services.app.container",
    "services.app.mounts./data",
    "services.app.publishOn",
    `services.long-${"x".repeat(50)}`,
  ]);
});

test("development stays on the machine of its sources", () => {
  expect(placesOf(declare({ app }, true))).toEqual(["swarm"]);
  expect(placesOf(declare({ app }, { production: { ports: "both" } }))).toEqual(["swarm.ports"]);
});

test("a volume is on one machine, unless it holds what its image can do without", () => {
  const copied = (copy: string) => ({ handbook: { volumes: { temporary: { holds: "It.", copy } } } });
  const volumes = { data: "/data", temporary: "/tmp/more" };
  expect(boundVolumes(productionOf(declare({ app: { ...app, volumes, ...copied("none") } })))).toEqual(["app_data"]);
  expect(boundVolumes(productionOf(declare({ app: { ...app, volumes, ...copied("files") } })))).toEqual([
    "app_data",
    "app_temporary",
  ]);
});

test("the next version starts first where two can run at once", () => {
  const services = {
    app,
    db: { image: "postgres:17", volumes: { data: "/data" } },
    beat: { ...app, singleBecause: "Two would do all twice." },
    edge: { ...app, publish: 80 },
  };
  const first = (swarm: unknown) => {
    const stack = productionOf(declare(services, swarm));
    return stack.services.filter((service) => startsFirst(service, stack)).map(({ name }) => name);
  };
  expect(first({ production: true })).toEqual(["app"]);
  expect(first({ production: { ports: "ingress" } })).toEqual(["app", "edge"]);
});

test("a secret whose name would be too long for a swarm is told", () => {
  const variables = { [`A_${"B".repeat(40)}`]: { kind: "secret" } };
  expect(placesOf(declare({ app: { ...app, variables } }))).toEqual(["swarm"]);
  expect(placesOf(declare({ app: { ...app, variables } }, { production: false }))).toEqual([]);
});
