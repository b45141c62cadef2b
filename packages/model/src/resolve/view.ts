import type { Mode } from "../environment";
import type { Problem } from "../problem";
import type { ImagesShape } from "../schema/images";
import type { PagesShape } from "../schema/pages";
import { spelled } from "../schema/path";
import type { StackShape } from "../schema/stack";
import type { Site, Stack, Variable } from "../stack";
import type { Addressed } from "./addressed";
import type { Shapes } from "./code";
import { running } from "./external";
import { checksBefore } from "./rollout";
import { resolveSite, type ServedFiles } from "./site";
import type { System } from "./system";
import { resolveVariables } from "./variables";

type Layout = NonNullable<StackShape["files"]>;

/** A stack's declaration as one environment sees it, valid and linked: what services and builds are resolved from. */
export interface View {
  readonly stack: string;
  /** Name of the project of Compose. */
  readonly project: string;
  readonly environment: string;
  readonly mode: Mode;
  /** Folder of the images' folders. */
  readonly folder: string;
  /** Where images come from and go to. */
  readonly images: ImagesShape;
  readonly layout: Layout;
  /** What is alike in all images that are built. */
  readonly system: System;
  readonly fetchSecret: readonly string[] | undefined;
  readonly logging: Stack["logging"];
  readonly swarm: Stack["swarm"];
  readonly pages: PagesShape;
  readonly nx: boolean;
  readonly waivers: Stack["waivers"];
  readonly shapes: Shapes;
  readonly addressed: Addressed;
  readonly variables: ReadonlyMap<string, readonly Variable[]>;
  readonly sites: ReadonlyMap<string, { readonly site: Site; readonly served: readonly ServedFiles[] }>;
  /** For each service those that run its code beside it, by name. */
  readonly sharers: ReadonlyMap<string, readonly string[]>;
  /** For each service the jobs that must have looked at variables before it starts. */
  readonly checks: ReadonlyMap<string, readonly string[]>;
  readonly problems: Problem[];
}

export function createView(view: Omit<View, "variables" | "sites" | "checks" | "sharers">, secrets: string): View {
  const { shapes, mode, problems } = view;
  const names = Object.keys(running(shapes));
  return {
    ...view,
    sharers: sharersOf(shapes),
    checks: mode === "production" ? checksBefore(shapes) : new Map(),
    variables: new Map(names.map((name) => [name, resolveVariables(name, { shapes, mode, secrets, problems })])),
    sites: new Map(
      names.flatMap((name) => {
        const site = resolveSite(name, shapes, mode, view.addressed);
        return site === undefined ? [] : [[name, site] as const];
      }),
    ),
  };
}

function sharersOf(shapes: Shapes): ReadonlyMap<string, readonly string[]> {
  const sharers = new Map<string, string[]>();
  for (const name of Object.keys(shapes).sort()) {
    const owner = ownerOf(name, shapes);
    if (owner !== name) sharers.set(owner, [...(sharers.get(owner) ?? []), name]);
  }
  return sharers;
}

/** The service whose build this one runs: itself, or the one that it is `of`. */
export const ownerOf = (name: string, shapes: Shapes): string => shapes[name]?.of ?? name;

/** The stage of its build that a service runs. */
export function stageOf(name: string, { shapes, mode }: View) {
  const shape = shapes[name];
  const stages = shape?.build?.stages ?? [];
  if (shape?.target !== undefined) return stages.find((stage) => stage.name === shape.target);
  return stages.find((stage) => mode === "development" && stage.name === "development") ?? stages.at(-1);
}

/** Folder of the files of a service's image. */
export const folderOf = (name: string, { folder }: View): string => (folder === "." ? name : `${folder}/${name}`);

/** The name of the image that a service builds, without its tag. */
export const repositoryOf = (name: string, { images: { names = {}, registry }, stack }: View): string =>
  `${registry === undefined ? "" : `${registry}/`}${names[name] ?? `${stack}-${name}`}`;

/** Its names in the further registries to which a release goes. */
export const repositoriesBeside = (name: string, { images: { also = [] }, stack }: View): readonly string[] =>
  also.map((each) => {
    const { names = {}, registry } = typeof each === "string" ? { registry: each } : each;
    return `${registry}/${names[name] ?? `${stack}-${name}`}`;
  });

/** Those of these files that the declaration puts elsewhere, or has elsewhere, name to path. */
export const placesOf = (name: string, view: View): Readonly<Record<string, string>> => {
  const folder = `${folderOf(name, view)}/`;
  const { written } = view.shapes[name]?.build ?? {};
  return {
    ...Object.fromEntries(
      Object.entries(view.layout.places ?? {}).flatMap(([from, to]) => {
        const own = spelled(from);
        return own.startsWith(folder) ? [[own.slice(folder.length), to] as const] : [];
      }),
    ),
    ...(written !== undefined && { Dockerfile: written.dockerfile }),
    ...(written?.ignoreFile !== undefined && { "Dockerfile.dockerignore": written.ignoreFile }),
  };
};
