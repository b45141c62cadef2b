import type { ComposeFile } from "./compose/nodes";
import { entriesOf, get, isMap, type Node, scalarsOf, textOf } from "./compose/nodes";
import { isExampleName } from "./env-file";
import type { Kind, Outline } from "./stack";
import { folderOf, nameOf, type Tree, within } from "./tree";

const bases = ["compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"];
const overrides = [
  "compose.override.yaml",
  "compose.override.yml",
  "docker-compose.override.yml",
  "docker-compose.override.yaml",
];

/** Which compose files form which environment: by what loads by itself, by who names them together, by their names. */
export function outlinesOf(tree: Tree, files: readonly ComposeFile[]): Outline[] {
  const byFolder = new Map<string, ComposeFile[]>();
  for (const file of files) {
    const folder = folderOf(file.path);
    const known = byFolder.get(folder);
    if (known === undefined) byFolder.set(folder, [file]);
    else known.push(file);
  }
  const included = new Set(files.flatMap(includedBy));
  const mentions = mentionedTogether(tree, new Set(files.map(({ path }) => path)));
  return [...byFolder].flatMap(([folder, found]) => outlinesIn(folder, found, mentions, included));
}

function outlinesIn(
  folder: string,
  files: readonly ComposeFile[],
  mentions: readonly Mention[],
  included: ReadonlySet<string>,
): Outline[] {
  const byName = new Map(files.map((file) => [nameOf(file.path), file]));
  const base = bases.map((name) => byName.get(name)).find((file) => file !== undefined);
  const override = overrides.map((name) => byName.get(name)).find((file) => file !== undefined);
  const outlines: Outline[] = [];
  const known = new Set<string>();
  const used = new Set<string>();
  const byPath = new Map(files.map((file) => [file.path, file]));
  const siblings = files.map(({ path }) => ({ path, name: middle(nameOf(path)) }));
  const signs = {
    production: siblings.filter(({ name }) => production.test(name)),
    development: siblings.filter(({ name }) => development.test(name)),
  };
  const add = (name: string, paths: readonly string[], how: string) => {
    if (known.has(paths.join())) return;
    known.add(paths.join());
    for (const path of paths) used.add(path);
    const members = paths.flatMap((path) => byPath.get(path) ?? []);
    const { kind, reason } = kindOf(paths, members, signs);
    outlines.push({ name, environment: kind, reason: `${how}; ${reason}`, paths });
  };
  const dotted = folder === "" ? "" : `${folder}/`;
  if (base !== undefined) {
    if (override !== undefined)
      add(
        `${dotted}override`,
        [base.path, override.path],
        `\`docker compose up\` loads \`${nameOf(base.path)}\` and \`${nameOf(override.path)}\``,
      );
  }
  for (const { by, paths } of mentions) {
    if (paths.length > 1 && folderOf(paths[0]!) === folder)
      add(
        `${dotted}${middle(nameOf(paths.at(-1)!)) || "default"}`,
        paths,
        `\`${by}\` names ${paths.map((path) => `\`${nameOf(path)}\``).join(" and ")} together`,
      );
  }
  for (const file of files) {
    if (file === base || used.has(file.path) || (included.has(file.path) && file !== base)) continue;
    const isOverlay = base !== undefined && layersOver(file, base);
    const name = `${dotted}${middle(nameOf(file.path)) || "default"}`;
    if (isOverlay)
      add(name, [base.path, file.path], `\`${nameOf(file.path)}\` is incomplete without \`${nameOf(base.path)}\``);
    else add(name, [file.path], `\`${nameOf(file.path)}\` stands alone`);
  }
  // a base that others complete is no environment by itself
  if (base !== undefined && (!used.has(base.path) || (override === undefined && isComplete(base))))
    add(`${dotted}default`, [base.path], `\`docker compose up\` loads \`${nameOf(base.path)}\``);
  return outlines;
}

const middle = (name: string): string =>
  name.replace(/\.ya?ml$/i, "").replace(/^(docker-)?(compose|stack)[._-]?|[._-]?(docker-)?compose$/i, "");

const includedBy = ({ path, root }: ComposeFile): string[] => {
  const includes = get(root, "include");
  const named = scalarsOf(includes).concat(
    includes?.kind === "list" ? includes.items.flatMap((item) => scalarsOf(get(item, "path"))) : [],
  );
  const extended = entriesOf(get(root, "services")).flatMap(({ value }) => textOf(get(value, "extends", "file")) ?? []);
  return [...named.map(({ text }) => text), ...extended].flatMap((text) => within(folderOf(path), text) ?? []);
};

const isComplete = ({ root }: ComposeFile): boolean => {
  const services = entriesOf(get(root, "services"));
  return (
    services.length > 0 &&
    services.every(
      ({ value }) =>
        get(value, "image") !== undefined ||
        get(value, "build") !== undefined ||
        get(value, "extends") !== undefined ||
        get(value, "provider") !== undefined,
    )
  );
};

