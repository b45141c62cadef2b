import type { Service, Stack } from "@quaywright/model";
import { document } from "@quaywright/syntax";
import { mebibytes, printMemory } from "../memory";
import { code, type MakeSection, section, table } from "../section";
import { notesOn, taskSection, tasksOf } from "../task";
import { lasting } from "../view";
import * as words from "../words/scaling";

export const scaling: MakeSection = ({ production }) => {
  if (production === undefined) return undefined;
  const stay = lasting(production);
  return section(
    words.title,
    document.paragraph(words.intro),
    table(words.head, [...stay.map(row), sumRow(stay)]),
    stay.flatMap(({ handbook, name }) =>
      handbook?.runs?.variable === undefined ? [] : [document.paragraph(words.variable(handbook.runs.variable, name))],
    ),
    notesOn(production, "scaling"),
    stay.flatMap((service) => budget(production, service)),
    tasksOf(production, "scaling").flatMap((task) => taskSection(production, task)),
  );
};

function row({ handbook, name, replicas, resources }: Service): string[] {
  const { cpus, memory } = resources;
  const runs = handbook?.runs;
  const times = replicas > 1 ? `${replicas} × ` : "";
  return [
    code(name),
    String(replicas),
    runs === undefined ? words.unknown : words.processes(runs.processes, runs.threads),
    cpus === undefined ? words.none : `${times}${cpus}`,
    memory === undefined ? words.none : `${times}${code(memory)}`,
  ];
}

function sumRow(services: readonly Service[]): string[] {
  const cpus = services.reduce((sum, { replicas, resources }) => sum + replicas * (resources.cpus ?? NaN), 0);
  const memory = services.reduce(
    (sum, { replicas, resources }) =>
      sum + replicas * (resources.memory === undefined ? NaN : mebibytes(resources.memory)),
    0,
  );
  const containers = services.reduce((sum, { replicas }) => sum + replicas, 0);
  return [
    words.sum,
    String(containers),
    "",
    Number.isNaN(cpus) ? words.none : String(cpus),
    Number.isNaN(memory) ? words.none : printMemory(memory),
  ];
}

/** Who opens how many connections to a server that says how many it accepts. */
function budget(stack: Stack, { handbook, name }: Service): document.Section[] {
  const accepts = handbook?.accepts;
  const clients = lasting(stack).filter(({ reaches }) => reaches.includes(name));
  if (accepts === undefined || clients.length === 0) return [];
  const parts = clients.map(({ handbook: theirs, name: client, replicas }) => {
    const { processes, threads } = theirs?.runs ?? { processes: 1, threads: 1 };
    return {
      text: words.connections.part(client, replicas, processes, threads),
      count: replicas * processes * threads,
    };
  });
  const sum = parts.reduce((total, { count }) => total + count, 0);
  const { connections, reserved } = accepts;
  const text = words.connections.sum(parts.map((part) => part.text).join(" + "), sum, connections, reserved);
  const guessed = clients.some((client) => client.handbook?.runs === undefined);
  const verdict = sum <= connections - reserved ? words.connections.enough : words.connections.few;
  const made = section(
    words.connections.title(name),
    document.paragraph([text, verdict, ...(guessed ? [words.connections.guess] : [])].join(" ")),
  );
  return made === undefined ? [] : [made];
}
