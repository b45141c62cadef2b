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

onEngine("the guide from nothing to production", () => {
  const folder = mkdtempSync(join(tmpdir(), "guide-"));
  const name = `visits-${basename(folder).slice(-6).toLowerCase()}`;
  let env: Readonly<Record<string, string>>;
  const typed = (line: string) => run("sh", ["-c", line], { cwd: folder, env, timeout: 600 });

  afterAll(async () => {
    await clear(`name=${name}`);
    await typed(`docker image ls --quiet --filter 'reference=${name}-*' | sort -u | xargs -r docker image rm --force`);
    rmSync(folder, { recursive: true, force: true });
  });

  test("every step of it works, in order, and a change shows in development", async () => {
    const ports = { DB: await freePort(), APP: await freePort(), NGINX: await freePort() };
    const published = Object.entries(ports).map(([service, port]) => [`${service}_PUBLISHED_PORT`, String(port)]);
    env = { ...install(folder), ...Object.fromEntries(published) };
    const answers: string[] = [];
    for (const step of stepsOf("new-project.md")) {
      if (step.kind === "write") {
        mkdirSync(dirname(join(folder, step.path)), { recursive: true });
        // another name and other ports, for others run on this machine
        writeFileSync(
          join(folder, step.path),
          step.text.replace('name: "visits",\n  handbook', `name: "${name}",\n  handbook`),
        );
        continue;
      }
      if (step.line.startsWith("npm install")) continue;
      const line = step.line
        .replace("localhost:8000", `localhost:${ports.APP}`)
        .replace("localhost/", `localhost:${ports.NGINX}/`);
      const { code, stderr, stdout } = await typed(line);
      expect({ line, code, said: code === 0 ? "" : stdout + stderr }).toEqual({ line, code: 0, said: "" });
      if (line.startsWith("curl")) answers.push(stdout);
    }
    expect(answers).toEqual(["visit 1\n", "visit 1\n"]);
    await typed("sed -i s/visit\\ {/seen\\ {/ app/visits.py");
    const again = async () => (await typed(`curl --silent http://localhost:${ports.APP}/`)).stdout;
    await eventually(again, (text) => text.startsWith("seen "));
  });
});