/**
 * It names services of the base that it does not make by itself, or needs services of it; or it has nothing but services
 * of the base, and publishes none of those that the base does.
 */
function layersOver(file: ComposeFile, base: ComposeFile): boolean {
  const services = get(file.root, "services");
  const own = get(base.root, "services");
  if (!isMap(services)) return get(file.root, "include") === undefined;
  if (!isMap(own)) return false;
  for (const [name, { value }] of services.entries) {
    const makes = ["image", "build", "extends", "provider"].some((key) => get(value, key) !== undefined);
    if (!makes && own.entries.has(name)) return true;
    const needs = get(value, "depends_on");
    const names = needs?.kind === "map" ? [...needs.entries.keys()] : scalarsOf(needs).map(({ text }) => text);
    if (names.some((each) => !services.entries.has(each) && own.entries.has(each))) return true;
  }
  const known = [...services.entries.keys()];
  return (
    known.length > 0 &&
    known.every((name) => own.entries.has(name)) &&
    known.some((name) => get(own, name, "ports") !== undefined) &&
    !known.some((name) => ["ports", "network_mode", "labels"].some((key) => get(services, name, key) !== undefined))
  );
}

interface Mention {
  readonly by: string;
  readonly paths: readonly string[];
}

const mentioning =
  /(^|\/)(readme[^/]*|makefile|justfile|taskfile\.ya?ml|package\.json|jenkinsfile|\.gitlab-ci\.yml|[^/]+\.mk|\.env)$|^docs?\/.*\.(md|rst|txt|adoc)$|\.(sh|md)$|^\.github\/workflows\/|(^|\/)(scripts?|bin)\//i;

