export { type HandbookFile, renderHandbook } from "./handbook";
export { ofCommit, type ProjectTask, projectTasks } from "./project-tasks";
