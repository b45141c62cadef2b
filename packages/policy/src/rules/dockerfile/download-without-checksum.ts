import { option } from "../../facts/listeners";
import { textAt } from "../../place";
import type { Instruction, Stage } from "../../recover/dockerfile/nodes";
import { type Command, hasOption } from "../../recover/shell/commands";
import { nameOf } from "../../recover/tree";
import { type BuildCommand, rule } from "../../rule";

const from = (...steps: readonly string[]): string => ["FROM debian:13", ...steps, ""].join("\n");
const url = "https://a.example/v1/tool.tar.gz";

const verifies = ({ args, name }: Command): boolean =>
  /^(sha\d*sum|shasum|b2sum|md5sum|gpgv|minisign|cosign|rhash)$/.test(name) ||
  (name === "gpg" && args.includes("--verify")) ||
  args.some((arg) => /hash_file|hashlib/.test(arg)) ||
  (name === "openssl" && args[0] === "dgst");

/** Keys, which verify something else, and texts: nothing that runs. */
const isHarmless = (path: string): boolean =>
  /\.(asc|cer|cfg|conf|crt|css|csv|env|gpg|html?|ini|json|key|list|md5?|pem|png|pub|repo|sha\d*(sums?)?|sig|sources|sql|svg|toml|txt|xml|ya?ml)(["'?#]|$)|gpg|keyring|\/keys?(\/|$)|\/etc\/apt\/|yum\.repos\.d|sums?$|^\/dev\/null$/i.test(
    path,
  );

/** Where the file goes: a path, an empty text for the URL's own name, undefined for what is only shown. */
function savedTo(command: Command): string | undefined {
  const redirect = command.redirects.find(({ operator }) => /^>[>|]?$/.test(operator));
  if (redirect !== undefined) return redirect.target;
  if (command.name === "curl") {
    const index = command.args.findIndex((arg) => /^-[a-zA-Z]*o$/.test(arg));
    const path = index < 0 ? option(command, "-o", "--output") : command.args[index + 1];
    return path ?? (hasOption(command, "-O", "--remote-name", "--remote-name-all") ? "" : undefined);
  }
  const index = command.args.findIndex((arg) => /^-[a-zA-Z]*O-?$/.test(arg));
  const path = index < 0 ? option(command, "-O", "--output-document") : command.args[index + 1];
  return path === "-" || command.args[index]?.endsWith("O-") ? undefined : (path ?? "");
}

/** Writes what comes in: unpacked, or as it is. */
const keeps = ({ name, redirects }: Command): boolean =>
  /^(tar|bsdtar|unzip|gunzip|xz|unxz|bzip2|bunzip2|zstd|cpio|dpkg|tee|dd)$/.test(name) ||
  redirects.some(({ operator, target }) => /^>[>|]?$/.test(operator) && target !== "/dev/null");

/** What the command's output is piped through. */
function pipedInto({ command, run }: BuildCommand): readonly Command[] {
  const found: Command[] = [];
  for (let index = run.commands.indexOf(command) + 1; index < run.commands.length; index += 1) {
    const next = run.commands[index]!;
    if (next.within.length > command.within.length) continue; // a part of another's words
    if (next.previous !== "|" && next.previous !== "|&") break;
    found.push(next);
  }
  return found;
}

const checks = new WeakMap<Stage, readonly Instruction[]>();

/** The steps of a stage that compare a checksum. */
function checksOf(stage: Stage): readonly Instruction[] {
  let found = checks.get(stage);
  if (found === undefined) {
    found = stage.instructions.filter(({ commands, keyword }) => keyword === "RUN" && commands.some(verifies));
    checks.set(stage, found);
  }
  return found;
}

/** A later step names the file, or takes a list of sums. */
function isCheckedLater(file: string, { run, stage }: BuildCommand): boolean {
  return checksOf(stage).some(({ at }) => {
    const text = at.start > run.at.start ? textAt(at) : "";
    return text.includes(file) || /sums|\.sha\d/i.test(text);
  });
}

export default rule({
  id: "download-without-checksum",
  on: "command",
  of: ["curl", "wget"],
  severity: "warning",
  meaning: "A file is downloaded into an image, and no checksum is compared.",
  reason: "The build takes whatever the server sends that day: who owns the server, or the release, owns the image.",
  how: "What `curl` or `wget` saves or unpacks. Let pass are keys and texts, URLs that hold a digest, and downloads with a check (`sha256sum`, `gpg --verify`, …) in the same `RUN`, or in a later one of the stage that names the file.",
  fix: "Compare it: `echo '<sha256>  file' | sha256sum -c -`, or download it with `ADD --checksum=sha256:…`.",
  references: ["https://docs.docker.com/reference/dockerfile/#add---checksum"],
  bad: [
    from(`RUN curl -fsSL ${url} -o /tmp/a.tar.gz && tar -xf /tmp/a.tar.gz`),
    from(`RUN curl -L ${url} | tar xz -C /usr/local`),
    from(`RUN wget ${url}`),
    from(`RUN wget -qO- ${url} | tar xz`),
    from(
      "ARG V=1",
      "RUN set -eux; \\",
      '  wget -q -O /usr/bin/tool "https://a.example/$V/tool-$(uname -m)"; \\',
      "  chmod +x /usr/bin/tool",
    ),
    from("RUN curl -fsSLo i.sh https://a.example/i.sh && sh i.sh"),
    from("RUN <<EOF", `curl -LO ${url}`, "EOF"),
    from(`RUN ["curl", "-o", "/tool", "${url}"]`),
    from(`RUN curl -sL ${url} > /tool`),
    from(`RUN curl -sL ${url} | gzip -d > /tool`),
    from(`RUN curl -sL ${url} | tar xz`, "RUN curl -o /b https://a.example/b && echo '0123  /b' | sha256sum -c -"),
    from("ARG TOOL_URL", 'RUN curl -fsSL "$TOOL_URL" -o /tool'),
  ],
  good: [
    from(`RUN curl -fsSL ${url} -o /a && echo "0123  /a" | sha256sum -c -`),
    from(`RUN wget ${url}`, "RUN echo '0123  tool.tar.gz' | sha512sum --check"),
    from(`RUN wget ${url}`, "RUN sha256sum -c SHA256SUMS"),
    from(`RUN wget ${url} ${url}.asc && gpg --batch --verify tool.tar.gz.asc tool.tar.gz`),
    from("RUN curl -fsSL https://a.example/gpg.key -o /etc/apt/keyrings/a.asc"),
    from("RUN curl -fsSL https://a.example/key | gpg --dearmor -o /usr/share/keyrings/a.gpg"),
    from("RUN curl -fsSL https://a.example/i.sh | sh"),
    from(
      "RUN curl -f https://a.example/health",
      "RUN wget --spider https://a.example/",
      "RUN wget -qO- https://a.example/v",
    ),
    from("RUN curl -fsS https://a.example/ -o /dev/null && wget -O /dev/null https://a.example/"),
    from("RUN curl -fsSLO https://a.example/0123456789abcdef0123456789abcdef01234567/tool"),
  ],
  check(found, tell) {
    const { command, run, stage } = found;
    const source = command.argv
      .slice(1)
      .find(({ value }) => /^(https?|ftp):\/\//.test(value) || /^\$\{?\w*UR[LI]\b/i.test(value));
    if (source === undefined || /[0-9a-f]{40}|\/\/(localhost|127\.)/.test(source.value)) return;
    if (hasOption(command, "--spider", "-I", "--head", "-d", "--data", "-X", "--request")) return;
    const into = pipedInto(found);
    const path = savedTo(command);
    const isKept = path !== undefined || into.some(keeps);
    if (!isKept || [source.value, path ?? "", ...into.flatMap(({ args }) => args)].some(isHarmless)) return;
    if (checksOf(stage).includes(run)) return;
    if (path !== undefined && isCheckedLater(nameOf(path || source.value), found)) return;
    tell({ at: source.at, says: `Nothing says what \`${source.value.replace(/\/\/[^@/]*@/, "//")}\` has to be.` });
  },
});
