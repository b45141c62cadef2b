import { z } from "zod";

/** A finding of the checker that is known and accepted. */
export const waiver = z.strictObject({
  /** Its rule, by its own name or another tool's: `privileged`, `CL-0002`. */
  rule: z.string().min(1),
  /** File, folder or pattern (`docker/**`). Default: every file. */
  file: z.string().min(1).optional(),
  /** What it is in: `service backend`, `stage production`. Default: the whole file. */
  within: z.string().min(1).optional(),
  /** Why it is right here: at least 10 characters. */
  reason: z.string().trim().min(10, "a reason of at least 10 characters"),
  /** Who answers for it. */
  owner: z.string().min(1).optional(),
  /** Last day on which it holds: `2027-01-31`; then the finding counts again. An error is not waived without one. */
  expires: z.iso.date("a day, such as `2027-01-31`").optional(),
});

export type WaiverShape = z.output<typeof waiver>;
