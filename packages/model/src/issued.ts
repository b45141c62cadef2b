import type { Input } from "./stack";

/** Whether any strong value will do for a secret: what somebody issues, or a build reads, opens another's door. */
export const mayBeMade = ({ issued, kind, phase }: Input): boolean =>
  kind === "secret" && phase === "run" && issued === undefined;
