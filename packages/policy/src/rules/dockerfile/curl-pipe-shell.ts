import type { Command } from "../../recover/shell/commands";
import { rule } from "../../rule";

const isDownload = ({ args, name }: Command): boolean =>
  /^(curl|wget|fetch)$/.test(name) ||
  (name === "php" && args[0] === "-r" && /(readfile|file_get_contents|copy)\(['"]https?:/.test(args[1] ?? ""));

/** `bash <(curl …)`, `sh -c "$(curl …)"`, `eval "$(curl …)"`. */
function takesOver({ args, name }: Command): boolean {
  const index = args.findIndex((arg) => /^(<\(|\$\(|`)\s*(curl|wget|fetch)\b/.test(arg));
  return index >= 0 && (name === "eval" || args[index]!.startsWith("<") || /^-[a-z]*c$/.test(args[index - 1] ?? ""));
}

export default rule({
  id: "curl-pipe-shell",
  on: "command",
  of: [".", "ash", "bash", "dash", "eval", "node", "perl", "php", "python", "python3", "ruby", "sh", "source", "zsh"],
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
    "FROM debian:13\nRUN curl -fsSL https://a.example/i.sh | sudo -E env A=/b/c B=1 bash -\nRUN curl https://a.example/i.sh | A=/b sh\n",
    "FROM debian:13\nRUN bash <(curl -fsSL https://a.example/i.sh) --yes\n",
    'FROM alpine:3.22\nRUN sh -c "$(wget -qO- https://a.example/i.sh)" -- -y\n',
    'FROM alpine:3.22\nRUN eval "$(curl -fsSL https://a.example/i.sh)"\n',
    "FROM php:8.4\nRUN php -r \"readfile('https://a.example/installer');\" | php -- --install-dir=/usr/bin/\n",
  ],
  good: "FROM alpine:3.22\nRUN curl -fsSL https://a.example/i.sh -o i.sh && sh i.sh\nRUN echo 'echo a' | sh\nRUN curl https://a.example/j | python3 -c 'print(1)'\nRUN curl https://a.example/j | php -r 'echo 1;'\nRUN bash -c 'v=$(curl https://a.example/v) && echo $v'\n",
  check({ command, run }, tell) {
    const { args, at, name, previous } = command;
    if (takesOver(command)) {
      tell({ at, says: `What is downloaded is run by \`${name}\` at once.` });
      return;
    }
    if (previous !== "|" && previous !== "|&") return;
    if (command.wrapper !== undefined && command.wrapper.previous !== previous) return;
    if (
      args.some((arg) => /^-[a-z]*c$|^-[mper]/.test(arg)) ||
      (/^(python3?|perl|node|ruby)$/.test(name) && args.some((arg) => arg !== "-" && !arg.startsWith("-")))
    )
      return;
    const before = run.commands.filter((other) => other.at.start < at.start);
    const source = before.filter(isDownload).at(-1);
    if (source === undefined) return;
    let first: Command = command;
    while (first.wrapper !== undefined && first.wrapper.at.start > source.at.end) first = first.wrapper;
    const between = at.source.text.slice(source.at.end, first.at.start);
    if (!/^\|&?$/.test(between.replace(/["\s\\]/g, ""))) return;
    tell({ at: source.at, says: `What is downloaded is run by \`${name}\` at once.` });
  },
});
