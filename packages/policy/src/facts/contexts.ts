import { isPlaceholder, isSecretName, looksReal } from "../knowledge/secrets";
import type { Place, Source } from "../place";
import { isBelow } from "../recover/compose/mount";
import type { Service } from "../recover/compose/service";
import type { Image } from "../recover/dockerfile/image";
import type { Dockerfile, Stage } from "../recover/dockerfile/nodes";
import { chainOf } from "../recover/dockerfile/stages";
import { isExampleName, readEnvFile } from "../recover/env-file";
import type { IgnoreFile } from "../recover/ignore-file";
import type { Repository, Use } from "../recover/repository";
import { folderFor, type Stack } from "../recover/stack";
import { folderOf, nameOf, within } from "../recover/tree";
import { absolute } from "./copies";
import { option } from "./listeners";
import { isIgnored } from "./variables";

export interface Context {
  /** Folder in the repository. */
  readonly context: string;
  readonly ignore: IgnoreFile | undefined;
  /** A compose file names it; else it was guessed. */
  readonly isCertain: boolean;
}

const contexts = new WeakMap<readonly Use[], readonly Context[]>();

/** The contexts that a stage is built with, as the stage itself or as what another one is built of. */
export function contextsOf({ dockerfile }: Stage, repository: Repository): readonly Context[] {
  const uses = repository.usesOf(dockerfile);
  let known = contexts.get(uses);
  if (known === undefined) {
    known = contextsIn(uses, dockerfile, repository);
    contexts.set(uses, known);
  }
  return known;
}

function contextsIn(uses: readonly Use[], dockerfile: Dockerfile, repository: Repository): Context[] {
  const found = new Map<string, Context>();
  const add = (context: string, isCertain: boolean) =>
    found.set(context, { context, ignore: repository.ignoreOf(context, dockerfile), isCertain });
  for (const { context, service } of uses)
    if (context !== undefined && !found.has(context)) add(context, service !== undefined);
  // a Dockerfile that nobody builds is mostly built in its own folder
  if (found.size === 0) add(folderOf(dockerfile.path), false);
  return [...found.values()];
}

/** Made by a build or kept out of git: a file that is not there is no mistake. */
export function isMade(path: string, repository: Repository): boolean {
  if (
    /(^|\/)(dist|build|target|out|bin|obj|release|publish|node_modules|vendor|generated|\.next|\.output|www|public|staticfiles|certs?|secrets)(\/|$)/.test(
      path,
    ) ||
    /\.(jar|war|whl|tar(\.\w+)?|tgz|deb|rpm|exe|so|zip|gz|pem|key|crt)$/.test(path)
  )
    return true;
  if (
    !nameOf(path).includes(".") &&
    repository.tree.paths.some((each) => /(^|\/)(Makefile|go\.mod|Cargo\.toml)$/.test(each))
  )
    return true;
  return isIgnored(path, repository);
}

export interface SecretFile {
  readonly path: string;
  readonly source: Source;
  readonly kind: string;
}

const found = new WeakMap<Repository, SecretFile[]>();

/** Files of the repository that hold secrets, by name and by what is in them. */
export function secretFiles(repository: Repository): readonly SecretFile[] {
  let files = found.get(repository);
  if (files === undefined) {
    files = repository.tree.paths.flatMap((path) => {
      const kind = kindOfSecret(path, repository);
      const source = kind === undefined ? undefined : repository.tree.read(path);
      return kind === undefined || source === undefined ? [] : [{ path, source, kind }];
    });
    found.set(repository, files);
  }
  return files;
}

