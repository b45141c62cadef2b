import { unquoted } from "../../recover/dockerfile/words";
import { rule } from "../../rule";

export default rule({
  id: "workdir-system-dir",
  on: "instruction",
  of: ["WORKDIR"],
  severity: "error",
  meaning: "`WORKDIR` is a folder of the system.",
  reason: "What is copied there lies between the system's own files, or is not kept at all.",
  how: "`/proc`, `/sys`, `/dev` and `/boot` with what is below are errors; `/bin`, `/etc`, `/lib`, `/usr/bin` and the like themselves are warnings.",
  fix: "Take a folder of your own: `/app`.",
  aliases: ["DS-0030"],
  bad: ["FROM alpine:3.22\nWORKDIR /proc/app\n", "FROM alpine:3.22\nWORKDIR /etc/\n"],
  good: "FROM alpine:3.22\nWORKDIR /etc/nginx\nWORKDIR /usr/src/app\nWORKDIR /usr/lib/node\nWORKDIR bin\n",
  check({ instruction: { words } }, tell) {
    const [word] = words;
    const path = word === undefined ? "" : unquoted(word.value).replace(/\/+$/, "");
    if (/^\/(proc|sys|dev|boot)(\/|$)/.test(path)) tell({ at: word!.at, says: `\`${path}\` is not kept in an image.` });
    else if (/^\/((usr\/)?s?bin|etc|(usr\/)?lib(64)?)$/.test(path))
      tell({ at: word!.at, says: `\`${path}\` is a folder of the system.`, severity: "warning" });
  },
});
