import type { Repository } from "./recover/repository";
import type { Rule } from "./rule";
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

/** The rules of the families of which a repository has anything. */
export const rulesFor = (repository: Repository): readonly Shelved[] =>
  familyNames.filter((family) => families[family](repository)).flatMap(shelved);

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
