import { nearest } from "../nearest";
import type { Problem } from "../problem";
import type { ServiceShape } from "../schema/service";

/** A wrapper that waits for a variable which its service does not have: nobody could set it. */
export function brokenWrappers(name: string, { of, variables = {}, wrappers = {} }: ServiceShape): Problem[] {
  const at = ["services", name, "wrappers"];
  if (of !== undefined && Object.keys(wrappers).length > 0) {
    const why = "The entrypoint is of the image, and looks which variables each of its services has.";
    return [
      { at, found: `wrappers of a service that runs the code of \`${of}\``, expected: `those of \`${of}\``, why },
    ];
  }
  const known = Object.keys(variables);
  return Object.keys(wrappers).flatMap((variable) => {
    if (known.includes(variable)) return [];
    const suggestion = nearest(variable, known);
    return [
      {
        at: [...at, variable],
        found: `variable \`${variable}\``,
        expected: "one of the `variables` of the service",
        ...(suggestion !== undefined && { suggestion }),
      },
    ];
  });
}
