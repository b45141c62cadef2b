import { rule } from "../../rule";

export default rule({
  id: "expose-port-range",
  on: "instruction",
  of: ["EXPOSE"],
  severity: "error",
  meaning: "`EXPOSE` names a port above 65535.",
  reason: "There is no such port: the build fails, or nobody can reach it.",
  fix: "Name the port that the program listens on.",
  aliases: ["DL3011", "DS-0008", "71bf8cf8"],
  references: ["https://docs.docker.com/reference/dockerfile/#expose"],
  bad: "FROM alpine:3.22\nEXPOSE 80000\n",
  good: "FROM alpine:3.22\nEXPOSE 65535 8000-8010/tcp ${PORT}\n",
  check({ instruction: { words } }, tell) {
    for (const { at, value } of words) {
      if (!/^"?[\d-]+(\/\w+)?"?$/.test(value)) continue;
      const high = value.match(/\d+/g)?.find((port) => Number(port) > 65535);
      if (high !== undefined) tell({ at, says: `${high} is no port.` });
    }
  },
});
