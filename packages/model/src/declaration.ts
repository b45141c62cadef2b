import type { Declared } from "./environment";
import type { BuildDeclaration, WrittenBuild } from "./schema/build";
import type { CiShape } from "./schema/ci";
import type { HandbookShape, TaskShape } from "./schema/handbook";
import type { ImagesShape } from "./schema/images";
import type { PagesShape } from "./schema/pages";
import type { ServiceShape } from "./schema/service";
import type { StackShape } from "./schema/stack";
import type { VariableDeclaration } from "./schema/variable";
import type { WaiverShape } from "./schema/waiver";

declare const needs: unique symbol;

/**
 * A service as a preset returns it: plain data, changed by spreading. `Needs` holds the names of services that it
 * refers to, known to the compiler alone.
 */
export type ServiceDeclaration<Needs extends string = never> = {
  readonly [K in keyof ServiceShape]: Declared<K extends "build" ? BuildDeclaration | WrittenBuild : ServiceShape[K]>;
} & {
  readonly [needs]?: (name: Needs) => void;
};

/** What the maker of a service says of it. */
export type HandbookDeclaration = Declared<HandbookShape>;
export type TaskDeclaration = TaskShape;

/** Variables by name: a value, or all there is to say of one. */
export type VariablesDeclaration = Readonly<Record<string, Declared<string | VariableDeclaration>>>;

/** Names that a service refers to. */
type NeedsOf<S> = S extends { readonly [needs]?: (name: infer N) => void } ? (string extends N ? never : N) : never;

/** `S`, with a service that names an unknown one replaced by a type that says so. */
export type Checked<S> = {
  readonly [K in keyof S]: [Exclude<NeedsOf<S[K]>, keyof S>] extends [never]
    ? S[K]
    : { readonly error: `no service is named "${Exclude<NeedsOf<S[K]>, keyof S> & string}"` };
};

/** The service's name in `backend` or `backend:static`. */
export type NameIn<T> = T extends `${infer Name}:${string}` ? Name : T extends string ? T : never;

/** A stack as its user declares it. */
export interface StackDeclaration<S> {
  /** Prefix of images, volumes and networks: lower-case letters, digits and `-`. */
  readonly name: string;
  /** Default: `development` and `production`. */
  readonly environments?: readonly string[];
  /**
   * Name of the project of Compose, which the names of containers, networks and volumes begin with; for each environment
   * another one. Default: `<name>-<environment>`.
   */
  readonly project?: Declared<string>;
  readonly services: S & Checked<S>;
  /** Where images come from and go to. */
  readonly images?: ImagesShape;
  /**
   * What checks each change, builds the images that it affects and publishes those of the main branch and of tags:
   * `"github"` (Actions), `"gitlab"`, or `{ host: "github", … }`. The project's folder has to be the repository's.
   * Default: nothing.
   */
  readonly ci?: CiShape;
  /** Where the generated files go. */
  readonly files?: Declared<NonNullable<StackShape["files"]>>;
  /** Command that prints the secret `{name}` of `{environment}`, for `quaywright env`. Default: it makes strong ones. */
  readonly fetchSecret?: Declared<NonNullable<StackShape["fetchSecret"]>>;
  /**
   * Environments that Docker Swarm runs, on one machine or several: `{ production: true }`, or for each
   * `{ encrypted: true, ports: "ingress" }`. They get a stack file beside their Compose file. Default: none.
   */
  readonly swarm?: Declared<NonNullable<StackShape["swarm"]>>;
  /** Time zone of every process: an IANA name such as `Europe/Berlin`. Default: that of the images, UTC. */
  readonly timezone?: Declared<NonNullable<StackShape["timezone"]>>;
  /** Language and customs of every process of an image that is built: `de_DE.UTF-8`. Default: that of the images. */
  readonly locale?: string;
  /**
   * Certificates of authorities that every image that is built trusts beside the public ones, at build as well: files in
   * PEM, from the project's folder. Default: none.
   */
  readonly authorities?: readonly string[];
  /**
   * Where the engine sends what containers print: `{ driver: "syslog", options: { … } }`. Default: `local` in production,
   * 5 files of 10 MB for each container; the engine's own in development.
   */
  readonly logging?: Declared<NonNullable<StackShape["logging"]>>;
  /**
   * Files to start from, by path: they are written where they are missing, and are yours from then on. Default: none.
   */
  readonly samples?: Readonly<Record<string, string>>;
  /**
   * The documents for those who run it, by file, `.md` or `.rst`: `"all"` or the parts that each holds. `{ marked }` puts
   * them between marks into a file that is yours, such as `README.md`. Default: none.
   */
  readonly handbook?: PagesShape;
  /**
   * Whether each image is a project of Nx, so that `npx nx affected -t image` builds those that a change touches. Needs
   * Nx 24; where there is no workspace of Nx yet, the folder of the stack becomes one. Default: false.
   */
  readonly nx?: boolean;
  /**
   * Findings of the checker that are known and accepted, each with its reason: at synth and for `quaywright check`.
   * Default: none.
   */
  readonly waivers?: readonly WaiverShape[];
  /**
   * What a synth warns of and is right as it is, by the place that the warning names, with the reason:
   * `{ "services.backend.variables.LEGACY": "Read by a library that is compiled." }`. Default: none.
   */
  readonly accepted?: Readonly<Record<string, string>>;
}

/** A service of any kind, checked as it is typed: `service({ image: "axllent/mailpit:v1.21", port: 8025 })`. */
export const service = (declaration: ServiceDeclaration): ServiceDeclaration => declaration;
