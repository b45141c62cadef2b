import { type Problem, resolve, type Stack } from "./index";

const build = {
  sources: ["app"],
  stages: [
    {
      name: "development",
      purpose: "runs mounts.",
      from: "python:3.13-slim",
      entrypoint: "development",
      client: "python",
    },
    { name: "production", purpose: "runs.", from: "python:3.13-slim", entrypoint: "production", client: "python" },
  ],
} as const;
const app = {
  build,
  port: 8000,
  user: { development: "host", production: "1:1" },
  mounts: { development: { "/app": "app" } },
};

const resolved = (services: Readonly<Record<string, unknown>>) => resolve({ name: "shop", services });
const serviceOf = (services: Readonly<Record<string, unknown>>, name: string, environment = "production") => {
  const result = resolved(services);
  if ("problems" in result) throw new Error(JSON.stringify(result.problems, null, 2));
  const stack = result.stacks.find((each: Stack) => each.environment === environment);
  return stack?.services.find((service) => service.name === name);
};
const problemsOf = (services: Readonly<Record<string, unknown>>): Problem[] => {
  const result = resolved(services);
  return "problems" in result ? result.problems : [];
};

describe("what is writable", () => {
  const writable = {
    "/srv/logs": "memory",
    "/tmp": { in: "memory", size: "1g" },
    data: { in: "folder", folder: "data" },
    "/app/state.db": { in: "volume", file: true },
    "/srv/own": { in: "volume", name: "own", shared: false },
  };
  const services = {
    app: { ...app, volumes: { data: "/data" }, scratch: ["/tmp"], writable },
    worker: { of: "app", command: ["w"] },
  };

  test("takes the place of a volume or of memory that the preset has", () => {
    expect(serviceOf(services, "app")?.mounts).toEqual([
      { kind: "folder", source: "./data", target: "/data" },
      { kind: "volume", volume: "app_app-state.db", target: "/srv/app-state.db", readOnly: false },
      { kind: "volume", volume: "app_own", target: "/srv/own", readOnly: false },
      { kind: "scratch", target: "/srv/logs", size: "64m", executable: false },
      { kind: "scratch", target: "/tmp", size: "1g", executable: false },
    ]);
  });

  test("is there for all who run the code, but for what is not shared", () => {
    const targets = serviceOf(services, "worker")?.mounts.map(({ target }) => target);
    expect(targets).toEqual(["/data", "/srv/app-state.db", "/srv/logs", "/tmp"]);
  });

  test("waits for the job that hands over folders of the host, in production alone", () => {
    const needs = (environment: string) =>
      serviceOf(services, "worker", environment)?.needs.map(({ service }) => service) ?? [];
    expect([needs("production"), needs("development")]).toEqual([["app-folders"], []]);
  });

  test("is handed to the user of an image that is pulled, whose volume would be root's where it has no such folder", () => {
    const pulled = { image: "a:1", user: "1:1", writable: { "/data": "volume" } };
    expect(serviceOf({ pulled }, "pulled")?.needs).toEqual([{ service: "pulled-folders", condition: "completed" }]);
    expect(serviceOf({ pulled }, "pulled-folders")).toMatchObject({
      user: "0:0",
      networks: [],
      mounts: [{ kind: "volume", volume: "pulled_data", target: "/data" }],
      compose: { entrypoint: expect.arrayContaining(["1:1", "/data", "volume pulled_data"]) },
    });
    const built = { ...app, writable: { "/data": "volume" } };
    expect(serviceOf({ built }, "built-folders")).toBeUndefined();
    expect(serviceOf({ pulled: { ...pulled, user: undefined } }, "pulled-folders")).toBeUndefined();
  });

  test("is made on the host by its user where it lies in mounted sources", () => {
    const inSources = {
      app: { ...app, writable: { "/app/logs": "memory", "/app/a.db": { in: "volume", file: true } } },
    };
    expect(serviceOf(inSources, "app-places", "development")?.command).toEqual(["mkdir", "-p", "/app/logs"]);
    expect(serviceOf(inSources, "app-places")).toBeUndefined();
  });

  test.each([
    [{ dta: "memory" }, { image: "a:1", volumes: { data: "/data" } }, ["dta"], "volume `dta`", "data"],
    [
      { "/a/b": { in: "volume", file: true } },
      { image: "a:1" },
      ["/a/b", "file"],
      "a file in an image that is pulled",
      undefined,
    ],
    [{ "/a": { in: "memory", size: "64 MB" } }, { image: "a:1" }, ["/a", "size"], '`"64 MB"`', undefined],
    [{ "/a": "disk" }, { image: "a:1" }, ["/a"], '`"disk"`', undefined],
  ])("%j is refused", (given, service, at, found, suggestion) => {
    expect(problemsOf({ app: { ...service, writable: given } })).toEqual([
      expect.objectContaining({ at: ["services", "app", "writable", ...at], found, ...(suggestion && { suggestion }) }),
    ]);
  });
});

