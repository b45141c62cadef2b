import { historyOf } from "../../recover/dockerfile/stages";
import { rule } from "../../rule";

export default rule({
  id: "duplicate-uid",
  on: "stage",
  severity: "warning",
  meaning: "Two users are created with one number.",
  reason: "They are one user to the kernel: each may do what the other may.",
  fix: "Give each a number of its own.",
  aliases: ["DKL-LI-0002"],
  bad: "FROM alpine:3.22\nRUN adduser -D -u 1000 a\nRUN adduser -D -u 1000 b\n",
  good: "FROM alpine:3.22\nRUN adduser -D -u 1000 a && adduser -D -u 1001 b\nRUN if true; then useradd -u 5 c; else adduser -u 5 c; fi\n",
  *check(stage) {
    const known = new Map<string, { readonly name: string }>();
    for (const { commands, keyword } of historyOf(stage)) {
      if (keyword !== "RUN") continue;
      for (const { args, at, name, within } of commands) {
        if (
          !/^(useradd|adduser)$/.test(name) ||
          within.length > 0 ||
          args.includes("-o") ||
          args.includes("--non-unique")
        )
          continue;
        const index = args.findIndex((arg) => /^(-u|--uid)$/.test(arg));
        const uid = index >= 0 ? args[index + 1]! : args.find((arg) => arg.startsWith("--uid="))?.slice(6);
        const user = args.at(-1)!;
        if (uid === undefined || !/^\d+$/.test(uid)) continue;
        const other = known.get(uid);
        if (other !== undefined && other.name !== user)
          yield { at, says: `\`${user}\` has the number ${uid}, as \`${other.name}\` has.` };
        known.set(uid, { name: user });
      }
    }
  },
});
