import type { Service, Stack, Step, Symptom } from "@quaywright/model";
import { document } from "@quaywright/syntax";
import { commandOf, compose, composed, line, onHost } from "../command";
import { codes, type MakeSection, section } from "../section";
import { engineName, lasting, rollouts, type View } from "../view";
import * as words from "../words/troubleshooting";

export const troubleshooting: MakeSection = (view) =>
  section(
    words.title,
    document.paragraph(words.intro),
    document.code(`${compose(view.main, "ps", "--all")}\n${compose(view.main, "logs", "--tail", "20")}`),
    [
      ...general(view.main).map((symptom) => of(view.main, { name: "" }, symptom)),
      ...edited(view).map(([stack, symptom]) => of(stack, { name: "" }, symptom)),
      ...told(view),
    ].flat(),
  );

function of(
  stack: Stack,
  service: Pick<Service, "name">,
  { cause, fix, look, mend, symptom }: Trouble,
): document.Section[] {
  const made = section(
    symptom,
    document.paragraph(`${words.cause}${cause}`),
    look === undefined ? undefined : document.code(typeof look === "string" ? look : commandOf(stack, service, look)),
    document.paragraph(`${words.fix}${fix}`),
    mend === undefined ? undefined : document.code(mend),
  );
  return made === undefined ? [] : [made];
}

/** What makers of services tell, once where two say the same. */
function told({ main, stacks }: View): document.Section[] {
  const seen = new Set<string>();
  return [main, ...stacks.filter((stack) => stack !== main)].flatMap((stack) =>
    stack.services.flatMap((service) =>
      (service.handbook?.symptoms ?? []).flatMap((symptom) => {
        if (seen.has(symptom.symptom)) return [];
        seen.add(symptom.symptom);
        return of(stack, service, symptom);
      }),
    ),
  );
}

/** One of ours may be a line that the shell expands. */
type Trouble = Omit<Symptom, "look"> & { readonly look?: Step | string; readonly mend?: string };

/** A saved file that is not seen, where sources are mounted. */
function edited({ development }: View): (readonly [Stack, Trouble])[] {
  const name =
    development && lasting(development).find(({ mounts }) => mounts.some(({ kind }) => kind === "source"))?.name;
  if (development === undefined || name === undefined) return [];
  return [[development, { ...words.unseen, look: composed(["exec", name, "sh", "-c", "ls -lt | head"]) }]];
}

/** A volume that belongs to somebody else. */
function foreign(stack: Stack): Trouble[] {
  return lasting(stack)
    .flatMap(({ image, mounts, name, user }) => {
      const mount = mounts.find(({ kind }) => kind === "volume");
      if (image.kind !== "built" || user === undefined || mount?.kind !== "volume") return [];
      const handOver = [
        ...["docker", "run", "--rm", "--user", "0:0", "--entrypoint", "chown"],
        ...["--volume", `${engineName(stack, mount.volume)}:/volume`, `${image.repository}:${image.tag}`],
        ...["-R", user, "/volume"],
      ];
      return [{ ...words.foreign, look: composed(["exec", name, "ls", "-ln", mount.target]), mend: line(handOver) }];
    })
    .slice(0, 1);
}

function general(stack: Stack): Trouble[] {
  const { builds, files, inputs, services } = stack;
  const stay = lasting(stack);
  const open = stay.flatMap(({ published }) => published);
  const jobs = services.filter(({ oneShot, profile }) => oneShot && profile === undefined).map(({ name }) => name);
  const first = stay.find(({ probe }) => probe !== undefined);
  return [
    ...(open[0] === undefined
      ? []
      : [
          {
            ...words.port,
            fix: words.port.fix(codes(open.map(({ input }) => input))),
            look: onHost(["docker", "ps", "--filter", `publish=${open[0].port}`]),
          },
        ]),
    ...(builds.some(({ entrypoints }) => Object.keys(entrypoints).length > 0)
      ? [{ ...words.variables, look: composed(["logs", "--tail", "20"]) }]
      : []),
    ...(inputs.some(({ file }) => file !== undefined)
      ? [{ ...words.permission, fix: words.permission.fix(files.secrets), look: onHost(["ls", "-l", files.secrets]) }]
      : []),
    ...foreign(stack),
    ...(jobs.length === 0
      ? []
      : [{ ...words.ended, cause: words.ended.cause(codes(jobs)), look: composed(["ps", "--all", ...jobs]) }]),
    ...rollouts(stack).map(({ name }) => ({
      ...words.failed,
      symptom: words.failed.symptom(name),
      look: composed(["logs", name]),
    })),
    ...(first === undefined
      ? []
      : [
          {
            ...words.unhealthy,
            look: `docker inspect --format '{{range .State.Health.Log}}{{.ExitCode}} {{.Output}}{{end}}' $(${compose(stack, "ps", "--quiet", first.name)})`,
          },
          {
            ...words.memory,
            look: `docker inspect --format '{{.State.OOMKilled}}' $(${compose(stack, "ps", "--all", "--quiet", first.name)})`,
          },
        ]),
    { ...words.unlimited, look: onHost(["docker", "info", "--format", "{{.MemoryLimit}}"]) },
    { ...words.pages, look: onHost(["getconf", "PAGESIZE"]) },
    ...(stack.networks.length > 0 ? [{ ...words.networks, look: onHost(["docker", "network", "ls"]) }] : []),
    { ...words.disk, look: onHost(["docker", "system", "df"]) },
    { ...words.old, look: onHost(["docker", "compose", "version", "--short"]) },
  ];
}
