import type { Problem } from "../problem";
import { type WrittenBuild, writtenBuild } from "../schema/build";
import { spelled } from "../schema/path";
import type { ServiceShape } from "../schema/service";
import type { BuildShape, WrittenDockerfile, WrittenDockerfiles } from "../written";
import { validate } from "./validate";

/** A build that names a Dockerfile, where others describe one. */
export const isWritten = (build: unknown): build is WrittenBuild =>
  typeof build === "object" && build !== null && ("dockerfile" in build || "context" in build);

/** What stands in the build of a Compose file, and where it belongs here. */
const elsewhere: Readonly<Record<string, string>> = {
  additional_contexts: "`outside`, for folders outside of the project's",
  args: '`variables` of the service, each with `phase: "build"`',
  secrets: '`variables` of the service, each with `kind: "secret"` and `phase: "build"`',
  target: "`target` of the service, which may differ by environment",
};

/** Why a Dockerfile cannot be built, at its place in the build. */
export function brokenWrittenBuild(build: WrittenBuild, found: WrittenDockerfile | undefined): readonly Problem[] {
  const result = validate(writtenBuild, build);
  if ("problems" in result) {
    return result.problems.map(({ suggestion, ...problem }) => {
      const expected = elsewhere[String(problem.at[0])];
      return expected === undefined
        ? { ...problem, ...(suggestion !== undefined && { suggestion }) }
        : { ...problem, expected };
    });
  }
  const unread = {
    at: ["dockerfile"],
    found: `\`${build.dockerfile}\`, which nobody has read`,
    expected: "a Dockerfile",
  };
  return found?.problems ?? [unread];
}

/** The declaration where each build says by itself what its Dockerfile does. */
export function withWritten<T extends { readonly services?: unknown }>(
  declaration: T,
  dockerfiles: WrittenDockerfiles,
): T {
  const { services } = declaration;
  if (typeof services !== "object" || services === null) return declaration;
  const read = Object.entries(services).map(([name, service]) => {
    const found = dockerfiles[name];
    return [
      name,
      found !== undefined && isWritten(service?.build) ? { ...service, build: seen(service.build, found) } : service,
    ];
  });
  return { ...declaration, services: Object.fromEntries(read) };
}

function seen(
  { context = ".", dockerfile, ...rest }: WrittenBuild,
  { problems: _, ...found }: WrittenDockerfile,
): BuildShape {
  return {
    ...rest,
    sources: [],
    stages: found.stages.map(({ from, name }) => ({ name, purpose: "", from })),
    written: { ...found, dockerfile: spelled(dockerfile), context: spelled(context) },
  };
}

/** What an entrypoint of ours does, which an image that a person describes does not have. */
const entered = ["localhost", "page", "reloads", "seeds", "waits", "wrappers"] as const;

/** What is asked of an image that only those which are generated do, and build arguments that its Dockerfile does not take. */
export function brokenWritten(service: string, shape: ServiceShape): Problem[] {
  const { build, jobs = {}, of, user, variables = {} } = shape;
  const { written } = build ?? {};
  if (written === undefined) return [];
  const { dockerfile } = written;
  const image = `an image from \`${dockerfile}\``;
  const why = "It is done by the entrypoint of a Dockerfile that is generated.";
  const starts = Object.keys(jobs).filter((job) => jobs[job]?.when === "start");
  return [
    ...entered
      .filter((key) => shape[key] !== undefined && (of === undefined || key === "wrappers"))
      .map((key) => ({ at: ["services", service, key], found: `\`${key}\` of ${image}`, expected: "none", why })),
    ...starts.map((job) => ({
      at: ["services", service, "jobs", job, "when"],
      found: `\`start\` in ${image}`,
      expected: "`rollout`, once before any replica",
      why,
    })),
    ...(user === "host" && of === undefined
      ? [
          {
            at: ["services", service, "user"],
            found: `\`host\` for ${image}`,
            expected: "`uid:gid` in numbers, or none: that of the Dockerfile",
            why,
          },
        ]
      : []),
    ...Object.entries(of === undefined ? variables : {}).flatMap(([name, variable]): Problem[] => {
      if (typeof variable === "string" || variable.phase !== "build" || variable.kind === "secret") return [];
      if (written.arguments.includes(name)) return [];
      return [
        {
          at: ["services", service, "variables", name],
          found: `a build argument that \`${dockerfile}\` does not take`,
          expected: `\`ARG ${name}\` in the stage that reads it, or phase \`run\``,
        },
      ];
    }),
  ];
}

/** The image is one that we write the Dockerfile of, with our entrypoint. */
export const isGenerated = ({ build }: Pick<ServiceShape, "build">): boolean =>
  build !== undefined && build.written === undefined;
