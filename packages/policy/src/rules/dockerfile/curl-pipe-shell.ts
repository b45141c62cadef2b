import type { Command } from "../../recover/shell/commands";
import { rule } from "../../rule";

const isDownload = ({ args, name }: Command): boolean =>
  /^(curl|wget|fetch)$/.test(name) ||
  (name === "php" && args[0] === "-r" && /(readfile|file_get_contents|copy)\(['"]https?:/.test(args[1] ?? ""));

export default rule({
  id: "curl-pipe-shell",
  on: "command",
  of: ["ash", "bash", "dash", "sh", "python", "python3", "perl", "php", "node", "ruby", "zsh"],
  severity: "warning",
  meaning: "What is downloaded is run at once.",
  reason: "Nothing says what it was: the build runs whatever the server sends that day.",
  fix: "Download a version, compare its checksum, then run it: `ADD --checksum=sha256:…`.",
  references: ["https://docs.docker.com/reference/dockerfile/#add---checksum"],
  bad: [
    "FROM alpine:3.22\nRUN curl -fsSL https://a.example/i.sh | sh\n",
    "FROM alpine:3.22\nRUN wget -qO- https://a.example/i.sh | bash -s -- -y\n",
    "FROM php:8.4\nRUN curl -sS https://a.example/installer | php -- --install-dir=/usr/local/bin\n",
    "FROM alpine:3.22\nRUN true && \\\n# one\n  # two\n  wget -qO- https://a.example/i.sh | sh\n",
    "FROM php:8.4\nRUN php -r \"readfile('https://a.example/installer');\" | php -- --install-dir=/usr/bin/\n",
  ],
  good: "FROM alpine:3.22\nRUN curl -fsSL https://a.example/i.sh -o i.sh && sh i.sh\nRUN echo 'echo a' | sh\nRUN curl https://a.example/j | python3 -c 'print(1)'\nRUN curl https://a.example/j | php -r 'echo 1;'\n",
  check({ command, run }, tell) {
    const { args, at, name, previous } = command;
    if (previous !== "|" && previous !== "|&") return;
    if (command.wrapper !== undefined && command.wrapper.previous !== previous) return;
    if (
      args.some((arg) => /^-[a-z]*c$|^-[mper]/.test(arg)) ||
      (/^(python3?|perl|node|ruby)$/.test(name) && args.some((arg) => arg !== "-" && !arg.startsWith("-")))
    )
      return;
    const before = run.commands.filter((other) => other.at.start < at.start);
    const source = before.filter(isDownload).at(-1);
    if (
      source === undefined ||
      at.source.text
        .slice(source.at.end, at.start)
        .replace(/["\s\\]/g, "")
        .replace(/^\|(sudo(-\w+)?|env|\w+=\S*?)*/, "|") !== "|"
    )
      return;
    tell({ at: source.at, says: `What is downloaded is run by \`${name}\` at once.` });
  },
});
