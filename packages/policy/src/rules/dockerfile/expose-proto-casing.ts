import { rule } from "../../rule";

export default rule({
  id: "expose-proto-casing",
  on: "instruction",
  of: ["EXPOSE"],
  severity: "info",
  meaning: "A protocol of `EXPOSE` is written in capitals.",
  reason: "Docker warns of it.",
  fix: "Write `tcp` or `udp`.",
  aliases: ["ExposeProtoCasing"],
  references: ["https://docs.docker.com/reference/build-checks/expose-proto-casing/"],
  bad: ["FROM alpine:3.22\nEXPOSE 80/TCP\n", "FROM alpine:3.22\nARG PORT=80\nEXPOSE $PORT/Tcp\n"],
  good: "FROM alpine:3.22\nEXPOSE 80/tcp\n",
  check({ instruction: { words } }, tell) {
    for (const { at, value } of words)
      if (/\/[a-z]*[A-Z]/.test(value))
        tell({ at, says: `\`${value}\` has its protocol in capitals.`, edits: [{ at, text: inSmall(value) }] });
  },
});

const inSmall = (port: string): string => port.replace(/\/[^/]*$/, (protocol) => protocol.toLowerCase());
