import { commandsOfStage } from "../../facts/stages";
import type { Place } from "../../place";
import type { Stage } from "../../recover/dockerfile/nodes";
import { inherited } from "../../recover/dockerfile/stages";
import { rule } from "../../rule";

export default rule({
  id: "duplicate-uid",
  on: "stage",
  of: ["adduser", "useradd"],
  severity: "warning",
  meaning: "Two users are created with one number.",
  reason: "They are one user to the kernel: each may do what the other may.",
  fix: "Give each a number of its own.",
  aliases: ["DKL-LI-0002"],
  bad: "FROM alpine:3.22\nRUN adduser -D -u 1000 a\nRUN adduser -D -u 1000 b\n",
  good: "FROM alpine:3.22\nRUN adduser -D -u 1000 a && adduser -D -u 1001 b\nRUN if true; then useradd -u 5 c; else adduser -u 5 c; fi\n",
  check(stage, tell) {
    const known = new Map(stage.base.stage && numbersOf(stage.base.stage));
    for (const { at, number, user } of madeIn(stage)) {
      const other = known.get(number);
      if (other !== undefined && other !== user)
        tell({ at, says: `\`${user}\` has the number ${number}, as \`${other}\` has.` });
      known.set(number, user);
    }
  },
});

/** The users that an image has by its `RUN`s, by their numbers. */
const numbersOf = inherited<ReadonlyMap<string, string>>((stage, base = new Map()) => {
  const made = madeIn(stage);
  return made.length === 0 ? base : new Map([...base, ...made.map(({ number, user }) => [number, user] as const)]);
});

interface Made {
  readonly user: string;
  readonly number: string;
  readonly at: Place;
}

/** Users that a stage makes with a number that nobody else may have. */
const madeIn = (stage: Stage): Made[] =>
  commandsOfStage(stage).flatMap(({ args, at, name, within }) => {
    if ((name !== "useradd" && name !== "adduser") || within.length > 0) return [];
    if (args.includes("-o") || args.includes("--non-unique")) return [];
    const index = args.findIndex((arg) => arg === "-u" || arg === "--uid");
    const number = index >= 0 ? args[index + 1] : args.find((arg) => arg.startsWith("--uid="))?.slice(6);
    return number !== undefined && /^\d+$/.test(number) ? [{ user: args.at(-1)!, number, at }] : [];
  });
