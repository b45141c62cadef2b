import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { stepsOf } from "../guide";
import { clear } from "./clear";
import { onEngine } from "./engine";
import { install } from "./installed";
import { freePort } from "./port";
import { run } from "./run";
import { eventually } from "./stack";

jest.setTimeout(900_000);

const guides = [
  {
    guide: "new-project.md",
    declared: "visits",
    answers: ["visit 1\n", "visit 1\n"],
    edit: { path: "app/visits.py", from: "visit {", to: "seen {", shows: "seen " },
  },
  {
    guide: "any-language.md",
    declared: "greetings",
    answers: ["Good day, from beside db:5432\n", "Good day, from beside db:5432\n"],
  },
  {
    guide: "own-dockerfile.md",
    declared: "harvest",
    answers: ["debug Harvest, visit 1\n", "live Harvest, visit 1\n"],
  },
];

onEngine.each(guides)("the guide $guide", ({ answers, declared, edit, guide }) => {
  const folder = mkdtempSync(join(tmpdir(), "guide-"));
  const name = `${declared}-${basename(folder).slice(-6).toLowerCase()}`;
  let env: Readonly<Record<string, string>>;
  const typed = (line: string) => run("sh", ["-c", line], { cwd: folder, env, timeout: 600 });

  afterAll(async () => {
    await clear(`name=${name}`);
    await typed(`docker image ls --quiet --filter 'reference=${name}-*' | sort -u | xargs -r docker image rm --force`);
    rmSync(folder, { recursive: true, force: true });
  });

  test("every step of it works, in order, and a change shows in development", async () => {
    const [database, server, front] = [await freePort(), await freePort(), await freePort()];
    const published = Object.entries({
      DB: database,
      CACHE: database,
      APP: server,
      GREETER: server,
      LEGACY: server,
      NGINX: front,
    }).map(([service, port]) => [`${service}_PUBLISHED_PORT`, String(port)]);
    env = { ...install(folder), ...Object.fromEntries(published) };
    const said: string[] = [];
    for (const step of stepsOf(guide)) {
      if (step.kind === "write") {
        mkdirSync(dirname(join(folder, step.path)), { recursive: true });
        // another name and other ports, for others run on this machine
        writeFileSync(
          join(folder, step.path),
          step.text.replace(`name: "${declared}",\n  handbook`, `name: "${name}",\n  handbook`),
        );
        continue;
      }
      if (step.line.startsWith("npm install")) continue;
      const line = step.line
        .replace("localhost:8000", `localhost:${server}`)
        .replace("localhost/", `localhost:${front}/`);
      const { code, stderr, stdout } = await typed(line);
      expect({ line, code, error: code === 0 ? "" : stdout + stderr }).toEqual({ line, code: 0, error: "" });
      if (line.startsWith("curl")) said.push(stdout);
    }
    expect(said).toEqual(answers);
    if (edit === undefined) return;
    await typed(`sed -i 's/${edit.from}/${edit.to}/' ${edit.path}`);
    const again = async () => (await typed(`curl --silent http://localhost:${server}/`)).stdout;
    await eventually(again, (text) => text.startsWith(edit.shows));
  });
});
