import type { Repository } from "./recover/repository";
import type { Rule, Subject } from "./rule";
import { type Shelved, shelf } from "./shelf";

/** Folders of `rules/`, each with what must be there for its rules to have anything to say. */
const families = {
  dockerfile: ({ dockerfiles }: Repository) => dockerfiles.length > 0,
  compose: ({ composeFiles }: Repository) => composeFiles.length > 0,
  nginx: ({ nginxFiles }: Repository) => nginxFiles.length > 0,
  entrypoint: ({ scripts }: Repository) => scripts.length > 0,
  env: ({ envFiles }: Repository) => envFiles.length > 0,
  ignore: ({ dockerfiles, ignoreFiles }: Repository) => dockerfiles.length > 0 || ignoreFiles.length > 0,
  // of a stack: what one file cannot show
  stack: ({ composeFiles, dockerfiles }: Repository) => composeFiles.length > 0 || dockerfiles.length > 0,
  waivers: () => true,
} as const;

export type FamilyName = keyof typeof families;
export const familyNames = Object.keys(families) as FamilyName[];

/** What must be there for a rule to be called at all. */
const subjects: Readonly<Record<Subject, (repository: Repository) => boolean>> = {
  dockerfile: families.dockerfile,
  stage: families.dockerfile,
  instruction: families.dockerfile,
  command: families.dockerfile,
  "compose-file": families.compose,
  service: ({ stacks }) => stacks.length > 0,
  stack: ({ stacks }) => stacks.length > 0,
  "nginx-file": families.nginx,
  directive: families.nginx,
  script: families.entrypoint,
  "env-file": families.env,
  "ignore-file": ({ ignoreFiles }) => ignoreFiles.length > 0,
  repository: () => true,
};

const shelves = new Map<FamilyName, readonly Shelved[]>();

function shelved(family: FamilyName): readonly Shelved[] {
  let rules = shelves.get(family);
  if (rules === undefined) {
    rules = shelf(family);
    shelves.set(family, rules);
  }
  return rules;
}

/** The rules of a folder. */
export const rulesOf = (family: FamilyName): readonly Rule[] => shelved(family).map(({ load }) => load());

export const allRules = (): readonly Rule[] => familyNames.flatMap(rulesOf);

/** The rules that a repository needs: the others are not loaded, as far as that is known before. */
export const rulesFor = (repository: Repository): readonly Rule[] =>
  familyNames
    .filter((family) => families[family](repository))
    .flatMap(shelved)
    .filter(({ on }) => on === undefined || subjects[on](repository))
    .map(({ load }) => load());

/** How names are compared: `CIS 5.4` is `cis-5.4`. */
export const nameKey = (name: string): string => name.trim().toLowerCase().replace(/\s+/g, "-");

/** The names of a rule, its own first, as they are compared. */
export const namesOf = ({ aliases = [], id }: Rule): readonly string[] => [id, ...aliases.map(nameKey)];

/** The rules of one id, or of what another tool calls it: one alias may be several of ours. */
export function findRules(name: string): readonly Rule[] {
  const wanted = nameKey(name);
  const exact = allRules().filter(({ id }) => id === wanted);
  return exact.length > 0 ? exact : allRules().filter((rule) => namesOf(rule).includes(wanted));
}

/** Rules by what they look at, then by the word that they look for; those that look at all under the empty word. */
export type Register = ReadonlyMap<Subject, ReadonlyMap<string, readonly Rule[]>>;

export function registerOf(rules: readonly Rule[]): Register {
  const register = new Map<Subject, Map<string, Rule[]>>();
  for (const rule of rules) {
    const words = register.get(rule.on) ?? new Map<string, Rule[]>();
    register.set(rule.on, words);
    for (const word of rule.of ?? [""]) words.set(word, [...(words.get(word) ?? []), rule]);
  }
  return register;
}
