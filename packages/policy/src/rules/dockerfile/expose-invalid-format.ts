import { rule } from "../../rule";

export default rule({
  id: "expose-invalid-format",
  on: "instruction",
  of: ["EXPOSE"],
  severity: "error",
  meaning: "`EXPOSE` names an address or a port of the host.",
  reason: "It says what the container listens on; nothing is published by it, and Docker warns of the rest.",
  fix: "Write the container's port alone; publish it by `ports` in compose or `-p`.",
  aliases: ["ExposeInvalidFormat"],
  references: ["https://docs.docker.com/reference/build-checks/expose-invalid-format/"],
  bad: ["FROM alpine:3.22\nEXPOSE 80:80\n", "FROM alpine:3.22\nEXPOSE 127.0.0.1:80:80\n"],
  good: "FROM alpine:3.22\nEXPOSE 80 81/udp 8000-8010 ${PORT:-80}\n",
  check({ instruction: { words } }, tell) {
    for (const { at, value } of words)
      if (/\d:\d|\}:[\d$]|\d:\$/.test(value.replace(/\$\{\w+:[-+?][^}]*\}/g, "1")))
        tell({ at, says: `\`${value}\` is more than a port of the container.` });
  },
});
