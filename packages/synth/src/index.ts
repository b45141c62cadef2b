export { ContainerStack } from "./container-stack";
export { Files } from "./files";
export { LightProject, type LightProjectOptions } from "./light-project";
export { Refusal } from "./refusal";
export { StackProject } from "./stack-project";