function kindOfSecret(path: string, { tree }: Repository): string | undefined {
  const name = nameOf(path);
  if (/(^|\/)(tests?|fixtures?|testdata|examples?|docs?|spec)\//i.test(path)) return undefined;
  const holds = (pattern: RegExp) => pattern.test(tree.read(path)?.text ?? "");
  if (/^\.env(\.[\w-]+)*$/.test(name) && !isExampleName(path)) {
    const source = tree.read(path);
    return source !== undefined &&
      readEnvFile(source).entries.some(
        ({ name: key, value }) => value !== "" && !isPlaceholder(value) && (isSecretName(key) || looksReal(value)),
      )
      ? "an environment file with secrets"
      : undefined;
  }
  if (/^id_(rsa|dsa|ecdsa|ed25519)$/.test(name) || (/\.(pem|key)$/.test(name) && holds(/PRIVATE KEY/)))
    return "a private key";
  if (/^\.(npmrc|yarnrc)$/.test(name) && holds(/_(authToken|password|auth)\s*=\s*(?!\$)\S/))
    return "a registry's token";
  if (/^\.(netrc|pgpass|pypirc)$/.test(name)) return "passwords";
  if (/(^|\/)\.aws\/credentials$/.test(path)) return "credentials of AWS";
  if (/\.json$/.test(name) && /(service[-_]?account|credentials|firebase)/i.test(name) && holds(/"private_key"\s*:/))
    return "a service account's key";
  return undefined;
}

export const isRoot = (user: string): boolean => /^(root|0)(:.*)?$/.test(user.trim());

/** Whether a step of an image may have made a folder and given it away. */
export function isPrepared({ history, stage, workdir }: Image, path: string): boolean {
  const values = [path, ...parents(path)];
  let folder = workdir?.value ?? "/";
  if (stage !== undefined && chainOf(stage).some(({ base }) => base.unknown.length > 0)) return true;
  for (const { commands, flags, heredocs, json, keyword, words } of history) {
    if (keyword === "WORKDIR") folder = absolute(words[0]?.value ?? "/", folder);
    if (keyword === "VOLUME" && (json ?? words.map(({ value }) => value)).some((each) => isBelow(path, each)))
      return true;
    if (["COPY", "ADD"].includes(keyword)) {
      const destination = absolute((json ?? words.map(({ value }) => value)).at(-1) ?? "", folder);
      if (
        flags.some(({ name }) => name === "chown" || name === "chmod") &&
        (isBelow(path, destination) || isBelow(destination, path))
      )
        return true;
    }
    if (keyword !== "RUN") continue;
    if (heredocs.length > 0) return true;
    for (const { args, name } of commands) {
      if (
        /^(chown|chmod|install|mkdir|useradd|adduser|usermod)$/.test(name) &&
        args.some((arg) => arg.includes("$") || values.includes(absolute(arg, folder)))
      ) {
        if (name !== "mkdir") return true;
      }
      if (/^(sh|bash|\.|make|ansible-playbook|python3?)$/.test(name) && args.some((arg) => /\.(sh|py|yml)$/.test(arg)))
        return true;
      if (/^(useradd|adduser)$/.test(name)) {
        const home = option({ args }, "-d", "--home", "--home-dir", "-h");
        const user = args.at(-1) ?? "";
        if (isBelow(path, home ?? `/home/${user}`)) return true;
      }
    }
  }
  return false;
}

function parents(path: string): string[] {
  const found: string[] = [];
  for (let at = path.lastIndexOf("/"); at > 0; at = path.lastIndexOf("/", at - 1)) found.push(path.slice(0, at));
  return found;
}

/** `/var/run` is a link to `/run`. */
export const real = (path: string): string => path.replace(/^\/var\/run(?=\/|$)/, "/run");

/** Paths that a known program has to write to. */
export function writtenBy({ made, user }: Service): string[] {
  const { known, published } = made ?? {};
  if (known === undefined || made?.stage !== undefined) return [];
  const name = published?.name;
  if (name === "nginx") return ["/var/cache/nginx", "/var/run"];
  if (name === "nginxinc/nginx-unprivileged") return ["/tmp"];
  if (name === "postgres") return ["/var/run/postgresql", ...(user === undefined ? [] : [])];
  if (name === "mysql" || name === "mariadb") return ["/var/run/mysqld", "/tmp"].slice(0, 1);
  return [];
}

/** Folders in which an image has installed packages beside its sources. */
export function installedIn({ environment, history }: Image): { readonly path: string; readonly at: Place }[] {
  let folder = "/";
  const found = new Map<string, Place>();
  for (const { at, commands, flags, json, keyword, words } of history) {
    if (keyword === "WORKDIR") folder = absolute(words[0]?.value ?? "/", folder);
    if (keyword === "COPY" && flags.some(({ name }) => name === "from")) {
      const path = absolute((json ?? words.map(({ value }) => value)).at(-1) ?? "", folder);
      if (/\/(node_modules|vendor|\.venv)$/.test(path)) found.set(path, at);
    }
    if (keyword !== "RUN") continue;
    for (const { args, name } of commands) {
      if (/^(mv|rm)$/.test(name)) for (const arg of args) found.delete(absolute(arg, folder));
      if (
        args.some((arg) => arg === "-g" || arg === "--global" || arg === "--prefix" || arg === "-C" || arg === "--cwd")
      )
        continue;
      if (
        /^(npm|pnpm)$/.test(name) &&
        /^(install|ci|i|clean-install)$/.test(args[0] ?? "") &&
        !args.slice(1).some((arg) => !arg.startsWith("-"))
      )
        found.set(`${folder}/node_modules`.replace("//", "/"), at);
      if (name === "yarn" && (args.length === 0 || args[0] === "install" || args[0]!.startsWith("--")))
        found.set(`${folder}/node_modules`.replace("//", "/"), at);
      if (name === "uv" && args[0] === "sync") found.set(`${folder}/.venv`.replace("//", "/"), at);
    }
  }
  // a search path of one's own tells of another folder
  const elsewhere = /(?:^|:)(\/[\w./-]*node_modules)(?:\/\.bin)?(?=:|$)/.exec(
    `${environment.get("PATH")?.value ?? ""}:${environment.get("NODE_PATH")?.value ?? ""}`,
  )?.[1];
  return [...found]
    .filter(([path]) => path !== "/node_modules" && path !== "/.venv")
    .filter(([path]) => elsewhere === undefined || !path.endsWith("/node_modules") || path === elsewhere)
    .map(([path, at]) => ({ path, at }));
}

/** Where an image's build has put static files at or below a folder. */
export function builtInto({ history }: Image, target: string): Place | undefined {
  let folder = "/";
  for (const { at, commands, flags, json, keyword, words } of history) {
    if (keyword === "WORKDIR") folder = absolute(words[0]?.value ?? "/", folder);
    if (
      keyword === "RUN" &&
      /static/.test(nameOf(target)) &&
      commands.some(({ args }) => args.includes("collectstatic"))
    )
      return at;
    if (keyword !== "COPY" || !flags.some(({ name }) => name === "from")) continue;
    const all = json ?? words.map(({ value }) => value);
    if (
      /(^|\/)(dist|build|static|staticfiles|public)\/?$/.test(all[0] ?? "") &&
      isBelow(absolute(all.at(-1) ?? "", folder), target)
    )
      return at;
  }
  return undefined;
}

/** Whether a folder may be in a service's container. */
export function holdsPath({ made, mounts }: Service, path: string): boolean {
  if (mounts.some(({ target }) => isBelow(path, target) || isBelow(target, path))) return true;
  if (/^\/(usr\/share\/nginx|etc|var\/lib\/letsencrypt|dev|proc|tmp)(\/|$)|^\/?$/.test(path)) return true;
  if (made === undefined || made.known === undefined || made.known.role !== "proxy") return true;
  let folder = made.workdir?.value ?? "/";
  return made.history.some(({ commands, heredocs, json, keyword, words }) => {
    if (keyword === "WORKDIR") {
      folder = absolute(words[0]?.value ?? "/", folder);
      return isBelow(path, folder) || isBelow(folder, path);
    }
    if (keyword === "COPY" || keyword === "ADD") {
      const destination = absolute((json ?? words.map(({ value }) => value)).at(-1) ?? "", folder);
      return isBelow(path, destination) || isBelow(destination, path) || words.some(({ value }) => value.includes("$"));
    }
    return (
      keyword === "RUN" &&
      (heredocs.length > 0 ||
        commands.some(({ args }) => args.some((arg) => arg.includes(path) || arg.includes("$") || /\.sh$/.test(arg))))
    );
  });
}

/** Where an overlay changes a service. */
export function overlayPlace(stack: Stack, name: string): Place | undefined {
  const file = stack.repository.compose(stack.paths.at(-1)!);
  const services = file?.root.entries.get("services")?.value;
  return services?.kind === "map" ? services.entries.get(name)?.key.at : undefined;
}

/** Whether a path on the host holds sources rather than data or settings. */
export function isSource(written: string, stack: Stack, at: Place): boolean {
  const path = within(folderFor(stack, at), written);
  if (path === undefined) return false;
  const { tree } = stack.repository;
  if (!tree.isFolder(path)) return false;
  if (stack.repository.dockerfiles.some((dockerfile) => folderOf(dockerfile.path) === path)) return true;
  return (
    [
      "package.json",
      "manage.py",
      "pyproject.toml",
      "requirements.txt",
      "go.mod",
      "Gemfile",
      "composer.json",
      "Cargo.toml",
    ].some((name) => tree.has(path === "" ? name : `${path}/${name}`)) || /(^|\/)(src|app|source)$/.test(path)
  );
}

/** A migration that a service runs before it serves. */
export function migrationOf(
  service: Service,
): { readonly service: Service; readonly at: Place; readonly guarded: boolean } | undefined {
  const isMigration = ({ args, name }: { name: string; args: readonly string[] }): boolean =>
    /^(python[\d.]*|manage\.py|django-admin|flask|alembic|npx|rails|rake|bundle|php|artisan|uv|poetry|prisma)$/.test(
      name,
    ) &&
    args.some((arg) => /^(migrate|db:migrate|upgrade|deploy)$/.test(arg)) &&
    !/^(npm)$/.test(name) &&
    (name !== "npx" || args.includes("prisma") || args.includes("knex"));
  for (const script of service.scripts) {
    const command = script.commands.find(isMigration);
    if (command === undefined) continue;
    const locked = script.commands.some(
      ({ args, name }) => /^(flock|pg_advisory_lock)$/.test(name) || args.some((arg) => /advisory_lock/.test(arg)),
    );
    return {
      service,
      at: command.at,
      guarded: locked || command.within.some((around) => around === "if" || around === "case" || around === "function"),
    };
  }
  const command = service.process.find(isMigration);
  return command === undefined ? undefined : { service, at: command.at, guarded: false };
}
