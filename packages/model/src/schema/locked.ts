import { z } from "zod";
import { projectPath } from "./path";

/** What a lock file must say of a package, so that an option of a preset can hold; looked up before anything is written. */
export const locked = z.strictObject({
  /** Where the option stands, in the options of the preset. */
  at: z.array(z.string()),
  /** What it asks for, as the sentence after "Unexpected": "worker `eventlet`". */
  asked: z.string(),
  package: z.string(),
  /** `poetry.lock`, `uv.lock` or a file of requirements of pip. */
  file: projectPath,
  /** What is to do where that file does not tell the version, as the sentence after "expected". */
  unless: z.string(),
  /** The first version that it cannot be had with. */
  before: z
    .strictObject({
      version: z.string().regex(/^\d+(\.\d+)*$/, "a version such as `26` or `25.1`"),
      /** What to declare instead, as the sentence after "expected". */
      expected: z.string(),
      why: z.string(),
    })
    .optional(),
});

export type LockedShape = z.output<typeof locked>;
