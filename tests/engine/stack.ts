import { randomBytes } from "node:crypto";
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { clear } from "./clear";
import { type Container, inspect } from "./container";
import { composeFilesIn } from "./generated";
import { freePort } from "./port";
import { type Outcome, type Running, type RunOptions, run, start, succeed } from "./run";
import { variant } from "./variant";

const templates = resolve(__dirname, "../../templates");

export interface StackOptions {
  /** A folder of `templates`: `django-react`, `django-celery/backend`. */
  readonly template: string;
  readonly environment: string;
  /** Owner of the copy: uid and gid. Default: whoever runs the test. */
  readonly owner?: number;
  /** Variables for Compose beside the ones for ports and image tags. */
  readonly env?: Readonly<Record<string, string>>;
  /** Services with a port of the host beside those of the template, in what is laid over it. */
  readonly publishes?: readonly string[];
}

/** Services as a test declares them. */
export interface Declaration {
  readonly name: string;
  readonly services: Readonly<Record<string, object>>;
  readonly [key: string]: unknown;
}

/** A template's own copy with its own project name, ports and images, so that tests run beside one another. */
export class TestStack {
  private constructor(
    readonly folder: string,
    readonly project: string,
    /** Its Compose files, in the order in which Compose reads them. */
    readonly files: readonly string[],
    /** What Compose is given as environment. */
    readonly env: Record<string, string>,
    /** Published port of the host by service. */
    readonly ports: Readonly<Record<string, number>>,
  ) {}

