import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { main } from "./cli";

let folder: string;
let told: string;
let complained: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "quaywright-check-"));
  told = "";
  complained = "";
  jest.spyOn(process.stdout, "write").mockImplementation((text) => {
    told += text;
    return true;
  });
  jest.spyOn(process.stderr, "write").mockImplementation((text) => {
    complained += text;
    return true;
  });
});

afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const write = (path: string, text: string) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};
const run = (...args: string[]) => main(["check", folder, ...args], () => "1.2.3");
const bad = "FROM python:latest\nUSER app\n";

describe("quaywright check", () => {
  test("ends with 0 where nothing is wrong, 1 where something is, and 2 where not everything could be seen", () => {
    write("Dockerfile", "FROM scratch\nCOPY app /\n");
    expect(run()).toBe(0);
    write("Dockerfile", bad);
    expect(run()).toBe(1);
    write("compose.yaml", "services:\n  a: [\n");
    expect(run()).toBe(2);
    expect(told).toContain("Not everything could be seen.");
  });

  test("ends with 1 from the level on that is asked for", () => {
    write("compose.yaml", "version: '3'\nservices:\n  a:\n    build: https://example.com/a.git\n");
    expect(run("--fail-on", "error")).toBe(0);
    expect(run("--fail-on", "info")).toBe(1);
    expect(run("--fail-on", "never")).toBe(0);
  });

  test("looks at one file where it is given one", () => {
    write("a/Dockerfile", bad);
    write("b/Dockerfile", bad);
    expect(main(["check", join(folder, "a/Dockerfile")], () => "1.2.3")).toBe(1);
    expect(told).toContain("base-image-latest");
    expect(told).not.toContain("b/Dockerfile");
  });

  test("tells a mistake in the command without a stack", () => {
    for (const args of [["--format", "xml"], ["--fail-on", "all"], ["--profile", "none"], ["--what"]]) {
      expect(run(...args)).toBe(2);
    }
    expect(main(["check", join(folder, "nowhere")], () => "1.2.3")).toBe(2);
    expect(main(["explain", "nothing-of-the-kind"], () => "1.2.3")).toBe(2);
    expect(complained).not.toMatch(/\n\s+at /);
  });

  test("never shows a secret", () => {
    const secret = "k3J9x2Lq8Zp4Wm7RtY5vBn1CdF6gHs0aXe";
    write(
      "compose.prod.yaml",
      `services:\n  a:\n    image: a:1\n    environment:\n      DB_PASSWORD: ${secret}\n      DATABASE_URL: postgres://u:${secret}@db/x\n`,
    );
    write(".env", `SECRET_KEY=${secret}\n`);
    for (const format of ["people", "json", "sarif", "github", "junit"]) run("--format", format);
    expect(told).toContain("plaintext-credential-env");
    expect(told).not.toContain(secret);
  });

  test("mends what is certain, shows it first, and finds nothing of it again", () => {
    write("entrypoint.sh", '#!/bin/sh\nset -eu\n"$@"\n');
    run("--fix", "--dry-run");
    expect(told).toContain('+exec "$@"');
    expect(readFileSync(join(folder, "entrypoint.sh"), "utf8")).not.toContain("exec");
    run("--fix");
    expect(readFileSync(join(folder, "entrypoint.sh"), "utf8")).toBe('#!/bin/sh\nset -eu\nexec "$@"\n');
    told = "";
    run("--fix");
    expect(told).toContain("nothing that can be mended");
  });

  test("counts what is new only, wherever the known has moved to", () => {
    write("Dockerfile", bad);
    run("--update-baseline");
    expect(run()).toBe(0);
    write("Dockerfile", `# a comment\n\n${bad}`);
    expect(run()).toBe(0);
    write("Dockerfile", `FROM node:latest AS x\n${bad}`);
    expect(run()).toBe(1);
  });

  test("takes waivers from its file, and tells what is wrong in it", () => {
    write("Dockerfile", bad);
    write(
      "quaywright.policy.yaml",
      "waivers:\n  - rule: DL3007\n    file: Dockerfile\n    reason: the registry has no other tag\n    expires: 2999-01-31\nseverities:\n  user-not-created: off\n",
    );
    expect(run()).toBe(0);
    expect(told).toContain("the registry has no other tag");
    write("quaywright.policy.yaml", "waivrs: []\n");
    expect(run()).toBe(2);
    expect(told).toContain("`waivrs`");
  });

  test("does not take a Compose file of the first version for a clean one", () => {
    write("docker-compose.yml", "web:\n  image: nginx:1.30.0\n  ports: ['80:80']\n");
    expect(run()).toBe(2);
    expect(told).toContain("no longer reads");
  });

  test("takes waivers of a declaration from what its synth wrote, and tells of them at the declaration", () => {
    const waivers = [
      { rule: "privileged", within: "service a", reason: "it drives the host's radio", expires: "2999-01-31" },
    ];
    write("shop/compose.yaml", "services:\n  a:\n    image: a:1.0.0\n    privileged: true\n");
    write("shop/.projen/waivers.shop.json", JSON.stringify({ waivers }));
    write("shop/.projenrc.ts", `waivers: [{ rule: "privileged", reason: "${waivers[0]!.reason}" }]\n`);
    run();
    expect(told).not.toContain("error  privileged");
    expect(told).toContain("it drives the host's radio");
    told = "";
    write("shop/compose.yaml", "services:\n  a:\n    image: a:1.0.0\n");
    run("--format", "github");
    expect(told).toContain("file=shop/.projenrc.ts,line=1");
    expect(told).toContain("waives nothing");
  });

  test("waives an error only until a day, and tells who answers for it in every report", () => {
    const waiver = (terms: string) => `# quaywright waive base-image-latest ${terms}: the registry has no other tag\n`;
    write("Dockerfile", `${waiver("by Ada")}FROM python:latest\n`);
    expect(run()).toBe(1);
    expect(told).toContain("The waiver of `base-image-latest`, an error, has no last day.");
    write("Dockerfile", `${waiver("until 2999-01-31 by Ada")}FROM python:latest\n`);
    for (const format of ["people", "json", "sarif", "github", "junit"]) {
      told = "";
      run("--format", format);
      expect(told).toMatch(/Ada/);
      expect(told).toMatch(/2999-01-31/);
      expect(told).not.toContain("has no last day");
    }
  });

  test("tells annotations that GitHub reads", () => {
    write("Dockerfile", bad);
    run("--format", "github");
    expect(told).toMatch(/^::error file=Dockerfile,line=1,col=6,endLine=1,endColumn=19,title=base-image-latest::/m);
    told = "";
    write("Dockerfile", "FROM alpine:3.22\nRUN a \\\n # one\n\n# two\n && sudo b\n");
    run("--format", "github");
    expect(told).toMatch(/^::error file=Dockerfile,line=6,col=5,endLine=6,endColumn=9,title=no-sudo::/m);
    told = "";
    write("Dockerfile", 'FROM python:3.13.1-slim\nCMD ["a"]\nCMD ["b"]\n');
    run("--format", "github");
    expect(told).toMatch(/title=multiple-cmd::This `CMD` never runs.*%0ADockerfile:3: the one that counts$/m);
  });

  test("tells JUnit's XML, whatever is in a name", () => {
    write('a"<&>/Dockerfile', bad);
    run("--format", "junit");
    expect(told).toContain('classname="a&#34;&#60;&#38;&#62;/Dockerfile"');
    expect(
      spawnSync("python3", ["-c", "import sys, xml.dom.minidom as m; m.parseString(sys.stdin.buffer.read())"], {
        input: told,
      }).status ?? 0,
    ).toBe(0);
  });
});

describe("quaywright explain", () => {
  test("finds a rule by what another tool calls it", () => {
    expect(main(["explain", "dl3007"], () => "1.2.3")).toBe(0);
    expect(told).toContain("base-image-latest (error)");
  });

  test("tells why there is no rule for what was left out, by any of its names", () => {
    for (const name of ["label-schema", "DL3050", "dl1001", "SC2181", "CIS 5.1"]) {
      told = "";
      expect(main(["explain", name], () => "1.2.3")).toBe(0);
      expect(told).toContain("Why there is no rule for it: ");
    }
  });
});
