export { baseOf } from "./base";
export {
  type Checked,
  type HandbookDeclaration,
  type NameIn,
  type ServiceDeclaration,
  type StackDeclaration,
  service,
  type TaskDeclaration,
  type VariablesDeclaration,
} from "./declaration";
export {
  type Asking,
  alone,
  askedByGateways,
  boundVolumes,
  deploymentsOf,
  gatewaysOf,
  replicasInput,
  scheduledIn,
  startsFirst,
  unitOf,
} from "./deployment";
export type { ByEnvironment, Declared, Mode } from "./environment";
export type * from "./handbook";
export { mayBeMade } from "./issued";
export { nearest } from "./nearest";
export { bakeCommandOf, bakeCommandWith, builtFor, composeCommandOf, composeFilesOf, placeOf } from "./place";
export { preset } from "./preset";
export { dotenvOf, keyFoldersOf, privateFoldersOf, secretFoldersOf } from "./private-paths";
export { DeclarationError, type Problem, printProblems } from "./problem";
export { defaultEnvironments, resolve, type UncheckedDeclaration } from "./resolve";
export { mirrored } from "./resolve/mirror";
export { faultOf } from "./rule";
export { readSchedule, type Schedule } from "./schedule";
export type { BuildDeclaration, BuildStage, BuildStep, BuildText, WrittenBuild } from "./schema/build";
export { type HandbookShape, type Topic, topics } from "./schema/handbook";
export { type PagesShape, type Part, parts } from "./schema/pages";
export type { ServiceShape } from "./schema/service";
export * as siteSchema from "./schema/site";
export type { SwarmShape } from "./schema/swarm";
export type { VariableDeclaration, VariableKind, VariableRule } from "./schema/variable";
export type * from "./stack";
export type { Written, WrittenDockerfile, WrittenDockerfiles, WrittenStage } from "./written";
