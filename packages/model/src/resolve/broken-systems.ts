import { baseOf } from "../base";
import type { Problem } from "../problem";
import type { BuildStage } from "../schema/build";
import type { Build } from "../stack";

const shell = { of: /(^|\/)(distroless|scratch)($|[/:@-])/, is: "has no shell" };
const busybox = { of: /(^|[/:-])(alpine|busybox)(\d|$|[:@.-])/, is: "has the programs of BusyBox" };

/** Stages on systems that lack what we would run there: accounts, the host's user and the entrypoint are Debian's. */
export const brokenSystems = (builds: readonly Build[]): Problem[] =>
  builds.flatMap((build) =>
    build.stages.flatMap((stage, index) => {
      const base = baseOf(build, stage.name);
      const lacking = [shell, busybox].find(({ of }) => of.test(base));
      const fault = lacking === undefined ? undefined : faultOf(lacking, stage, build);
      return fault === undefined
        ? []
        : [
            {
              at: ["services", build.name, "build", "stages", index, "from"],
              found: `\`${base}\`, which ${lacking!.is}`,
              ...fault,
            },
          ];
    }),
  );

function faultOf(
  lacking: typeof shell,
  { entrypoint, preparesUser }: BuildStage,
  { entrypoints, users }: Build,
): Pick<Problem, "expected" | "why"> | undefined {
  if (entrypoint === "development" && entrypoints.development?.host !== undefined) {
    return {
      expected: "an image of Debian, such as `node:24-trixie-slim`, or a `user` of its own for development",
      why: "To become the host's user takes the `setpriv` of util-linux.",
    };
  }
  if (preparesUser === true && users[entrypoint ?? "production"] !== undefined) {
    return {
      expected: "an image of Debian, or a stage without `preparesUser` whose steps make the account",
      why: "Its account is made by `useradd`.",
    };
  }
  return lacking === shell && entrypoint !== undefined
    ? { expected: "an image with a POSIX shell, or a stage without `entrypoint`", why: "The entrypoint is a script." }
    : undefined;
}
