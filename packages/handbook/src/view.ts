import { builtFor, type Service, type Stack } from "@quaywright/model";

/** What pages are rendered from: a stack in its environments, and the two that most is said of. */
export interface View {
  readonly stacks: readonly Stack[];
  readonly development?: Stack;
  readonly production?: Stack;
  /** Production, or what there is in its place. */
  readonly main: Stack;
}

export function viewOf(stacks: readonly Stack[]): View | undefined {
  const development = stacks.find(({ mode }) => mode === "development");
  const production =
    stacks.find(({ environment }) => environment === "production") ?? stacks.find(({ mode }) => mode === "production");
  const main = production ?? development;
  if (main === undefined) return undefined;
  return { stacks, main, ...(development && { development }), ...(production && { production }) };
}

/** The services that stay, without jobs and without those that a profile must be asked for. */
export const lasting = ({ services }: Stack): readonly Service[] =>
  services.filter(({ oneShot, profile }) => !oneShot && profile === undefined);

/** The profiles of services that stay once they are asked for. */
export const profilesOf = ({ services }: Stack): readonly string[] => [
  ...new Set(services.flatMap(({ oneShot, profile }) => (oneShot ? [] : (profile ?? [])))),
];

/** What stands before `down`, which leaves a profile's services alone unless it is named. */
export const everyProfile = (stack: Stack): readonly string[] =>
  profilesOf(stack).length === 0 ? [] : ["--profile", "*"];

/** The jobs of a rollout, which `up` runs: those that reach data, by a network or in a volume. */
export const rollouts = ({ services }: Stack): readonly Service[] =>
  services.filter(
    ({ mounts, networks, oneShot, profile }) =>
      oneShot && profile === undefined && (networks.length > 0 || mounts.some(({ kind }) => kind === "volume")),
  );

/** Images that a stack builds itself, each once. */
export const builtImages = (stack: Stack): readonly { repository: string; tag: string }[] => {
  const found = stack.services.flatMap((service) => {
    const built = builtFor(service, stack);
    // what was never asked for was never built for itself
    const isThere = service.profile === undefined || (service.image.kind === "built" && service.image.owner);
    return built !== undefined && isThere ? [built] : [];
  });
  return [...new Map(found.map(({ repository, tag }) => [repository, { repository, tag }])).values()].sort((a, b) =>
    a.repository < b.repository ? -1 : 1,
  );
};

/** How the engine names a thing of a stack, such as a volume. */
export const engineName = ({ project }: Stack, thing: string): string => `${project}_${thing}`;
