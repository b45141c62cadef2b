import { z } from "zod";

/** Files that a site serves itself, from a folder of its own image. */
export const folder = z.strictObject({
  folder: z.string(),
  /** What answers for a path that is no file, such as `/index.html` of an application with client-side routes. */
  fallback: z.string().optional(),
  /** File names hold a hash of the content: to be kept by browsers for a year. */
  immutable: z.boolean().optional(),
});

/** A file that is made as the container starts, and that no browser keeps. */
export const made = z.strictObject({ file: z.string() });

/** What nginx serves: path prefix to a service (`backend`), to files of a service (`backend:static`), or to a folder. */
export const site = z.strictObject({
  routes: z.record(z.string().startsWith("/"), z.union([z.string(), folder, made])),
  /** Name of the configuration file beside the Dockerfile. Default: `default.conf`. */
  file: z.string().optional(),
  /** Largest request body. Default: `20m`. */
  bodyLimit: z
    .string()
    .regex(/^\d+[kmg]?$/)
    .optional(),
  /** Folder on a disk for bodies and answers that don't fit into memory. Default: answers wait for their readers. */
  temporary: z.string().optional(),
  /** Addresses of proxies in front of this one, whose `X-Forwarded-*` headers count. Default: none. */
  trust: z.array(z.string()).optional(),
});

export type FolderRoute = z.output<typeof folder>;
export type SiteDeclaration = z.output<typeof site>;
