export { type HandbookFile, renderHandbook } from "./handbook";
export { ofVersion, type ProjectTask, projectTasks } from "./project-tasks";
