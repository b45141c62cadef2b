// biome-ignore-all lint/suspicious/noTemplateCurlyInString: texts that look like variables are the point.
import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compose, dockerfile, dotenv, hcl, ignore, nginx, shell, Unprintable, yaml } from "@quaywright/syntax";
import fc from "fast-check";
import { awkwardText, awkwardTexts } from "../../packages/syntax/src/awkward.test.data";
import { onEngine } from "./engine";

/** Texts that mean something to some reader, and as many again at random. */
const texts = [...new Set([...awkwardTexts, ...fc.sample(awkwardText, awkwardTexts.length)])];

/** The texts that a printer takes. What it refuses, and why, is for the tests beside it. */
const printable = (print: (text: string) => unknown, from: readonly string[] = texts): readonly string[] =>
  from.filter((text) => {
    try {
      print(text);
      return true;
    } catch (error) {
      if (error instanceof Unprintable) return false;
      throw error;
    }
  });

/** Names that a file may have. */
const fileNames = texts.filter((text) => !/\/|^\.{0,2}$/.test(text) && Buffer.byteLength(text) < 200);

const numbered = (prefix: string, values: readonly string[]): Record<string, string> =>
  Object.fromEntries(values.map((value, index) => [`${prefix}${index}`, value]));

const name = `quaywright-printing-${randomBytes(4).toString("hex")}`;
const base = "python:3.13-slim-trixie";
const folder = mkdtempSync(join(tmpdir(), "quaywright-printing-"));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const docker = (args: readonly string[], input = ""): string =>
  execFileSync("docker", args, { cwd: folder, encoding: "utf8", input, maxBuffer: 2 ** 28, stdio: "pipe" });

const write = (path: string, text: string): void => writeFileSync(join(folder, path), text);

onEngine("Compose", () => {
  /** What Compose makes of a service, with the dollars that it doubles again as it prints. */
  function config(service: yaml.YamlMap): { command: string[]; environment: object; labels: object } {
    write("compose.yaml", yaml.print({ name, services: { app: { image: "app", ...service } } }));
    const json = docker(["compose", "config", "--format", "json"]);
    return JSON.parse(json, (_, value) => (typeof value === "string" ? value.replaceAll("$$", "$") : value)).services
      .app;
  }

  test("reads every text back from a compose file", () => {
    const escaped = texts.map(compose.escapeInterpolation);
    const app = config({ command: escaped, environment: numbered("V", escaped), labels: numbered("v", escaped) });
    expect(app.command).toEqual(texts);
    expect(app.environment).toEqual(numbered("V", texts));
    expect(app.labels).toEqual(numbered("v", texts));
  });

  test("reads every fallback back, whatever stands around it, and only where the variable is empty", () => {
    const around = compose.escapeInterpolation("a ${b} $c }");
    const fallbacks = printable((fallback) => compose.interpolation({ name: "UNSET", fallback }));
    const values = (variable: string): string[] =>
      fallbacks.map((fallback) => {
        const value = compose.interpolation({ name: variable, fallback });
        return value + around + value;
      });
    write(".env", "SET=set\n");
    const app = config({ command: [...values("UNSET"), ...values("SET")] });
    rmSync(join(folder, ".env"));
    expect(app.command).toEqual([
      ...fallbacks.map((fallback) => `${fallback}a \${b} $c }${fallback}`),
      ...fallbacks.map(() => "seta ${b} $c }set"),
    ]);
  });

  test("stops at a required variable with its message", () => {
    const value = compose.interpolation({ name: "UNSET", required: 'set $UNSET: it\'s "5" %s :- ?' });
    expect(() => config({ command: [value] })).toThrow(
      'required variable UNSET is missing a value: set $UNSET: it\'s "5" %s :- ?',
    );
  });

  test("reads every text back from an env file, for the compose file and for the container", () => {
    const file = dotenv.print(texts.map((value, index) => ({ name: `V${index}`, value })));
    write(".env", file);
    write("app.env", file);
    const app = config({
      env_file: ["app.env"],
      labels: numbered(
        "v",
        texts.map((_, index) => compose.interpolation({ name: `V${index}` })),
      ),
    });
    rmSync(join(folder, ".env"));
    expect(app.environment).toEqual(numbered("V", texts));
    expect(app.labels).toEqual(numbered("v", texts));
  });
});

