import type { Service, Stack, Task, Topic } from "@quaywright/model";
import { document } from "@quaywright/syntax";
import { stepsOf } from "./command";
import { section } from "./section";

/** What the maker of a service tells to do, and with which one. */
export interface ServiceTask {
  readonly service: Service;
  readonly task: Task;
  /** Its title, with the service's name where another one has the same. */
  readonly title: string;
}

export function tasksOf({ services }: Stack, topic: Topic): readonly ServiceTask[] {
  const found = services.flatMap((service) =>
    (service.handbook?.tasks ?? []).filter((task) => task.topic === topic).map((task) => ({ service, task })),
  );
  return found.map(({ service, task }) => {
    const several = found.filter((other) => other.task.title === task.title).length > 1;
    return { service, task, title: several ? `${task.title} (${service.name})` : task.title };
  });
}

export const taskSection = (stack: Stack, { service, task, title }: ServiceTask): document.Section[] => {
  const made = section(
    title,
    task.intro === undefined ? undefined : document.paragraph(task.intro),
    stepsOf(stack, service, task.steps),
  );
  return made === undefined ? [] : [made];
};

/** What makers of services have to say on a topic. */
export const notesOn = ({ services }: Stack, topic: Topic): document.Block[] =>
  [
    ...new Set(
      services.flatMap(({ handbook }) =>
        (handbook?.notes ?? []).filter((note) => note.topic === topic).map(({ text }) => text),
      ),
    ),
  ].map((text) => document.paragraph(text));
