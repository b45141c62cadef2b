import type { Instruction } from "../recover/dockerfile/nodes";
import type { Argument, Command } from "../recover/shell/commands";
import { mountsOf } from "./step-mounts";

export type Manager = "apk" | "apt" | "gem" | "go" | "npm" | "pip" | "rpm" | "yarn" | "zypper";

/** A command that installs packages. */
export interface Install {
  readonly manager: Manager;
  /** What it shall install, options and their values left out. */
  readonly packages: readonly Argument[];
}

interface Reading {
  readonly manager: Manager;
  readonly installs: RegExp;
  /** Options that take the next word. */
  readonly takes: ReadonlySet<string>;
}

const set = (words: string): ReadonlySet<string> => new Set(words.split(" "));

const rpm: Reading = {
  manager: "rpm",
  installs: /^(install|in|localinstall|groupinstall|reinstall)$/,
  takes: set("-c --config --installroot --releasever --setopt --enablerepo --disablerepo --exclude -x"),
};
const apt: Reading = {
  manager: "apt",
  installs: /^(install|build-dep)$/,
  takes: set("-t --target-release --default-release -o --option -c --config-file"),
};
const pip: Reading = {
  manager: "pip",
  installs: /^install$/,
  takes: set(
    "-r --requirement -c --constraint -e --editable -t --target -i --index-url --extra-index-url --trusted-host -f " +
      "--find-links --prefix --root --platform --python-version --implementation --abi --no-binary --only-binary --src " +
      "--upgrade-strategy --progress-bar --cache-dir --timeout --retries --proxy --log --config-settings -C --python -p " +
      "--global-option --install-option --root-user-action --extra --group --index-strategy --index --default-index",
  ),
};
const readings: Readonly<Record<string, Reading>> = {
  apk: {
    manager: "apk",
    installs: /^add$/,
    takes: set("-t --virtual -X --repository --repositories-file -p --root --arch --wait --cache-dir --keys-dir"),
  },
  apt,
  "apt-get": apt,
  aptitude: apt,
  dnf: rpm,
  microdnf: rpm,
  tdnf: rpm,
  yum: rpm,
  gem: {
    manager: "gem",
    installs: /^install$/,
    takes: set("-v --version -i --install-dir -n --bindir -s --source --platform -P --trust-policy -g --file"),
  },
  go: { manager: "go", installs: /^install$/, takes: set("-ldflags -tags -mod -o -p -gcflags -asmflags -modfile -C") },
  npm: {
    manager: "npm",
    installs: /^(install|i|add|in|ins|ci|clean-install)$/,
    takes: set("--prefix --registry --loglevel --cache --userconfig --workspace -w --fetch-retries --fetch-timeout -C"),
  },
  pip,
  pip2: pip,
  pip3: pip,
  zypper: { manager: "zypper", installs: /^(install|in)$/, takes: set("-r --repo -t --type --root -R") },
};

/** The programs whose commands `installOf` reads. */
export const packagePrograms: readonly string[] = [...Object.keys(readings), "python", "python3", "uv", "python2"];
export const pipPrograms: readonly string[] = ["pip", "pip2", "pip3", "python", "python2", "python3", "uv"];
export const aptPrograms: readonly string[] = ["apt", "apt-get", "aptitude"];
export const rpmPrograms: readonly string[] = ["dnf", "microdnf", "tdnf", "yum"];

/** What a command installs; undefined where it installs nothing. */
export function installOf(command: Pick<Command, "argv" | "name">): Install | undefined {
  const spoken = subcommandOf(command);
  return spoken?.reading.installs.test(spoken.subcommand)
    ? { manager: spoken.reading.manager, packages: spoken.rest }
    : undefined;
}

interface Asked {
  readonly subcommand: string;
  readonly rest: readonly Argument[];
  readonly reading: Reading;
}

const known = new WeakMap<Command["argv"], { readonly asked: Asked | undefined }>();

/** What a package manager is asked to do, and to what: `upgrade`, `update`, `clean`. */
export function subcommandOf(command: Pick<Command, "argv" | "name">): Asked | undefined {
  let found = known.get(command.argv);
  if (found === undefined) {
    found = { asked: read(command) };
    known.set(command.argv, found);
  }
  return found.asked;
}

function read({ argv, name }: Pick<Command, "argv" | "name">): Asked | undefined {
  let words = argv.slice(1);
  let reading = readings[name];
  if (/^python[23]?$/.test(name) && words[0]?.value === "-m" && words[1]?.value === "pip") {
    reading = pip;
    words = words.slice(2);
  } else if (name === "uv" && words[0]?.value === "pip") {
    reading = pip;
    words = words.slice(1);
  }
  if (reading === undefined) return undefined;
  const plain: Argument[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const { value } = words[index]!;
    if (reading.takes.has(value)) index += 1;
    else if (!value.startsWith("-")) plain.push(words[index]!);
  }
  const [first, ...rest] = plain;
  return first === undefined ? undefined : { subcommand: first.value, rest, reading };
}

/** Paths that a `RUN` keeps outside of the image by `--mount=type=cache` or `type=tmpfs`. */
export const keptOutside = (run: Instruction): string[] =>
  mountsOf(run).flatMap(({ target = "", type }) =>
    target !== "" && (type === "cache" || type === "tmpfs") ? [target.replace(/\/$/, "")] : [],
  );