onEngine("the image builder", () => {
  const { arg, cmd, copy, entrypoint, env, from, healthcheck, label, ref, run, user, volume, workdir } = dockerfile;
  const lines = printable((value) => dockerfile.print([env({ A: value })]));
  const names = printable((value) => dockerfile.print([label({ [value]: "" })]));
  const volumes = printable((value) => dockerfile.print([volume(`/volumes/${value}`)])).slice(0, 60);
  const targets = fileNames.filter((_, index) => index % 10 === 0);
  const odd = "a b,\"$c'\\";
  const long = lines.at(-1) ?? "";

  type Files = Readonly<Record<string, string>>;
  let image: { Config: Readonly<Record<string, unknown>> & { Env: string[]; Healthcheck: object; Volumes: object } };
  let files: Files;

  /** Every file below `/out`, with its content. */
  const listing = `
import json, os
files = {}
for folder, _, names in os.walk("/out"):
    for name in names:
        path = os.path.join(folder, name)
        files[path[5:]] = open(path, newline="").read()
print(json.dumps(files))
`;

  beforeAll(() => {
    const context = join(folder, "context");
    mkdirSync(join(context, "folder[1]"), { recursive: true });
    for (const file of [...fileNames, odd, "folder[1]/*"]) writeFileSync(join(context, file), file);
    const dump = "import json, sys; json.dump(sys.argv[2:], open(sys.argv[1], 'w'))";
    write(
      "Dockerfile",
      dockerfile.print([
        from(base),
        copy(fileNames, "/out/all/"),
        copy("folder[1]", "/out/folder/"),
        ...targets.map((path, index) => copy([path], `/out/target/${index}/${path}`, { chmod: "0644" })),
        arg("ARGUMENT", long),
        env(numbered("V", lines)),
        env({ REFERENCES: [ref("ARGUMENT"), "${ARGUMENT}", ref("V0")] }),
        env(Object.fromEntries(names.map((key) => [`N${key}`, key]))),
        label(numbered("v", lines)),
        label(Object.fromEntries(names.map((key) => [key, key]))),
        volume(...volumes.map((path) => `/volumes/${path}`)),
        run(["python3", "-c", dump, "/out/words", ...texts]),
        run(
          `set -e\n${shell.print(shell.sh`printf '%s\0' ${texts} > /out/script`)}cat <<EOF > /out/inner\n\ta\\\\\nEOF`,
        ),
        run(`echo ${shell.quote("a#b  '\\ $HOME é")} > /out/line`),
        run({ shell: ["true", "echo $((1 + 1)) '# a' > /out/chain"] }),
        run("cp -r /mounted/* /out\n", {
          mounts: [
            { type: "bind", source: odd, target: ["/mounted/", "mount ", odd] },
            { type: "tmpfs", target: "/tmp/a b" },
            { type: "cache", target: "/tmp/a,b", id: name, uid: 1, mode: "0755" },
          ],
          network: "none",
        }),
        workdir(`/work/${odd}`),
        user(odd),
        healthcheck(texts, { interval: "30s", timeout: "5s", startPeriod: "1m", startInterval: "2s", retries: 3 }),
        entrypoint(texts),
        cmd(texts),
      ]),
    );
    docker(["build", "--quiet", "--tag", name, "--file", "Dockerfile", "context"]);
    image = JSON.parse(docker(["image", "inspect", name]))[0];
    const root = ["--rm", "--interactive", "--user=0", "--workdir=/", "--network=none", "--entrypoint=python3"];
    files = JSON.parse(docker(["run", ...root, name, "-"], listing));
  }, 300_000);

  afterAll(() => docker(["image", "rm", "--force", name]));

  test("reads every text back from ENV and LABEL, as a value and as a name", () => {
    const variables = Object.fromEntries(image.Config.Env.map((pair) => pair.split(/=(.*)/s, 2)));
    expect(variables).toMatchObject(numbered("V", lines));
    expect(variables).toMatchObject(Object.fromEntries(names.map((key) => [`N${key}`, key])));
    expect(image.Config.Labels).toEqual({
      ...numbered("v", lines),
      ...Object.fromEntries(names.map((key) => [key, key])),
    });
  });

  test("fills in references, and only those", () => {
    expect(image.Config.Env).toContain(`REFERENCES=${long}\${ARGUMENT}${lines[0]}`);
  });

  test("reads every text back from lists of words", () => {
    expect(image.Config.Cmd).toEqual(texts);
    expect(image.Config.Entrypoint).toEqual(texts);
    expect(image.Config.Healthcheck).toEqual({
      Test: ["CMD", ...texts],
      Interval: 30e9,
      Timeout: 5e9,
      StartPeriod: 60e9,
      StartInterval: 2e9,
      Retries: 3,
    });
    expect(JSON.parse(files.words ?? "")).toEqual(texts);
  });

  test("hands scripts to the shell as they are", () => {
    expect(files.script?.split("\0").slice(0, -1)).toEqual(texts);
    expect(files.inner).toBe("\ta\\\n");
    expect(files.line).toBe("a#b  '\\ $HOME é\n");
    expect(files.chain).toBe("2 # a\n");
  });

  test("finds and writes files of every name", () => {
    const all = Object.fromEntries(fileNames.map((path) => [`all/${path}`, path]));
    expect(files).toMatchObject({ ...all, "folder/*": "folder[1]/*" });
    expect(files).toMatchObject(Object.fromEntries(targets.map((path, index) => [`target/${index}/${path}`, path])));
  });

  test("reads odd paths and names back everywhere else", () => {
    expect(files[`mount ${odd}`]).toBe(odd);
    expect(image.Config.WorkingDir).toBe(`/work/${odd}`);
    expect(image.Config.User).toBe(odd);
    expect(Object.keys(image.Config.Volumes).sort()).toEqual(volumes.map((path) => `/volumes/${path}`).sort());
  });

  test.each(["exclude", "include"] as const)("%ss every file by its literal path, and no other", (kind) => {
    const paths = printable(ignore.literal, fileNames);
    const listed = paths.filter((_, index) => index % 2 === 0);
    const lines = listed.map((path) => ignore[kind](ignore.literal(path)));
    mkdirSync(join(folder, kind));
    for (const path of paths) writeFileSync(join(folder, kind, path), "");
    write("ignored.Dockerfile", dockerfile.print([from("scratch"), copy(".", "/")]));
    write(
      "ignored.Dockerfile.dockerignore",
      ignore.print(kind === "exclude" ? lines : [ignore.exclude("*"), ...lines]),
    );
    const output = `type=local,dest=${join(folder, `${kind}-out`)}`;
    docker(["build", "--quiet", "--file", "ignored.Dockerfile", "--output", output, kind]);
    const expected = kind === "include" ? listed : paths.filter((path) => !listed.includes(path));
    expect(readdirSync(join(folder, `${kind}-out`)).sort()).toEqual([...expected].sort());
  });
});

