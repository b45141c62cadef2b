import type { ExpectedShape } from "../schema/expected";
import type { JobShape, ServiceShape } from "../schema/service";
import type { Application, DeclaredVariable, Variable } from "../stack";
import { factsOf } from "./facts";
import { namesIn } from "./template";
import type { View } from "./view";

/** The code of a view's services, and what is declared of it: what a synth compares with the files that are there. */
export const resolveApplications = (view: View): Application[] =>
  Object.entries(view.shapes).flatMap(([name, shape]) => {
    if (shape.code === undefined || shape.of !== undefined) return [];
    const running = [name, ...(view.sharers.get(name) ?? [])];
    const texts = running.flatMap((each) => textsOf(view.shapes[each]!));
    return [
      {
        service: name,
        ...shape.code,
        expects: running.flatMap((each) =>
          (view.shapes[each]?.expects ?? [])
            .filter(({ when }) => when === undefined || isSo(when, view))
            .map(({ when: _, ...one }) => ({ ...one, at: ["services", each, ...one.at] })),
        ),
        variables: variablesOf(running, view, texts.join("\n")),
        commands: running.flatMap((each) => commandsOf(each, view.shapes[each]!)),
        given: [...givenBy(shape)],
      },
    ];
  });

function isSo({ fact, is }: NonNullable<ExpectedShape["when"]>, { shapes }: View): boolean {
  const [service = "", name = ""] = fact.split(":");
  return shapes[service] !== undefined && factsOf(service, shapes)[name] === is;
}

function variablesOf(running: readonly string[], view: View, texts: string): DeclaredVariable[] {
  const found = new Map<string, DeclaredVariable>();
  for (const service of running) {
    for (const variable of view.variables.get(service) ?? []) {
      if (found.has(variable.name)) continue;
      found.set(variable.name, {
        name: variable.name,
        at: ["services", service, "variables", variable.name],
        phase: variable.phase,
        parts: partsOf(variable),
        read: isIn(variable.name, texts) || (variable.path !== undefined && isIn(variable.path, texts)),
        idle:
          variable.follows === true && variable.source.kind === "fixed" && /^(false|0|)$/i.test(variable.source.value),
        values: valuesOf(variable),
        ...told(service, variable.name, view),
      });
    }
  }
  return [...found.values()];
}

/** Whose fact it takes. */
function told(name: string, variable: string, { shapes }: View): Pick<DeclaredVariable, "of"> {
  const declared = shapes[name]?.variables?.[variable];
  const service = typeof declared === "object" ? declared.from?.split(":")[0] : undefined;
  if (service === undefined) return {};
  const at = shapes[name]?.named?.find((each) => each.service === service)?.at ?? ["variables"];
  return { of: { service, at: ["services", name, ...at.map(String)] } };
}

const partsOf = ({ source }: Variable): string[] =>
  source.kind === "url"
    ? [source.user, source.password, source.host, source.port, source.path].filter((each) => each !== undefined)
    : source.kind === "template"
      ? namesIn(source.parts)
      : [];

const valuesOf = ({ source }: Variable): string[] =>
  source.kind === "fixed" || source.kind === "linked" ? [source.value] : [];

/** An object of Python may have something of that name too. */
const isIn = (name: string, text: string): boolean => new RegExp(`(?<!\\bself\\.)\\b${name}\\b`).test(text);

/** What is generated and reads variables: programs beside the Dockerfile, commands, the page's own values. */
const textsOf = ({ build, command, compose, jobs, page, probe, test, wrappers }: ServiceShape): string[] => [
  ...Object.values(build?.attachments ?? {}),
  ...(page?.loaded ?? []),
  JSON.stringify([command, jobs, run(probe), test, compose, build?.stages, wrappers]),
];

/** By the name of a host a probe asks; who reads it is the application. */
const run = (probe: ServiceShape["probe"]) =>
  probe !== false && probe?.kind === "command" ? probe.command : undefined;

const commandsOf = (service: string, { command, jobs = {}, test }: ServiceShape): Application["commands"] => [
  ...(command === undefined ? [] : [{ at: ["services", service, "command"], command }]),
  ...(test === undefined ? [] : [{ at: ["services", service, "test"], command: test }]),
  ...Object.entries(jobs).map(([job, each]: [string, JobShape]) => ({
    at: ["services", service, "jobs", job],
    command: each.command,
  })),
];

/** What its image and Compose give a process beside its variables. */
const givenBy = ({ build, compose = {} }: ServiceShape): string[] => [
  ...(build?.stages ?? []).flatMap(({ environment = {} }) => Object.keys(environment)),
  ...Object.keys((compose.environment ?? {}) as object),
];
