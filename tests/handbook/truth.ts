import { projectTasks } from "@quaywright/handbook";
import {
  builtFor,
  composeFilesOf,
  deploymentsOf,
  dotenvOf,
  placeOf,
  type Service,
  type Stack,
  scheduledIn,
  unitOf,
} from "@quaywright/model";
import { plan } from "@quaywright/render";
import { parse } from "unbash";
import type { Said } from "./read";

/** Every statement of a page that is not so. */
export function falsehoods(said: Said, stacks: readonly Stack[], files: readonly string[]): string[] {
  return [
    ...said.commands.flatMap((line) => brokenCommand(line, stacks)),
    ...said.codes.flatMap((code) => brokenCode(code, stacks)),
    ...said.numbers.flatMap((number) => (numbersOf(stacks).has(number) ? [] : [`unknown number ${number}`])),
    ...said.links.flatMap((link) => brokenLink(link, said, files)),
  ];
}

// biome-ignore lint/suspicious/noExplicitAny: the parser's own tree has some thirty kinds of nodes.
type Tree = any;

interface Words {
  readonly words: readonly string[];
  readonly targets: readonly string[];
}

/** The simple commands of a line, those within `$(…)` and `(…)` too. */
function commandsOf(tree: Tree): Words[] {
  if (tree === null || typeof tree !== "object") return [];
  const inner = (Array.isArray(tree) ? tree : Object.values(tree)).flatMap(commandsOf);
  if (tree.type !== "Command") return inner;
  const words = [tree.name, ...(tree.suffix ?? [])]
    .filter(Boolean)
    .map((word: Tree) => String(word.value ?? word.text));
  const targets = (tree.redirects ?? []).map((redirect: Tree) => String(redirect.target?.value ?? ""));
  return [{ words, targets }, ...inner];
}

const programs =
  "chmod cp curl date docker echo find getconf git grep gzip journalctl ls mkdir mv npx openssl python sha256sum stat sudo systemctl tar touch truncate umask".split(
    " ",
  );

function brokenCommand(line: string, stacks: readonly Stack[]): string[] {
  const commands = commandsOf(parse(line));
  if (commands.length === 0) return [`no command: ${line}`];
  return commands.flatMap(({ targets, words }) => {
    const asRoot = words[0] === "sudo" && (words[1] === "systemctl" || words[1]?.includes("/"));
    const [program = "", ...rest] = asRoot ? words.slice(1) : words;
    const wrong = (what: string) => `${what}: ${line}`;
    if (stacks.some(({ files }) => files.deploy === program || files.schedule === program)) return [];
    if (!programs.includes(program)) return [wrong(`unknown program ${program}`)];
    const paths = [
      ...targets,
      ...(["chmod", "cp", "ls", "mv", "stat", "tar", "touch", "truncate", "sha256sum"].includes(program)
        ? rest.filter((word) => word.includes("/"))
        : []),
    ];
    return [
      ...paths.filter((path) => !isPlace(path, stacks)).map((path) => wrong(`unknown path ${path}`)),
      ...(program === "docker" ? brokenDocker(rest, stacks).map(wrong) : []),
      ...(["journalctl", "systemctl"].includes(program)
        ? rest.filter((word) => /[-.*]/.test(word.replace(/^--.*/, "")) && !isUnit(word, stacks)).map(wrong)
        : []),
      ...(program === "curl"
        ? rest
            .filter((word) => word.startsWith("http") && !isAddress(word, stacks))
            .map((url) => wrong(`unknown address ${url}`))
        : []),
      ...(program === "npx" && rest[0] === "quaywright" && !stacks.some(({ environment }) => environment === rest[2])
        ? [wrong("unknown environment")]
        : []),
      ...(program === "echo" && !stacks.some(({ inputs }) => inputs.some(({ name }) => rest[0]?.startsWith(`${name}=`)))
        ? [wrong("unknown variable")]
        : []),
    ];
  });
}

const isUnit = (word: string, stacks: readonly Stack[]): boolean =>
  ["list-timers", "list-units"].includes(word) ||
  stacks.some(
    (stack) =>
      word === `${stack.project}-*` ||
      scheduledIn(stack).some((service) => word === `${unitOf(service, stack)}.service`),
  );

