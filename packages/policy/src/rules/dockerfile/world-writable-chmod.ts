import { ships } from "../../facts/stages";
import { rule } from "../../rule";

export default rule({
  id: "world-writable-chmod",
  on: "command",
  of: ["chmod"],
  severity: "warning",
  meaning: "Everybody may write to a file of the image.",
  reason: "Who breaks into the process replaces the program that it runs.",
  how: "`chmod 777`, `666`, `o+w`, `a+w`; folders with the sticky bit, `1777`, and below `/tmp` are let pass.",
  fix: "Give the file to the user who writes to it: `COPY --chown`, or `chmod u+w`.",
  bad: ["FROM alpine:3.22\nRUN chmod -R 777 /app\n", "FROM alpine:3.22\nRUN chmod a+rwx /a\n"],
  good: [
    "FROM alpine:3.22\nRUN chmod +x /a && chmod 1777 /b && chmod 755 /c && chmod g+w /d && chmod 777 /tmp/a\n",
    "FROM alpine:3.22 AS b\nRUN chmod 777 /a\nFROM alpine:3.22\nCOPY --from=b /x /x\n",
  ],
  check({ command: { args, at }, stage }, tell, repository) {
    const [mode = "", ...paths] = args.filter((arg) => !/^-[a-zA-Z]*[RcfvH]|^--/.test(arg));
    const wide =
      /^0?[0-7]{2}[2367]$/.test(mode) || mode.split(",").some((part) => /^([ugo]*[oa][ugoa]*)[+=][rxXst]*w/.test(part));
    if (!wide || !ships(stage, repository) || paths.every((path) => /^\/(var\/)?(tmp|run)(\/|$)|^\/dev\//.test(path)))
      return;
    tell({ at, says: `\`${mode}\` lets everybody write to \`${paths[0] ?? "it"}\`.` });
  },
});
