import type { Project } from "projen/lib/project";

const command = "npx quaywright check --drift";

/** `npx projen check`: a project's own task of that name does this too. */
export function addCheck(project: Project): void {
  const task = project.tasks.tryFind("check") ?? project.tasks.addTask("check", { description });
  if (!task.steps.some(({ exec }) => exec === command)) task.exec(command);
}

const description = "Tell where generated files are not as they are declared";
