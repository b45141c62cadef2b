import { rule } from "../../rule";

export default rule({
  id: "tmpfs-exec-suid",
  on: "service",
  severity: "info",
  meaning: "A temporary file system lets programs be started, or setuid bits count.",
  reason: "It is the one place where whoever breaks in can write.",
  fix: "Leave `exec`, `suid` and `dev` away.",
  aliases: ["CL-0022", "OW-8"],
  bad: "services:\n  a:\n    image: a:1\n    tmpfs: ['/tmp:exec,suid']\n",
  good: "services:\n  a:\n    image: a:1\n    tmpfs: ['/tmp:noexec,nosuid']\n",
  check({ mounts, name }, tell) {
    for (const { at, options, target, type } of mounts) {
      const found = type === "tmpfs" ? options.filter((each) => ["exec", "suid", "dev"].includes(each)) : [];
      if (found.length > 0)
        tell({ at, says: `\`${target}\` of \`${name}\` allows ${found.map((each) => `\`${each}\``).join(" and ")}.` });
    }
  },
});
