import { rule } from "../../rule";

export default rule({
  id: "useradd-high-uid",
  on: "command",
  of: ["useradd"],
  severity: "warning",
  meaning: "`useradd` makes a user with a large number, and without `--no-log-init`.",
  reason: "It writes `/var/log/faillog` up to that number: gigabytes of zeros in the layer.",
  fix: "Add `--no-log-init`.",
  aliases: ["DL3046"],
  references: ["https://docs.docker.com/build/building/best-practices/#user"],
  bad: "FROM debian:12\nRUN useradd -u 1000000 app\n",
  good: "FROM debian:12\nRUN useradd -l -u 1000000 a && useradd -u 10001 b\n",
  check({ command }, tell) {
    const { args, at } = command;
    const index = args.findIndex((arg) => arg === "-u" || arg === "--uid" || /^-[a-zA-Z]*u$/.test(arg));
    const uid = /^--uid=(\d+)$/.exec(args.find((arg) => arg.startsWith("--uid=")) ?? "")?.[1] ?? args[index + 1] ?? "";
    const has = args.some((arg) => arg === "--no-log-init" || /^-[a-zA-Z]*l[a-zA-Z]*$/.test(arg));
    if ((index >= 0 || args.some((arg) => arg.startsWith("--uid="))) && /^\d{6,}$/.test(uid) && !has)
      tell({ at, says: `\`useradd\` with ${uid} writes a log file of that length.` });
  },
});
