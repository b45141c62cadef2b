import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { resolve, type UncheckedDeclaration } from "@quaywright/model";
import { plan } from "../plan";

const build = { sources: ["app"], stages: [{ name: "production", purpose: "is it.", from: "debian", client: "wget" }] };
const tidy = { summary: "Tidies 100 % of\nall \\", command: ["tidy"], schedule: "0 0 13 * 5" };
const shop = {
  name: "shop",
  services: { app: { build, tasks: { tidy, digest: { command: ["digest"], schedule: "@hourly" }, seed: ["seed"] } } },
};

function filesOf(declaration: UncheckedDeclaration): Record<string, string> {
  const result = resolve(declaration);
  if ("problems" in result) throw new Error(JSON.stringify(result.problems, null, 2));
  return Object.fromEntries(plan(result.stacks).map(({ path, text }) => [path, text]));
}
const files = filesOf(shop);

test("what has a schedule has a timer and what that starts; nothing else has", () => {
  expect(Object.keys(files).filter((path) => /systemd|schedule/.test(path))).toEqual([
    "docker/schedule.production.sh",
    "docker/systemd/shop-production-app-digest.service",
    "docker/systemd/shop-production-app-digest.timer",
    "docker/systemd/shop-production-app-tidy.service",
    "docker/systemd/shop-production-app-tidy.timer",
  ]);
  const { digest: _digest, tidy: _tidy, ...tasks } = shop.services.app.tasks;
  const unscheduled = filesOf({ ...shop, services: { app: { build, tasks } } });
  expect(Object.keys(unscheduled).filter((path) => /systemd|schedule/.test(path))).toEqual([]);
});

test("a run starts nothing else, and ends with its command", () => {
  const unit = files["docker/systemd/shop-production-app-tidy.service"];
  expect(unit).toContain("\nDescription=shop-production: Tidies 100 %% of all\n");
  expect(unit).toContain("\nType=oneshot\n");
  expect(unit).toContain(
    "\nExecStart=/usr/bin/env docker compose -f compose.production.yaml --progress quiet run --rm --no-deps --no-TTY --name shop-production-app-tidy.run app-tidy\n",
  );
});

test("a timer has the moments of its expression, and those who named no minute are spread", () => {
  const exact = files["docker/systemd/shop-production-app-tidy.timer"];
  expect(exact).toContain("\nOnCalendar=*-*-13 00:00:00 UTC\nOnCalendar=Fri *-*-* 00:00:00 UTC\n");
  expect(exact).not.toContain("RandomizedDelaySec");
  expect(files["docker/systemd/shop-production-app-digest.timer"]).toContain("\nRandomizedDelaySec=5min\n");
});

test("on a swarm a manager runs it as a job of the swarm", () => {
  const unit = filesOf({ ...shop, swarm: { production: true } })["docker/systemd/shop-production-app-tidy.service"];
  expect(unit).toContain("\nExecStart=/usr/bin/env ./docker/deploy.production.sh --run app-tidy\n");
});

test("files lie where the declaration says, and the order of tasks changes none", () => {
  const moved = filesOf({ ...shop, files: { schedule: "deploy/timers.sh" } });
  expect(moved).toHaveProperty(["deploy/systemd/shop-production-app-tidy.timer"]);
  const { app } = shop.services;
  const tasks = Object.fromEntries(Object.entries(app.tasks).reverse());
  expect(filesOf({ ...shop, services: { app: { ...app, tasks } } })).toEqual(files);
});

describe("its script", () => {
  let folder: string;
  const script = "docker/schedule.production.sh";

  /** A project's folder, with a systemctl that writes down what it is told: there is no systemd to be changed by a test. */
  const lay = (texts: Readonly<Record<string, string>>): void => {
    for (const [path, text] of Object.entries(texts)) {
      if (!/systemd|schedule/.test(path)) continue;
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  };
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "quaywright-schedule-")));
    for (const made of ["bin", "units"]) mkdirSync(join(folder, made));
    writeFileSync(join(folder, "bin/systemctl"), `#!/bin/sh\necho "$*" >>"${folder}/told"\n`);
    chmodSync(join(folder, "bin/systemctl"), 0o755);
    lay(files);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const call = (verb: string): string =>
    execFileSync("/bin/sh", [join(folder, script), verb], {
      encoding: "utf8",
      env: { ...process.env, PATH: `${join(folder, "bin")}:${process.env.PATH}`, UNIT_FOLDER: join(folder, "units") },
    });
  const told = (): string[] => readFileSync(join(folder, "told"), "utf8").trim().split("\n");

  test("gives systemd the units, with the folder that they lie in", () => {
    call("install");
    expect(readFileSync(join(folder, "units/shop-production-app-tidy.service"), "utf8")).toBe(
      files["docker/systemd/shop-production-app-tidy.service"]!.replace("/srv/shop-production", folder),
    );
    expect(told()).toEqual([
      "daemon-reload",
      ...["digest", "tidy"].flatMap((task) => [
        `--quiet enable shop-production-app-${task}.timer`,
        `restart shop-production-app-${task}.timer`,
      ]),
    ]);
  });

  test("takes away what is no longer declared, and leaves what others have", () => {
    call("install");
    writeFileSync(join(folder, "units/shop-production-app-other.timer"), "[Timer]\nOnCalendar=daily\n");
    lay(filesOf({ ...shop, services: { app: { build, tasks: { tidy } } } }));
    call("install");
    expect(readdirSync(join(folder, "units")).sort()).toEqual([
      "shop-production-app-other.timer",
      "shop-production-app-tidy.service",
      "shop-production-app-tidy.timer",
    ]);
    expect(told()).toContain("--quiet disable --now shop-production-app-digest.timer");
    call("remove");
    expect(readdirSync(join(folder, "units"))).toEqual(["shop-production-app-other.timer"]);
  });

  test("prints lines for cron, which takes a bare `%` for a newline", () => {
    const strange = { production: "compose 50%.yaml" };
    lay(filesOf({ ...shop, files: { compose: strange } }));
    const [about, digest, ...rest] = call("crontab").trim().split("\n");
    expect(about).toContain("These times are of UTC.");
    expect(digest).toBe(
      `0 * * * * cd '${folder}' && flock -n docker/systemd/shop-production-app-digest.service docker compose -f 'compose 50\\%.yaml' --progress quiet run --rm --no-deps --no-TTY app-digest`,
    );
    expect(rest).toHaveLength(1);
  });

  test("says what it can where nobody asks for one of these", () => {
    expect(spawnSync("/bin/sh", [join(folder, script), "enable"], { encoding: "utf8" })).toMatchObject({
      status: 64,
      stderr: expect.stringContaining(`${script} install`),
    });
  });

  test("refuses a folder whose name means something else to those who read it", () => {
    const strange = join(folder, "50% off");
    mkdirSync(join(strange, "docker"), { recursive: true });
    writeFileSync(join(strange, script), files[script]!);
    expect(spawnSync("/bin/sh", [join(strange, script), "crontab"], { encoding: "utf8" })).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("has a character in its name"),
    });
  });
});
