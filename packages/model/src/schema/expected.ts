import { z } from "zod";

/** Where the code of a service lies, and in which language it reads its variables. */
export const code = z.strictObject({
  /** From the project's folder. */
  folder: z.string(),
  language: z.enum(["python", "node"]),
});

/** What must be in the folder of its code, so that an option of a preset can hold. */
export const expected = z.strictObject({
  /** Where the option stands, in the options of the preset. */
  at: z.array(z.string()),
  /** What it is for, as in "`backend/manage.py`, which …": "runs the commands of Django". */
  for: z.string(),
  /** Files from that folder of which one must be there. */
  files: z.array(z.string()).min(1).optional(),
  /** A module of Python that must be there: `config.settings`. */
  module: z.string().optional(),
});

export type CodeShape = z.output<typeof code>;
export type ExpectedShape = z.output<typeof expected>;
