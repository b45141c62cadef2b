export { ContainerStack } from "./container-stack";
export { type EnvOptions, provideEnv } from "./env";
export type { EnvReport } from "./env/report";
export { Files } from "./files";
export { LightProject, type LightProjectOptions, unsynthesized } from "./light-project";
export { type FoundStack, readStacks } from "./reading";
export { Refusal } from "./refusal";
export { StackProject } from "./stack-project";
