import { isPlaceholder, isSecretName, looksReal } from "../knowledge/secrets";
import type { Place } from "../place";
import { imageOfStage } from "../recover/dockerfile/image";
import type { Instruction, Stage } from "../recover/dockerfile/nodes";
import { isExampleName, readEnvFile } from "../recover/env-file";
import type { Repository } from "../recover/repository";
import { nameOf, within } from "../recover/tree";
import { remembered } from "../remembered";
import { absolute } from "./copies";

const names: readonly (readonly [RegExp, string, boolean])[] = [
  [/^id_(rsa|dsa|ecdsa|ed25519)$/, "is a private key", true],
  [/key[\w.-]*\.pem$|(^|[-_.])(private|priv)[\w.-]*\.(pem|key)$|\.(p12|pfx|ppk)$/i, "is a private key", true],
  [/\.key$/, "is a private key", false],
  [/^\.(netrc|pgpass|pypirc|git-credentials)$/, "holds passwords", true],
  [/^\.(npmrc|yarnrc)$/, "may hold a registry's token", false],
  [/^(\.aws|\.ssh|\.gnupg|\.kube)$/, "holds credentials", true],
  [
    /^(service[-_]?account[\w-]*|gcp[-_]?key|google[-_]credentials|firebase[-_]?adminsdk[\w-]*)\.json$/i,
    "is a service account's key",
    true,
  ],
  [/^credentials(\.json)?$/i, "holds credentials", false],
  [/^secrets?\.(ya?ml|json|toml|env)$/i, "holds secrets", false],
  [/^\.env$/, "holds the settings and secrets of one environment", true],
  [/^\.env\.(local|prod(uction)?|stag(e|ing)|live)$/, "may hold the secrets of one environment", false],
];

/** What a file of this path holds, and whether that is sure; null where it is no secret. */
const kindOf = remembered((path) => {
  if (isExampleName(path) || /(^|[/._-])(tests?|fixtures?|testdata|dummy|mock|public|pub)([/._-]|$)/i.test(path))
    return null;
  const name = secretNameOf(path);
  return names.find(([pattern]) => pattern.test(name)) ?? null;
});

const secretNameOf = (path: string): string => nameOf(path.replace(/\/$/, "")).replace(/\*$/, "");

/** What a file of the build context holds that nobody may see; undefined where it is no secret, as far as can be told. */
export function isSecretFile(
  path: string,
  stage: Stage,
  repository: Repository,
): { readonly says: string; readonly sure: boolean } | undefined {
  const found = kindOf(path);
  if (found === null) return undefined;
  const source = repository
    .usesOf(stage.dockerfile)
    .flatMap(({ context }) => (context === undefined ? [] : [within(context, path.replace(/^\//, ""))]))
    .flatMap((each) => (each === undefined ? [] : [repository.tree.read(each)]))
    .find((each) => each !== undefined);
  if (source !== undefined && !holdsSecret(source, secretNameOf(path))) return undefined;
  return { says: found[1], sure: found[2] };
}

function holdsSecret(source: { readonly path: string; readonly text: string }, name: string): boolean {
  if (/^\.env/.test(name))
    return readEnvFile(source).entries.some(
      ({ name: key, value }) =>
        value !== "" &&
        !isPlaceholder(value) &&
        (isSecretName(key) || looksReal(value)) &&
        !/^(NEXT_PUBLIC|VITE|REACT_APP)_/.test(key),
    );
  if (/rc$/.test(name)) return /_(authToken|password|auth)\s*=\s*(?!\$)\S/.test(source.text);
  if (/\.(pem|key)$|^id_/.test(name)) return /PRIVATE KEY/.test(source.text);
  return true;
}

/** Where a later step of a stage removes what an instruction brought. */
export function removedLater(path: string, destination: string, by: Instruction, stage: Stage): Place | undefined {
  const workdir = imageOfStage(stage).workdir?.value;
  const isFolder = /\/$|^\.?$/.test(destination) || destination === workdir;
  const target = absolute(isFolder ? `${destination.replace(/\/$/, "") || "."}/${nameOf(path)}` : destination, workdir);
  const position = stage.instructions.indexOf(by);
  return removalsOf(stage)
    .get(target)
    ?.find(({ index }) => index > position)?.at;
}

interface Removal {
  readonly index: number;
  readonly at: Place;
}

const removals = new WeakMap<Stage, Map<string, Removal[]>>();

/** What the steps of a stage remove, by its absolute path. */
function removalsOf(stage: Stage): ReadonlyMap<string, readonly Removal[]> {
  let found = removals.get(stage);
  if (found !== undefined) return found;
  found = new Map();
  removals.set(stage, found);
  const workdir = imageOfStage(stage).workdir?.value;
  for (const [index, { commands, keyword }] of stage.instructions.entries()) {
    if (keyword !== "RUN") continue;
    for (const { args, at, name } of commands) {
      if (!/^(rm|shred|unlink)$/.test(name)) continue;
      for (const arg of args) {
        const path = absolute(arg.replace(/^~/, "/root"), workdir);
        const known = found.get(path);
        if (known === undefined) found.set(path, [{ index, at }]);
        else known.push({ index, at });
      }
    }
  }
  return found;
}