describe("a probe", () => {
  test("looks for a port of any image, and needs the tool of a pulled one for the rest", () => {
    const tcp = serviceOf({ a: { image: "a:1", port: 6379, probe: { kind: "tcp" } } }, "a");
    expect(tcp?.probe?.command).toEqual([
      "grep",
      "-Eqs",
      ": [0-9A-F]+:18EB [0-9A-F]+:0000 0A ",
      "/proc/net/tcp",
      "/proc/net/tcp6",
    ]);
    expect(problemsOf({ a: { image: "a:1", port: 80, probe: { kind: "http", path: "/" } } })).toMatchObject([
      { at: ["services", "a", "probe"], found: "a http probe of an image whose tools are not known" },
    ]);
  });

  test("cannot take a header from a variable that the service has not", () => {
    const probe = { kind: "http", path: "/", headers: { Host: { variable: "HOSTS" } } };
    expect(problemsOf({ app: { ...app, probe } })[0]).toMatchObject({ found: "a http probe of the value of `HOSTS`" });
  });

  test("by a name that it answers to is one for a person too; without such a variable it asks by its address", () => {
    const probe = { kind: "http", path: "/", headers: { Host: { variable: "HOSTS", optional: true } } };
    const [named, unnamed] = [{ HOSTS: { default: "*" } }, {}].map(
      (variables) => serviceOf({ app: { ...app, variables, probe } }, "app")?.probe,
    );
    expect([named?.path, unnamed?.path]).toEqual(["/", "/"]);
    expect(String(named?.command)).toContain('"Host": os.environ.get("HOSTS", "")');
    expect(String(unnamed?.command)).not.toContain("Host");
  });

  test("with headers or statuses is no address for a person", () => {
    const paths = [{}, { statuses: [404] }, { headers: { Host: "a" } }, { port: 9 }].map(
      (more) => serviceOf({ app: { ...app, probe: { kind: "http", path: "/", ...more } } }, "app")?.probe?.path,
    );
    expect(paths).toEqual(["/", undefined, undefined, undefined]);
  });
});

test("whom a service believes to be on its own host is reached, and must be there", () => {
  const services = { app: { ...app, localhost: { "6379": "cache" } }, cache: { image: "c:1", port: 6380 } };
  expect(serviceOf(services, "app")?.networks).toEqual(serviceOf(services, "cache")?.networks);
  expect(problemsOf({ app: { ...app, localhost: { "6379": "cach" } }, cache: services.cache })).toMatchObject([
    { at: ["services", "app", "localhost", "6379"], found: "service `cach`", suggestion: "cache" },
  ]);
  const pulled = { image: "a:1", localhost: { "6379": "cache" } };
  expect(problemsOf({ pulled, cache: { ...services.cache, external: true } })).toMatchObject([
    { at: ["services", "pulled", "localhost", "6379"], found: "`cache`, which runs elsewhere" },
    { at: ["services", "pulled", "localhost"], found: "an image that is pulled" },
  ]);
});