const isPlace = (path: string, stacks: readonly Stack[]): boolean =>
  path === "/dev/null" ||
  path.startsWith("backups/") ||
  ["data.json", "images.tar.gz"].includes(path) ||
  stacks.some(
    (stack) =>
      path === dotenvOf(stack) ||
      path === stack.files.secrets ||
      stack.inputs.some(({ file }) => file !== undefined && (path === file || path === `${file}.new`)) ||
      stack.services.some(({ mounts }) => mounts.some(({ target }) => target === path)),
  );

const isAddress = (url: string, stacks: readonly Stack[]): boolean =>
  stacks.some(({ services }) =>
    services.some(({ probe, published, reaches }) =>
      published.some(({ port: host }) => {
        const port = host === 80 ? "" : `:${host}`;
        const origin = `http://localhost${port}`;
        const folder = `${origin}${probe?.path?.replace(/[^/]*$/, "")}`;
        // what is passed on is asked where it is probed
        const behind = services.flatMap((other) => (reaches.includes(other.name) ? (other.probe?.path ?? []) : []));
        return [`${origin}/`, folder, ...[probe?.path, ...behind].map((path) => `${origin}${path}`)].includes(url);
      }),
    ),
  );

/** Commands of Compose whose words are names of services. */
const ofServices = ["build", "logs", "ps", "pull", "restart", "stop", "up"];
const valued = new Set(["--volume", "--tail", "--format", "-f"]);
const before = ["-f", "--profile"];

