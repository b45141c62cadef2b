import { resolve, type Stack } from "@quaywright/model";
import { commandOf, compose } from "./command";
import { renderHandbook } from "./handbook";
import { projectTasks } from "./project-tasks";

const build = { sources: ["app"], stages: [{ name: "production", purpose: "is it.", from: "debian", client: "wget" }] };
const resolved = resolve({
  name: "shop",
  swarm: { production: true },
  handbook: { "all.md": "all" },
  services: {
    db: {
      image: "postgres:17",
      user: "999:999",
      volumes: { data: "/data" },
      variables: { PASSWORD: { kind: "secret" } },
    },
    app: { build, port: 8000, jobs: { migrate: { command: ["migrate"] } } },
    edge: { build, port: 8080, publish: 80 },
    tool: { image: "tool:1", profile: "monitoring" },
  },
});
const stacks: readonly Stack[] = "stacks" in resolved ? resolved.stacks : [];
const [development, production] = stacks as [Stack, Stack];
const [page] = renderHandbook(stacks);
const text = page !== undefined && "text" in page ? page.text : "";
const container = (name: string): string =>
  `"$(docker ps --quiet --filter 'label=com.docker.swarm.service.name=shop-production_${name}' | head -n 1)"`;

test.each([
  [["up", "--build", "--wait"], "docker/deploy.production.sh"],
  [["up", "--detach", "--wait", "--force-recreate", "app"], "docker/deploy.production.sh"],
  [["--profile", "*", "down"], "docker stack rm shop-production"],
  [["down", "--volumes"], "docker stack rm shop-production\ndocker volume rm shop-production_db_data"],
  [["stop", "app", "edge"], "docker service scale 'shop-production_app=0' 'shop-production_edge=0'"],
  [["restart", "app"], "docker service update --force shop-production_app"],
  [["ps", "--all"], "docker stack ps shop-production"],
  [["ps", "--quiet", "app"], "docker ps --quiet --filter 'label=com.docker.swarm.service.name=shop-production_app'"],
  [["logs", "--tail", "20", "db"], "docker service logs --tail 20 shop-production_db"],
  [["exec", "app", "sh"], `docker exec -it ${container("app")} sh`],
  [["exec", "-T", "db", "sh", "-c", "a -b"], `docker exec --interactive ${container("db")} sh -c 'a -b'`],
  [["run", "--rm", "app-migrate"], "docker/deploy.production.sh --run app-migrate"],
  [["build", "--pull"], "docker buildx bake --file docker-bake.hcl --pull"],
])("on a swarm, %j is typed otherwise", (words, typed) => {
  expect(compose(production, ...words)).toBe(typed);
});

test("a command in a new container sees the volumes of its service", () => {
  const step = { where: "run", words: ["sh", "-c", "cat > /data/dump"], input: "dump" } as const;
  expect(commandOf(production, { name: "db" }, step)).toBe(
    "docker run --rm --interactive --user 999:999 --volume shop-production_db_data:/data postgres:17 sh -c 'cat > /data/dump' < dump",
  );
});

test("development is Compose's as before", () => {
  expect(compose(development, "up", "--wait")).toBe("docker compose up --wait");
});

test("no command of Compose is left on the pages of production", () => {
  expect(text).not.toContain("docker compose -f compose.production.yaml");
  expect(text).toContain("docker compose up");
});

test("the pages say how a swarm is formed, where volumes are and what starts a profile", () => {
  expect(text).toContain("docker swarm init --advertise-addr 10.0.0.1");
  expect(text).toContain("docker node update --label-add 'shop-production.db_data=true' machine-1");
  expect(text).toContain("`PROFILE_MONITORING_REPLICAS=1`");
  expect(text).toContain("`stack.production.yaml`");
});

test("its tasks deploy it, go back and stop it; nothing starts it with Compose", () => {
  const tasks = projectTasks([development, { ...production, tasks: "" }].map((stack) => ({ ...stack, tasks: "" })));
  const of = (name: string) => tasks.find((task) => task.name === name)?.steps.map(({ line }) => line);
  expect(of("deploy")).toEqual(["docker/deploy.production.sh"]);
  expect(of("rollback")).toEqual(["docker/deploy.production.sh --rollback"]);
  expect(of("down")).toEqual(["docker stack rm shop-production"]);
  expect(of("up")).toBeUndefined();
});
