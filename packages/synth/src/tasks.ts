import { ofVersion, type ProjectTask } from "@quaywright/handbook";
import { bakeCommandWith } from "@quaywright/model";
import { shell } from "@quaywright/syntax";
import type { Project } from "projen/lib/project";
import { TaskShell } from "projen/lib/task-shell";

/** `npx projen check`: a project's own task of that name does this too. */
export function addCheck(project: Project): void {
  const description = "Tell where generated files are not as they are declared";
  addStep(project, "check", "npx quaywright check --drift", { description });
}

/** `npx projen images`: builds them with tags and labels from git. Further arguments go to bake: `--push`. */
export function addImages(
  project: Project,
  bakeFile: string,
  { outside, version }: { readonly outside: readonly string[]; readonly version: string | undefined },
): void {
  addStep(project, "images", bakeCommandWith(bakeFile, outside).map(shell.quote).join(" "), {
    description: "Build the images of production, named after what git describes",
    env: { ...ofVersion(version) },
    receiveArgs: true,
  });
}

/** The tasks of a stack's life. */
export function addTasks(project: Project, tasks: readonly ProjectTask[]): void {
  for (const { description, env, name, steps } of tasks) {
    // the shell of projen itself knows neither every quote nor every option
    const task = project.tasks.addTask(name, {
      description,
      shell: TaskShell.system(),
      ...(env && { env: { ...env } }),
    });
    for (const { line, receivesArguments } of steps) task.exec(line, receivesArguments ? { receiveArgs: true } : {});
  }
}

interface Options {
  readonly description: string;
  readonly env?: Record<string, string>;
  readonly receiveArgs?: boolean;
}

function addStep(project: Project, name: string, command: string, { description, env, receiveArgs }: Options): void {
  const task = project.tasks.tryFind(name) ?? project.tasks.addTask(name, { description, ...(env && { env }) });
  if (!task.steps.some(({ exec }) => exec === command)) task.exec(command, { ...(receiveArgs && { receiveArgs }) });
}