function brokenDocker([first = "", ...rest]: readonly string[], stacks: readonly Stack[]): string[] {
  if (first === "compose") return brokenCompose(rest, stacks);
  const volumes = stacks.flatMap(({ environment, name, volumes }) =>
    volumes.map((volume) => `${name}-${environment}_${volume}`),
  );
  const images = stacks.flatMap((stack) =>
    stack.services.map((service) => {
      if (service.image.kind === "pulled") return service.image.reference;
      const { repository, tag } = builtFor(service, stack) ?? service.image;
      return `${repository}:${tag}`;
    }),
  );
  if (first === "volume")
    return rest
      .slice(1)
      .filter((name) => !volumes.includes(name.replace(/_before$/, "")))
      .map((name) => `unknown volume ${name}`);
  if (first === "image" || first === "save") {
    return rest
      .slice(first === "image" ? 1 : 0)
      .filter((word, index, all) => !/^--|^\{\{/.test(word) && all[index - 1] !== "--format")
      .filter((name) => !images.includes(name) && !images.some((image) => name === `${image}-previous`))
      .map((name) => `unknown image ${name}`);
  }
  if (first === "run") {
    const mounted = rest.filter((_, index) => rest[index - 1] === "--volume").map((mount) => mount.split(":")[0] ?? "");
    return [
      ...mounted
        .filter((name) => !volumes.includes(name.replace(/_before$/, "")) && !name.startsWith("./backups/"))
        .map((name) => `unknown volume ${name}`),
      ...(rest.some((word) => images.includes(word)) ? [] : ["no image of the stack"]),
    ];
  }
  if (first === "exec" || first === "rm") {
    const name = rest.find((word) => !word.startsWith("-")) ?? "";
    return volumes.includes(name.replace(/_drill$/, "")) ? [] : [`unknown container ${name}`];
  }
  return ["info", "inspect", "load", "network", "ps", "stats", "system", "version"].includes(first)
    ? []
    : [`unknown command docker ${first}`];
}

function brokenCompose(words: readonly string[], stacks: readonly Stack[]): string[] {
  const files = words.filter((_, index) => words[index - 1] === "-f");
  const rest = words.filter((word, index) => !before.includes(word) && !before.includes(words[index - 1] ?? ""));
  const profiles = words.filter((_, index) => words[index - 1] === "--profile");
  const [verb = "", ...args] = rest;
  if (verb === "version") return [];
  const given = files.length > 0 ? files : undefined;
  const stack = stacks.find((each) =>
    given === undefined
      ? composeFilesOf(each)[0] === "compose.yaml" || /^(docker-)?compose\.ya?ml$/.test(composeFilesOf(each)[0] ?? "")
      : composeFilesOf(each).join() === given.join(),
  );
  if (stack === undefined) return [`no stack has the files ${files.join(", ")}`];
  const names = stack.services.map(({ name }) => name);
  const strange = profiles.filter(
    (profile) => profile !== "*" && !stack.services.some((each) => each.profile === profile),
  );
  if (strange.length > 0) return strange.map((profile) => `unknown profile ${profile}`);
  const free = args.filter((word, index) => !word.startsWith("-") && !valued.has(args[index - 1] ?? ""));
  const named = ofServices.includes(verb) ? free : ["exec", "run"].includes(verb) ? free.slice(0, 1) : [];
  if (![...ofServices, "exec", "run", "down", "images"].includes(verb)) return [`unknown command ${verb}`];
  if (["exec", "run"].includes(verb) && named.length === 0) return ["no service"];
  return named.filter((name) => !names.includes(name)).map((name) => `unknown service ${name}`);
}

/** What is neither of a stack nor a word of Docker, the host or the handbook itself. */
const general = new Set([
  ..."Up (healthy) unhealthy docker true 4096 700 200 local unless-stopped OK tables Installed True False previous empty".split(
    " ",
  ),
  ...".projenrc.ts .env backups 127.0.0.1 172.16.0.0/12 172.17.0.1 ~/src /mnt/c /run/secrets package.json package-lock.json".split(
    " ",
  ),
  ..."database before false PONG /etc/docker/daemon.json default-address-pools eventlet pool_size max_overflow 5432:5432 container_name docker-compose /boot/firmware/cmdline.txt /boot/firmware/config.txt".split(
    " ",
  ),
  ..."memory probe timeout rate burst connections replicas resources external routes trust publish version bodyLimit startPeriod up".split(
    " ",
  ),
  ..."flock ALLOWED_HOSTS SECRET_KEY_FALLBACKS X-Forwarded-Proto X-Forwarded-* PgBouncer".split(" "),
]);

function brokenCode(code: string, stacks: readonly Stack[]): string[] {
  const task = /^npx projen (\S+)$/.exec(code)?.[1];
  if (task !== undefined) return projectTasks(stacks).some(({ name }) => name === task) ? [] : [`unknown task ${task}`];
  if (general.has(code) || vocabulary(stacks).has(code)) return [];
  // of these shapes is whatever a stack names; the rest is a phrase, such as a message
  const name =
    /^(?:[A-Z][A-Z0-9_]+|\d+(?:\.\d+){0,3}(?::\d+)?|[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*|[\w.-]*\/[\w./-]*|[\w./-]+:[\w.-]+)$/;
  return name.test(code) ? [`unknown name ${code}`] : [];
}

const known = new WeakMap<readonly Stack[], Set<string>>();

function vocabulary(stacks: readonly Stack[]): Set<string> {
  const made = known.get(stacks) ?? new Set([...stacks.flatMap(wordsOf), ...plan(stacks).map(({ path }) => path)]);
  known.set(stacks, made);
  return made;
}

/** What is neither of a stack nor can be counted in one: versions, exit codes, pages of memory, days of a certificate. */
const constants = "25 2.33 20.19 16 4 45 78 137 26 0 1 15 18".split(" ");

/** Every number of a stack, and what its services come to together. */
function numbersOf(stacks: readonly Stack[]): Set<string> {
  const found = numbers.get(stacks) ?? new Set([...constants, ...digitsIn(stacks), ...stacks.flatMap(sumsOf)]);
  numbers.set(stacks, found);
  return found;
}

const numbers = new WeakMap<readonly Stack[], Set<string>>();

function digitsIn(value: unknown): string[] {
  if (typeof value === "number") return [String(value)];
  if (typeof value === "string") return value.match(/\d+(?:\.\d+)?/g) ?? [];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(digitsIn) : [];
}

/** Containers, CPUs and gibibytes of a stack, and the connections to each of its servers. */
function sumsOf({ services }: Stack): string[] {
  const stay = services.filter(({ oneShot, profile }) => !oneShot && profile === undefined);
  const total = (of: (service: Service) => number) => stay.reduce((sum, each) => sum + each.replicas * of(each), 0);
  const memory = ({ resources: { memory = "0m" } }: Service) =>
    Number.parseInt(memory, 10) / (memory.endsWith("g") ? 1 : 1024);
  const servers = stay.flatMap(({ handbook, name }) => {
    if (handbook?.accepts === undefined) return [];
    const { connections, reserved } = handbook.accepts;
    const asked = stay.filter(({ reaches }) => reaches.includes(name));
    const opened = asked.map(
      ({ handbook: own, replicas }) => replicas * (own?.runs?.processes ?? 1) * (own?.runs?.threads ?? 1),
    );
    return [opened.reduce((sum, each) => sum + each, 0), connections - reserved];
  });
  const sums = [stay.length, total(() => 1), total(({ resources }) => resources.cpus ?? 0), ...servers];
  const gibibytes = total(memory);
  return [...sums.map(String), String(Math.ceil(gibibytes * 10) / 10), String(Math.ceil(gibibytes * 1024))];
}

/** What the texts of a declaration hold in code is their author's. */
const quoted = (text = ""): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code);

function wordsOf(stack: Stack): string[] {
  const { builds, environment, files, inputs, name, networks, services, volumes } = stack;
  return [
    `${name}-${environment}`,
    ...[environment, files.secrets, files.env, dotenvOf(stack), ...composeFilesOf(stack), ...volumes],
    deploymentsOf(stack),
    `/etc/systemd/system/${stack.project}-.service.d/failure.conf`,
    ...networks.map((network) => network.name),
    ...builds.flatMap((build) => [build.image, placeOf(build, "Dockerfile")]),
    ...inputs.flatMap((input) => [
      input.name,
      ...[input.file, input.default, input.example].filter((each) => each !== undefined),
      ...(input.rule.oneOf ?? []),
    ]),
    ...inputs.flatMap(({ purpose }) => quoted(purpose)),
    ...services.flatMap((service) => [
      ...quoted(service.summary),
      ...service.variables.flatMap(({ purpose }) => quoted(purpose)),
      ...(service.handbook?.tasks ?? []).flatMap(({ steps }) => steps.flatMap(({ expect }) => expect ?? [])),
      service.name,
      service.profile ?? "",
      service.image.kind === "pulled" ? service.image.reference : `${service.image.repository}:${service.image.tag}`,
      ...(service.image.kind === "built" ? [service.image.target ?? ""] : []),
      ...[service.port, ...service.published.map(({ port }) => port)].flatMap((port) => (port ? [String(port)] : [])),
      service.published.map(({ port }) => port).join(", "),
      ...service.published.flatMap(({ address = "0.0.0.0", port }) => [
        address,
        `${address}:${port}`,
        `${address}:${port}->`,
        `http://localhost${port === 80 ? "" : `:${port}`}/`,
      ]),
      ...(service.front?.proxies ?? []),
      ...(service.command === undefined ? [] : [service.command.join(" ")]),
      ...[service.user, service.user?.split(":")[0], service.resources.memory].filter((each) => each !== undefined),
      ...service.mounts.flatMap((mount) => [mount.target, ...(mount.kind === "source" ? [mount.source] : [])]),
      ...service.variables.flatMap(({ name: variable, source }) => [
        variable,
        ...(source.kind === "fixed" || source.kind === "linked" ? [source.value] : []),
      ]),
      ...(service.handbook?.accepts === undefined ? [] : [String(service.handbook.accepts.connections)]),
    ]),
  ];
}

/** Pages outside: read by a person when they are added here. */
const outside = new Set([
  "https://docs.docker.com/engine/install/",
  "https://docs.docker.com/desktop/setup/install/mac-install/",
  "https://docs.docker.com/desktop/features/wsl/",
]);

function brokenLink(link: string, { headings }: Said, files: readonly string[]): string[] {
  if (link.startsWith("#")) return headings.map(anchor).includes(link) ? [] : [`no heading ${link}`];
  return outside.has(link) || files.includes(`docs/${link}`) ? [] : [`link to nowhere ${link}`];
}

const anchor = (heading: string): string =>
  `#${heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .replaceAll(" ", "-")}`;
