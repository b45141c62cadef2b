export {
  type ByEnvironment,
  DeclarationError,
  type Declared,
  type Problem,
  type ServiceDeclaration,
  type StackDeclaration,
  service,
  type VariableDeclaration,
} from "@quaywright/model";
export {
  type DjangoOptions,
  django,
  type GatewayOptions,
  gateway,
  type PostgresOptions,
  postgres,
  type ViteOptions,
  versions,
  vite,
  type WorkerOptions,
  worker,
} from "@quaywright/presets";
export { ContainerStack, Refusal, StackProject } from "@quaywright/synth";
