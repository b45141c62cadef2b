import { ships } from "../../facts/stages";
import { rule } from "../../rule";

export default rule({
  id: "setuid-left",
  on: "command",
  of: ["chmod"],
  severity: "off",
  strict: "warning",
  meaning: "A program of the image is made to run as its owner, whoever starts it.",
  reason: "A program that becomes root is a way for a process that was broken into to become root.",
  how: "`chmod u+s`, `g+s`, `4755`, `2755` in a stage that is in what runs; not of folders, where it only says the group.",
  fix: "Leave the bit away, and give the capability that is needed.",
  aliases: ["CIS-4.8", "CIS-DI-0008"],
  references: ["https://docs.docker.com/engine/security/#linux-kernel-capabilities"],
  bad: ["FROM alpine:3.22\nRUN chmod u+s /usr/bin/tool\n", "FROM alpine:3.22\nRUN chmod 4755 /usr/bin/tool\n"],
  good: "FROM alpine:3.22\nRUN chmod 755 /a && chmod u-s /bin/su && chmod 1777 /b && chmod a-s /c && chmod u+x /d\n",
  check({ command: { args, at }, stage }, tell, repository) {
    const [mode = "", path = "it"] = args.filter((arg) => !/^-[a-zA-Z]*[RcfvH]|^--/.test(arg));
    const sets =
      /^0?[4-7][0-7]{3}$/.test(mode) || mode.split(",").some((part) => /^[ug]*u[ug]*[+=][rwxX]*s/.test(part));
    const setsGroup = /^0?[23][0-7]{3}$/.test(mode) || mode.split(",").some((part) => /^g[+=][rwxX]*s/.test(part));
    if ((sets || (setsGroup && /bin\//.test(path))) && ships(stage, repository))
      tell({ at, says: `\`${mode}\` lets everybody run \`${path}\` as its owner.` });
  },
});
