export { Files } from "./files";
export { LightProject, type LightProjectOptions } from "./light-project";
export { Refusal } from "./refusal";