onEngine("bake", () => {
  test("reads every value of HCL as itself, also in a template and as a key", () => {
    const { attribute, block, ref, template } = hcl;
    const values = printable((text) => hcl.print([attribute("x", text)]));
    const whole = new Map(Object.entries(numbered("A", values)));
    const within = new Map([...whole].map(([key, text]) => [`T${key}`, template(text, ref("PART"), text)]));
    write(
      "docker-bake.hcl",
      hcl.print([
        block("variable", ["PART"], [attribute("default", "part")]),
        block("target", ["x"], [attribute("args", new Map<string, hcl.Value>([...whole, ...within]))]),
        block("target", ["y"], [attribute("labels", new Map(values.map((text) => [text, "value"])))]),
      ]),
    );
    const told = JSON.parse(docker(["buildx", "bake", "--file", join(folder, "docker-bake.hcl"), "--print", "x", "y"]));
    // values are printed to be read again, keys are not
    const itself = (text: string) => text.replace(/\$\$\{/g, "${").replace(/%%\{/g, "%{");
    for (const [key, text] of whole) {
      expect(itself(told.target.x.args[key] ?? "")).toBe(text);
      expect(itself(told.target.x.args[`T${key}`] ?? "")).toBe(`${text}part${text}`);
    }
    expect(Object.keys(told.target.y.labels).sort()).toEqual([...new Set(values)].sort());
  });
});

onEngine("nginx", () => {
  const { block, directive, regex, variable } = nginx;
  const answers = printable((text) => nginx.print([directive("return", 200, text)]));
  const longest = `${"y".repeat(3990)}\\`;
  let address: string;

  const ask = async (path: string): Promise<string> =>
    Buffer.from(await (await fetch(address + path, { signal: AbortSignal.timeout(5000) })).arrayBuffer()).toString();

  beforeAll(async () => {
    const answer = (path: nginx.Text[], text: nginx.Text): nginx.Node =>
      block("location", path, [directive("return", 200, text)]);
    const server = block(
      "server",
      [],
      [
        directive("listen", 8080),
        ...answers.map((text, index) => answer(["=", `/${index}`], text)),
        answer(["=", "/long"], longest),
        answer(["=", "/variable"], ["<", variable("arg_a"), "b ", variable("arg_a"), "{}\\", variable("uri"), ">"]),
        answer(["~", regex("^/regex/(?<x>[a-z]{2,3})\\.\\\\(\\d+);\\{ \"'$")], [variable("x"), "-", variable("2")]),
        answer(["=", "/map"], variable("mapped")),
      ],
    );
    const map = block(
      "map",
      [variable("arg_q"), variable("mapped")],
      [directive("default", "?"), directive("", "none"), directive("a;b", "#")],
    );
    write("nginx.conf", nginx.print([block("events", [], []), block("http", [], [map, server])]));
    const volume = `${join(folder, "nginx.conf")}:/etc/nginx/nginx.conf:ro`;
    docker(["run", "--detach", "--name", name, "--publish=127.0.0.1::8080", "--volume", volume, "nginx:1.30-alpine"]);
    address = `http://${docker(["port", name, "8080"]).trim()}`;
    for (let attempt = 0; attempt < 100; attempt++) {
      if (
        await ask("/0").then(
          () => true,
          () => false,
        )
      )
        return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(docker(["logs", name]));
  }, 60_000);

  afterAll(() => docker(["rm", "--force", "--volumes", name]));

  test("answers with every text", async () => {
    const said: string[] = [];
    for (const index of answers.keys()) said.push(await ask(`/${index}`));
    expect(said).toEqual(answers);
    expect(await ask("/long")).toBe(longest);
  });

  test("fills in variables, and only those", async () => {
    expect(await ask("/variable?a=x")).toBe("<xb x{}\\/variable>");
    expect(await ask("/map?q=")).toBe("none");
    expect(await ask("/map?q=a;b")).toBe("#");
  });

  test("matches a regular expression as it was written", async () => {
    expect(await ask("/regex/abc.%5C123;%7B%20%22'")).toBe("abc-123");
  });
});

onEngine("the shell of an image", () => {
  test("reads every word back", () => {
    const script = shell.sh`
      for word in ${texts}; do
        printf '%s\0' "$word"
      done
    `;
    const said = docker(["run", "--rm", "--interactive", "--network=none", base, "sh"], shell.print(script));
    expect(said.split("\0").slice(0, -1)).toEqual(texts);
  });
});
