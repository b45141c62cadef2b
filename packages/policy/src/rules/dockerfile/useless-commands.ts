import { rule } from "../../rule";

export default rule({
  id: "useless-commands",
  on: "command",
  of: [
    "free",
    "htop",
    "kill",
    "mount",
    "ps",
    "reboot",
    "service",
    "shutdown",
    "systemctl",
    "top",
    "vim",
    "vi",
    "nano",
    "ifconfig",
  ],
  severity: "info",
  meaning: "A command makes no sense while an image is built.",
  reason: "Nothing runs there: what it starts, stops or shows is gone with the step.",
  how: "`service x start` together with what needs it in the same `RUN` is let pass, and `systemctl enable`, which only makes links.",
  fix: "Remove it; start a process by `CMD`.",
  aliases: ["DL3001", "9b6b0f38"],
  bad: "FROM debian:12\nRUN service nginx start\n",
  good: "FROM debian:12\nRUN service postgresql start && createdb a\nRUN systemctl enable a\n",
  check({ command: { args, at, name }, run }, tell) {
    if (
      name === "systemctl" &&
      /^(enable|mask|disable|set-default|unmask|preset)$/.test(args.find((arg) => !arg.startsWith("-")) ?? "")
    )
      return;
    if (name === "service" && run.commands.length > 1) return;
    if (name === "kill" || name === "ps" || name === "mount") if (run.commands.length > 1) return;
    if (args.includes("--version") || args.includes("--help")) return;
    tell({ at, says: `\`${name}\` does nothing that stays.` });
  },
});