/** `docker compose -f a.yml -f b.yml`, `FILES = -f a.yml -f b.yml` and `COMPOSE_FILE=a.yml:b.yml`, in scripts, documents and CI. */
function mentionedTogether(tree: Tree, files: ReadonlySet<string>): Mention[] {
  if (files.size < 2) return [];
  const mentions: Mention[] = [];
  for (const path of tree.paths) {
    if (!mentioning.test(path) || tree.size(path) > 2 ** 20) continue;
    const text = tree.read(path)?.text.replace(/\\\r?\n[ \t]*/g, " ");
    if (text === undefined || !/compose/i.test(text)) continue;
    for (const [line] of text.matchAll(
      /(?:docker[- ]compose|podman-compose|COMPOSE\S*|^[ \t]*(?:export[ \t]+)?\w+[ \t]*[:?+]?=)[^\n|;&]*?(?:-f|--file)[ =]\S+[^\n|;&]*/gm,
    )) {
      const named = [...line.matchAll(/(?:-f|--file)[ =]["']?([^\s"'`]+)/g)].map(([, name]) => name!);
      note(path, named);
    }
    for (const [, list] of text.matchAll(/COMPOSE_FILE\s*[=:]\s*["']?([^\s"'`]+)/g)) note(path, list!.split(/[:;]/));
  }
  return mentions;

  function note(by: string, named: readonly string[]): void {
    const found = named.map((name) =>
      [folderOf(by), ""].map((folder) => within(folder, name)).find((each) => each !== undefined && files.has(each)),
    );
    if (found.length > 1 && found.every((each) => each !== undefined)) mentions.push({ by, paths: found as string[] });
  }
}

const production =
  /(^|[._/-])(prod(uction)?|live|deploy(ment)?|release|staging|stage|swarm|stack|server|selfhost(ed)?)([._/-]|$)/i;
const development =
  /(^|[._/-])(dev(el(opment)?)?|local(host)?|override|debug|devcontainer|sandbox|playground|examples?|demo|quickstart|samples?|tutorials?)([._/-]|$)/i;
const test = /(^|[._/-])(tests?|testing|ci|e2e|integration|spec|fixtures?|testdata|bench(mark)?s?)([._/-]|$)/i;

/** By file names, then by what the services say, then by what their siblings are. */
function kindOf(
  paths: readonly string[],
  members: readonly ComposeFile[],
  signs: Record<"production" | "development", readonly { path: string }[]>,
): { kind: Kind; reason: string } {
  for (const path of [...paths].reverse()) {
    const name = middle(nameOf(path));
    if (name !== "" && test.test(name)) return { kind: "test", reason: `\`${nameOf(path)}\` is named for tests` };
    if (name !== "" && development.test(name))
      return { kind: "development", reason: `\`${nameOf(path)}\` is named for development` };
    if (name !== "" && production.test(name))
      return { kind: "production", reason: `\`${nameOf(path)}\` is named for production` };
  }
  const folder = folderOf(paths[0]!);
  if (folder !== "") {
    if (test.test(folder)) return { kind: "test", reason: `\`${folder}\` is named for tests` };
    if (development.test(folder)) return { kind: "development", reason: `\`${folder}\` is named for development` };
    if (production.test(folder)) return { kind: "production", reason: `\`${folder}\` is named for production` };
  }
  const said = evidence(members);
  if (said !== undefined) return said;
  if (signs.production.some(({ path }) => !paths.includes(path)))
    return { kind: "development", reason: "another file is named for production" };
  if (signs.development.some(({ path }) => !paths.includes(path)))
    return { kind: "production", reason: "another file is named for development" };
  return { kind: "unknown", reason: "nothing says what it is for" };
}

const naming =
  /^(ENVIRONMENT|ENV|APP_ENV|NODE_ENV|RAILS_ENV|RACK_ENV|FLASK_ENV|FLASK_CONFIG|DJANGO_ENV|DJANGO_SETTINGS_MODULE|ASPNETCORE_ENVIRONMENT|GO_ENV|MIX_ENV|SPRING_PROFILES_ACTIVE|SYMFONY_ENV|DEPLOY_ENV|STAGE)$/;

function evidence(members: readonly ComposeFile[]): { kind: Kind; reason: string } | undefined {
  for (const { root } of members) {
    for (const { key, value } of entriesOf(get(root, "services"))) {
      for (const { text } of scalarsOf(get(value, "env_file"))) {
        const name = nameOf(text);
        if (isExampleName(name)) continue;
        if (production.test(name)) return { kind: "production", reason: `\`${key.text}\` reads \`${text}\`` };
        if (development.test(name)) return { kind: "development", reason: `\`${key.text}\` reads \`${text}\`` };
      }
      // one service of many that is built for development does not make the stack one of development
      const target = textOf(get(value, "build", "target"));
      if (target !== undefined && production.test(target))
        return { kind: "production", reason: `\`${key.text}\` builds the target \`${target}\`` };
      if (target !== undefined && development.test(target) && isCommon(root, (each) => development.test(each)))
        return { kind: "development", reason: `\`${key.text}\` builds the target \`${target}\`` };
      const environment = get(value, "environment");
      const pairs =
        environment?.kind === "map"
          ? entriesOf(environment).map((entry) => [entry.key.text, textOf(entry.value) ?? ""] as const)
          : scalarsOf(environment).map(({ text }) => [text.split("=")[0]!, text.slice(text.indexOf("=") + 1)] as const);
      for (const [name, setting] of pairs) {
        if (!naming.test(name)) continue;
        const last = setting.replace(/^\$\{\w+:?-([^}]*)\}$/, "$1");
        // Spring takes a list
        const said = last.split(",");
        const reason = `\`${key.text}\` has \`${name}=${last}\``;
        if (said.some((each) => production.test(each))) return { kind: "production", reason };
        if (said.some((each) => development.test(each))) return { kind: "development", reason };
        if (said.some((each) => test.test(each))) return { kind: "test", reason };
      }
    }
  }
  for (const { root } of members) {
    for (const { key, value } of entriesOf(get(root, "services"))) {
      if (isWorkedOn(value))
        return { kind: "development", reason: `\`${key.text}\` runs the sources that are beside it` };
    }
  }
  return undefined;
}

/** Whether at least half of the targets that services name are such. */
function isCommon(root: Node, isSuch: (target: string) => boolean): boolean {
  const targets = entriesOf(get(root, "services")).flatMap(({ value }) => textOf(get(value, "build", "target")) ?? []);
  return targets.filter(isSuch).length * 2 >= targets.length;
}

/** The sources that it is built of are mounted over it, with modules of its own or a server that looks for changes. */
function isWorkedOn(service: Node): boolean {
  const build = get(service, "build");
  const context = textOf(build) ?? textOf(get(build, "context"));
  const volumes = scalarsOf(get(service, "volumes")).map(({ text }) => text);
  const plain = (path: string): string => path.replace(/^\.\//, "").replace(/\/$/, "") || ".";
  return (
    context !== undefined &&
    volumes.some((text) => /^\.{0,2}[\w./-]*:/.test(text) && plain(text.split(":")[0]!) === plain(context)) &&
    (volumes.some((text) => /^[^:]*\/(node_modules|\.next|\.venv)$/.test(text)) ||
      scalarsOf(get(service, "command")).some(({ text }) =>
        /\b(runserver|nodemon|--reload|watch|dev|start:dev|livereload)\b/.test(text),
      ))
  );
}

/** What a file outside of any compose file is for, by its path. */
export function kindOfPath(path: string): { kind: Kind; reason: string } {
  const name = nameOf(path);
  if (/devcontainer/.test(path) || development.test(name)) return { kind: "development", reason: "its name says so" };
  if (test.test(name) || test.test(folderOf(path))) return { kind: "test", reason: "its path says so" };
  if (production.test(name) || production.test(folderOf(path)))
    return { kind: "production", reason: "its path says so" };
  if (development.test(folderOf(path))) return { kind: "development", reason: "its path says so" };
  return { kind: "unknown", reason: "nothing says what it is for" };
}
