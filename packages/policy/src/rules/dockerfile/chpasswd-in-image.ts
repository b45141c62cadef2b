import { textAt } from "../../place";
import { rule } from "../../rule";

export default rule({
  id: "chpasswd-in-image",
  on: "command",
  of: ["chpasswd", "passwd", "useradd", "usermod"],
  severity: "error",
  meaning: "A password is set while an image is built.",
  reason: "It is the same in every container, and stands in the image's history.",
  how: "`chpasswd`, `passwd` but for `-l` and `-e`, and `useradd -p`. What locks an account, and a password by chance that nobody gets to know, are let pass.",
  fix: "Leave the account without a password.",
  aliases: ["CKV2_DOCKER_17", "DKL-LI-0001"],
  references: ["https://docs.docker.com/build/building/secrets/"],
  bad: ["FROM debian:12\nRUN echo 'root:root' | chpasswd\n", "FROM debian:12\nRUN useradd -p secret app\n"],
  good: [
    "FROM debian:12\nRUN passwd -l root && useradd -m app\n",
    "FROM debian:12\nRUN echo 'a:*' | chpasswd -e\n",
    'FROM debian:12\nRUN echo "git:$(dd if=/dev/urandom bs=24 count=1 | base64)" | chpasswd\n',
  ],
  check({ command: { args, at, name }, run }, tell) {
    if (name === "passwd" && args.some((arg) => /^(-[lneSu]+|--(lock|expire|unlock|status))$/.test(arg))) return;
    if (name === "passwd" && args.length === 0) return;
    if (name === "chpasswd" && /:[*!]+["'\s]/.test(textAt(run.at))) return;
    if (name === "chpasswd" && /urandom|\brand\b|\$RANDOM|pwgen|uuidgen|mkpasswd/.test(textAt(run.at))) return;
    if (/^user/.test(name)) {
      const index = args.findIndex((arg) => arg === "-p" || arg === "--password");
      const value = args[index + 1] ?? "";
      if (index < 0 || /^[*!x]*$/.test(value) || value === "") return;
    }
    tell({ at, secret: true, says: `\`${name}\` sets a password.` });
  },
});
