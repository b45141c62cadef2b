import type { Handbook, Step, Task } from "../handbook";
import type { Problem } from "../problem";
import type { HandbookShape, StepShape, TaskShape, WordShape } from "../schema/handbook";
import type { ServiceShape } from "../schema/service";
import type { Input, Variable } from "../stack";
import { running } from "./external";
import { readBy } from "./readers";
import { imageOf, volumeName } from "./service";
import { ownerOf, type View } from "./view";

/** What a service's maker says of it, with the names that only the whole stack knows. */
export function resolveHandbook(name: string, shape: ServiceShape, view: View): { handbook?: Handbook } {
  if (shape.handbook === undefined) return {};
  const { tasks = [], notes = [], symptoms = [], deviations = [], accepts, runs, volumes = {} } = shape.handbook;
  const at = ["services", name, "handbook"];
  const here = ({ mode }: { mode?: string | undefined }) => mode === undefined || mode === view.mode;
  const handbook = {
    tasks: tasks.flatMap((task, index) => (here(task) ? resolveTask(task, name, [...at, "tasks", index], view) : [])),
    notes: notes.filter(here).map(({ topic, text }) => ({ topic, text })),
    symptoms: symptoms.flatMap(({ look, mode, ...symptom }, index) =>
      here({ mode })
        ? [
            {
              ...symptom,
              ...(look !== undefined && { look: resolveStep(look, name, [...at, "symptoms", index, "look"], view) }),
            },
          ]
        : [],
    ),
    deviations,
    ...(accepts !== undefined && { accepts }),
    ...processesOf(runs, shape.resources?.cpus),
    volumes: Object.fromEntries(
      Object.entries(volumes).map(([volume, what]) => [
        volume.startsWith("/") ? volume : volumeName(ownerOf(name, view.shapes), volume),
        what,
      ]),
    ),
  };
  return { handbook };
}

function processesOf(runs: HandbookShape["runs"], cpus: number | undefined): Pick<Handbook, "runs"> {
  if (runs === undefined) return {};
  const { processes } = runs;
  if (typeof processes === "number") return { runs: { ...runs, processes } };
  if (cpus === undefined) return {};
  return { runs: { ...runs, processes: Math.min(Math.ceil(cpus) * processes.each + processes.more, processes.most) } };
}

function resolveTask(shape: TaskShape, name: string, at: Problem["at"], view: View): Task[] {
  const { rotates, steps, mode: _mode, ...task } = shape;
  const input = rotates === undefined ? undefined : inputOf(name, rotates, [...at, "rotates"], view);
  if (rotates !== undefined && input?.file === undefined) return [];
  return [
    {
      ...task,
      steps: steps.flatMap((step, order) => {
        const resolved = resolveStep(step, name, [...at, "steps", order], view);
        return isForNobody(step, resolved) ? [] : [resolved];
      }),
      ...(input !== undefined && { rotates: input.name }),
    },
  ];
}

/** Without its services, `stop` would stop them all. */
function isForNobody(shape: StepShape, { words }: Step): boolean {
  const declared = shape.compose ?? [];
  const services = declared.some((word) => typeof word === "object" && ("readers" in word || "dependents" in word));
  return services && words.length < declared.length;
}

function resolveStep(shape: StepShape, name: string, at: Problem["at"], view: View): Step {
  const { exec, run, compose, host, input, output, ...rest } = shape;
  const file = (key: "input" | "output", word: WordShape | undefined) =>
    word === undefined ? {} : { [key]: resolveWord(word, name, [...at, key], view)[0] };
  const [where, words] = Object.entries({ exec, run, compose, host }).find(([, given]) => given !== undefined)!;
  return {
    ...rest,
    where: where as Step["where"],
    words: words!.flatMap((word, index) => resolveWord(word, name, [...at, where, index], view)),
    ...file("input", input),
    ...file("output", output),
  };
}

function resolveWord(word: WordShape, name: string, at: Problem["at"], view: View): string[] {
  if (Array.isArray(word)) return [word.flatMap((part) => resolveWord(part, name, at, view)).join("")];
  if (typeof word === "string") return [word];
  if ("named" in word) return [word.named.replaceAll("*", name)];
  if ("image" in word) return [imageReference(name, view)];
  if ("volume" in word) return [volumeOf(name, word.volume, at, view)];
  if ("dependents" in word) {
    return Object.keys(running(view.shapes))
      .filter((other) => view.shapes[other]?.needs?.includes(word.dependents === true ? name : word.dependents))
      .sort();
  }
  const input = inputOf(name, "secret" in word ? word.secret : word.readers, at, view);
  if (input === undefined) return [];
  if ("secret" in word) return [fileOf(input, at, view)];
  const reads = ({ source }: Variable) => source.kind === "input" && source.input.name === input.name;
  return Object.keys(running(view.shapes))
    .filter((service) => readBy(service, view.variables.get(service) ?? []).some(reads))
    .sort();
}

function fileOf({ file, name }: Input, at: Problem["at"], { environment, problems }: View): string {
  if (file !== undefined) return file;
  const expected = "a secret that is a file, or another step for this environment";
  problems.push({ at, found: `\`${name}\`, which has no file in ${environment}`, expected });
  return "";
}

function inputOf(name: string, variable: string, at: Problem["at"], { problems, variables }: View): Input | undefined {
  const found = variables.get(name)?.find((each) => each.name === variable)?.source;
  if (found?.kind === "input") return found.input;
  problems.push({
    at,
    found: `variable \`${variable}\``,
    expected: "a variable of the same service that whoever runs the stack sets",
  });
  return undefined;
}

function volumeOf(name: string, volume: string, at: Problem["at"], view: View): string {
  const known = Object.keys(view.shapes[name]?.volumes ?? {});
  if (!known.includes(volume)) {
    const expected = `one of ${known.map((each) => `\`${each}\``).join(", ")}`;
    view.problems.push({ at, found: `volume \`${volume}\``, expected });
  }
  return `${view.project}_${volumeName(ownerOf(name, view.shapes), volume)}`;
}

function imageReference(name: string, view: View): string {
  const image = imageOf(name, view.shapes[name]!, view);
  return image.kind === "pulled" ? image.reference : `${image.repository}:${image.tag}`;
}