  static async create({ template, environment, owner, env = {}, publishes = [] }: StackOptions): Promise<TestStack> {
    const folder = mkdtempSync(join(tmpdir(), `quaywright-${template.replace("/", "-")}-`));
    cpSync(join(templates, template), folder, {
      recursive: true,
      filter: (path) => !/node_modules|\/\.projen|\/secrets$|\/\.env$/.test(path.slice(templates.length)),
    });
    const suffix = randomBytes(4).toString("hex");
    const files = composeFilesIn(folder).get(environment) ?? [];
    const text = files.map((file) => readFileSync(join(folder, file), "utf8")).join("");
    const published: Record<string, number> = {};
    for (const [, name = ""] of text.matchAll(/\$\{(\w+)_PUBLISHED_PORT\b/g)) published[name] ??= await freePort();
    for (const name of publishes) published[name.toUpperCase().replaceAll("-", "_")] ??= await freePort();
    const stack = new TestStack(
      folder,
      `qw-${template.replace("/", "-")}-${suffix}`,
      files,
      {
        IMAGE_TAG: suffix,
        ...Object.fromEntries(
          Object.entries(published).map(([name, port]) => [`${name}_PUBLISHED_PORT`, String(port)]),
        ),
        ...env,
      },
      Object.fromEntries(
        Object.entries(published).map(([name, port]) => [name.toLowerCase().replaceAll("_", "-"), port]),
      ),
    );
    if (owner !== undefined) chownAll(folder, owner);
    return stack;
  }

  /** A stack of a test's own, without sources; `more` are names of further ports of its services. */
  static async declare(
    declaration: Declaration,
    environment: StackOptions["environment"],
    more: readonly string[] = [],
  ): Promise<TestStack> {
    const folder = mkdtempSync(join(tmpdir(), `quaywright-${declaration.name}-`));
    const suffix = randomBytes(4).toString("hex");
    const ports: Record<string, number> = {};
    for (const name of [...Object.keys(declaration.services), ...more]) ports[name] = await freePort();
    const stack = new TestStack(
      folder,
      `qw-${declaration.name}-${suffix}`,
      [`${environment}.yaml`],
      {
        IMAGE_TAG: suffix,
        ...Object.fromEntries(
          Object.entries(ports).map(([name, port]) => [
            `${name.toUpperCase().replaceAll("-", "_")}_PUBLISHED_PORT`,
            String(port),
          ]),
        ),
      },
      ports,
    );
    stack.lay(declaration);
    return stack;
  }

  /** The Compose file of its environment. */
  get file(): string {
    return this.files.at(-1)!;
  }

  /** Writes the files of a declaration, over those that are there. */
  lay(declaration: Declaration): void {
    const files = { compose: { development: "development.yaml", production: "production.yaml" } };
    for (const [path, text] of Object.entries(variant({ files, ...declaration }))) this.save(path, text);
  }

  /** Writes a strong secret to each file that production asks for. */
  writeSecrets(secrets: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
    const asked = this.files.flatMap((file) => [...this.read(file).matchAll(/file: \.\/secrets\/(\S+)/g)]);
    const all = {
      ...Object.fromEntries(
        asked.map(([, name = ""]) => [name, name.endsWith("_fallbacks") ? "" : randomBytes(40).toString("hex")]),
      ),
      ...secrets,
    };
    mkdirSync(join(this.folder, "secrets"), { mode: 0o700, recursive: true });
    for (const [name, value] of Object.entries(all)) writeFileSync(join(this.folder, "secrets", name), value);
    return all;
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), "utf8");
  }

  /** Saves a file as editors do: a new one of the copy's owner takes its place. */
  save(path: string, text: string): void {
    const { uid, gid } = statSync(this.folder);
    const place = join(this.folder, path);
    const made = mkdirSync(dirname(place), { recursive: true });
    if (made !== undefined) chownAll(made, uid, gid);
    writeFileSync(`${place}~`, text);
    chownSync(`${place}~`, uid, gid);
    renameSync(`${place}~`, place);
  }

  /** `docker compose` on this copy, whatever comes of it. */
  compose(args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
    return run("docker", this.#arguments(args), this.#options(options));
  }

  /** `docker compose` that must succeed; gives what it printed. */
  succeed(args: readonly string[], options: RunOptions = {}): Promise<string> {
    return succeed("docker", this.#arguments(args), this.#options(options));
  }

  /** `docker compose` that goes on beside the test until it is interrupted. */
  start(args: readonly string[], options: RunOptions = {}): Running {
    return start("docker", this.#arguments(args), this.#options(options));
  }

  /** Address of a published service. */
  url(service: string, path = "/"): string {
    return `http://127.0.0.1:${this.ports[service]}${path}`;
  }

  /** Ids of a service's containers. */
  async containers(service: string): Promise<string[]> {
    return (await this.succeed(["ps", "--quiet", service])).split("\n").filter((id) => id !== "");
  }

  /** What the engine says of these services' containers, ended ones too; without a name, of all. */
  async inspect(...services: readonly string[]): Promise<Container[]> {
    return inspect((await this.succeed(["ps", "--all", "--quiet", ...services])).split("\n").filter((id) => id !== ""));
  }

  /** Takes down all that this copy made: containers, networks, volumes, images, files. */
  async remove(): Promise<void> {
    if (!existsSync(this.folder)) return;
    await this.compose(["--profile", "*", "down", "--volumes", "--remove-orphans", "--timeout", "5"]);
    await clear(`label=com.docker.compose.project=${this.project}`);
    const images = await Promise.all(
      // the second finds those that lost their tag to a later build
      [`reference=*:${this.env.IMAGE_TAG}`, `label=com.docker.compose.project=${this.project}`].map((filter) =>
        succeed("docker", ["image", "ls", "--quiet", "--filter", filter]),
      ),
    );
    const ids = [...new Set(images.flatMap((list) => list.split("\n")).filter((id) => id !== ""))];
    if (ids.length > 0) await succeed("docker", ["image", "rm", "--force", ...ids]);
    rmSync(this.folder, { recursive: true, force: true });
  }

  #arguments(args: readonly string[]): string[] {
    return ["compose", "--project-name", this.project, ...this.files.flatMap((file) => ["--file", file]), ...args];
  }

  #options(options: RunOptions): RunOptions {
    return { cwd: this.folder, ...options, env: { ...this.env, ...options.env } };
  }
}

function chownAll(path: string, owner: number, group = owner): void {
  chownSync(path, owner, group);
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const inner = join(path, entry.name);
    if (entry.isDirectory()) chownAll(inner, owner, group);
    else chownSync(inner, owner, group);
  }
}

/** Asks until the answer is what is wanted, or the time is up; then it throws the last answer. */
export async function eventually<T>(ask: () => Promise<T>, wanted: (answer: T) => boolean, seconds = 60): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    let last: unknown;
    try {
      const answer = await ask();
      if (wanted(answer)) return answer;
      last = answer;
    } catch (error) {
      last = error;
    }
    if (Date.now() > deadline) {
      throw new Error(
        `not within ${seconds} s; the last answer was ${last instanceof Error ? last.message : JSON.stringify(last)}`,
      );
    }
    await new Promise((done) => setTimeout(done, 500));
  }
}
