import { boundVolumes, replicasInput, type Service, type Stack } from "@quaywright/model";
import { shell } from "@quaywright/syntax";
import { labelOf, secretsOf, versionOf } from "../../swarm";

const { sh } = shell;

/** What of a stack its deployment has to know. */
export function parts(stack: Stack): shell.Script {
  const { inputs, services } = stack;
  const images = services.flatMap(({ image }) => (image.kind === "built" ? [image] : []));
  const lasting = services.filter(({ oneShot }) => !oneShot);
  const settings = inputs.filter(({ file, phase }) => file === undefined && phase === "run");
  return sh`
    default_tag=${images[0]?.tag ?? stack.environment}
    repositories=${[...new Set(images.map(({ repository }) => repository))].sort().join(" ")}
    lasting=${names(lasting).join(" ")}
    jobs=${names(services.filter(({ oneShot }) => oneShot)).join(" ")}
    # what the stack file takes from $dotenv
    settings=${[...settings.map(({ name }) => name), ...profilesOf(services)].join(" ")}
    # the variable of each secret's version, its name and its file
    secrets=${secretsOf(stack)
      .map((input) => `${versionOf(input)} ${input.name.toLowerCase()} ${input.file}`)
      .join("\n")}
    # what tells the one machine that has a volume
    labels=${boundVolumes(stack)
      .map((volume) => labelOf(stack, volume))
      .join(" ")}

    # Jobs in their order, each behind the services that it needs.
    prepare() {
        ${before(services)}
        :
    }
  `;
}

const names = (services: readonly Service[]): string[] => services.map(({ name }) => name);

const profilesOf = (services: readonly Service[]): string[] => [
  ...new Set(
    services.flatMap(({ oneShot, profile }) => (oneShot || profile === undefined ? [] : [replicasInput(profile)])),
  ),
];

/** The jobs of a rollout, in start order, with what has to work before each. */
function before(services: readonly Service[]): shell.Script[] {
  const there = new Set<string>();
  return services
    .filter(({ oneShot, profile }) => oneShot && profile === undefined)
    .flatMap((job) => {
      const wanted = names(services).filter((name) => neededBy(job, services).has(name) && !there.has(name));
      for (const name of wanted) there.add(name);
      return [...(wanted.length === 0 ? [] : [sh`bring ${wanted}`]), sh`run_job ${job.name}`];
    });
}

/** The services that must work before a job, through others. */
function neededBy({ needs }: Service, services: readonly Service[]): ReadonlySet<string> {
  const found = needs.flatMap(({ service }) => services.filter(({ name, oneShot }) => name === service && !oneShot));
  return new Set(found.flatMap((service) => [service.name, ...neededBy(service, services)]));
}
