import { type Place, place } from "../place";
import { booleanOf, entriesOf, get, isMap, itemsOf, type Node, textOf } from "../recover/compose/nodes";
import { readCompose } from "../recover/compose/read";
import type { Unread } from "../recover/repository";
import type { Tree } from "../recover/tree";
import type { Severity } from "../rule";
import { readBaseline } from "./baseline";
import { type Policy, type PolicyOptions, policyOf, profiles } from "./policy";
import type { Waiver } from "./waiver";

export const policyFile = "quaywright.policy.yaml";
export const baselineFile = "quaywright.baseline.json";

const levels = ["error", "warning", "info", "off"];
const fields = ["baseline", "directives", "inline", "profile", "registries", "severities", "waivers"];
const waiverFields = ["created", "expires", "file", "owner", "reason", "rule", "within"];

/** The policy of a repository: its `quaywright.policy.yaml` and its baseline. Whatever is wrong in them is told. */
export function policyIn(tree: Tree, given: PolicyOptions = {}): Policy {
  const faults: Unread[] = [];
  const source = tree.read(policyFile);
  const options: PolicyOptions = source === undefined ? {} : optionsOf(readCompose(source), faults);
  const baseline = baselineIn(tree, faults);
  const declared = tree.paths
    .filter((path) => declaredFile.test(path))
    .flatMap((path) => declaredIn(path, tree, faults));
  return policyOf({
    baseline,
    ...options,
    ...given,
    severities: new Map([...(options.severities ?? []), ...(given.severities ?? [])]),
    faults: [...faults, ...(given.faults ?? [])],
    waivers: [...declared, ...(options.waivers ?? []), ...(given.waivers ?? [])],
  });
}

/** What the declarations of a repository waive: it is written here by their synth, and told at the declaration. */
const declaredFile = /(^|\/)\.projen\/waivers\.[\w-]+\.json$/;

function declaredIn(path: string, tree: Tree, faults: Unread[]): Waiver[] {
  const folder = path.slice(0, path.lastIndexOf(".projen/"));
  const declaration = tree.read(`${folder}.projenrc.ts`);
  const { waivers = [] } = optionsOf(readCompose(tree.read(path)!), faults);
  return waivers.map((waiver) => {
    const start = declaration?.text.indexOf(waiver.reason) ?? -1;
    return {
      ...waiver,
      ...((folder !== "" || waiver.file !== undefined) && { file: `${folder}${waiver.file ?? "**"}` }),
      ...(declaration !== undefined && start >= 0 && { at: place(declaration, start, start + waiver.reason.length) }),
    };
  });
}

function baselineIn(tree: Tree, faults: Unread[]): ReturnType<typeof readBaseline> {
  const source = tree.read(baselineFile);
  if (source === undefined) return new Map();
  try {
    return readBaseline(source.text);
  } catch {
    faults.push({
      at: place(source, 0, 0),
      says: "it is no baseline; make it anew with `quaywright check --update-baseline`",
    });
    return new Map();
  }
}

function optionsOf({ broken, faults: broke, root }: ReturnType<typeof readCompose>, faults: Unread[]): PolicyOptions {
  if (broken) {
    faults.push(...broke);
    return {};
  }
  for (const { key } of entriesOf(root)) oneOf(key.text, fields, key.at, faults);
  const profile = get(root, "profile");
  const severities = new Map<string, Severity | "off">();
  for (const { key, value } of entriesOf(get(root, "severities"))) {
    const level = textOf(value) ?? "";
    if (oneOf(level, levels, value.at, faults)) severities.set(key.text, level as Severity);
  }
  const isProfile = profile !== undefined && oneOf(textOf(profile) ?? "", profiles, profile.at, faults);
  const inline = booleanOf(get(root, "inline"));
  const directives = booleanOf(get(root, "directives"));
  return {
    severities,
    registries: itemsOf(get(root, "registries")).flatMap((item) => textOf(item) ?? []),
    waivers: itemsOf(get(root, "waivers")).flatMap((item) => waiverOf(item, faults)),
    ...(isProfile && { profile: textOf(profile) as Policy["profile"] }),
    ...(inline !== undefined && { inline }),
    ...(directives !== undefined && { directives }),
  };
}

function waiverOf(node: Node, faults: Unread[]): Waiver[] {
  const field = (name: string) => textOf(get(node, name));
  const rule = field("rule");
  if (!isMap(node) || rule === undefined) {
    faults.push({ at: node.at, says: "a waiver names a `rule`" });
    return [];
  }
  for (const { key } of entriesOf(node)) oneOf(key.text, waiverFields, key.at, faults);
  const given = Object.fromEntries(
    waiverFields.flatMap((name) => (field(name) === undefined ? [] : [[name, field(name)!]])),
  );
  return [{ reason: "", ...given, rule, at: node.at }];
}

function oneOf(text: string, allowed: readonly string[], at: Place, faults: Unread[]): boolean {
  if (allowed.includes(text)) return true;
  faults.push({
    at,
    says: `unexpected \`${text}\`, expected one of ${allowed.map((each) => `\`${each}\``).join(", ")}`,
  });
  return false;
}
