import { DockerfileParser } from "dockerfile-ast";
import fc from "fast-check";
import { awkwardText } from "../awkward.test.data";
import {
  arg,
  blank,
  cmd,
  comment,
  copy,
  type Dockerfile,
  directive,
  entrypoint,
  env,
  expose,
  from,
  glob,
  healthcheck,
  type Instruction,
  label,
  print,
  ref,
  run,
  shell,
  stopsignal,
  user,
  volume,
  workdir,
} from ".";

/** Less what this parser, unlike the builder, takes for a line break or, inside of a list, for a here-document. */
const text = awkwardText.map((any) => any.replace(/\r|<</g, ""));
const line = text.map((any) => any.replaceAll("\n", ""));
const words = fc.array(text, { minLength: 1 });
const paths = words.map((sources) => sources.map((source) => source || "."));

test("no value leaves its instruction", () => {
  const instruction: fc.Arbitrary<Instruction> = fc.oneof(
    fc.dictionary(fc.constantFrom("A", "a b", "#c"), line, { minKeys: 1 }).map(label),
    line.map((value) => arg("NAME", value)),
    line.map((path) => workdir(`/${path}`)),
    line.map((name) => user(`a${name}`)),
    words.map(cmd),
    words.map((command) => run(command)),
    paths.map((sources) => copy(sources, "/a b/")),
    words.map((command) => healthcheck(command, { interval: "30s" })),
  );
  fc.assert(
    fc.property(fc.array(instruction), (instructions) => {
      const written = [from("scratch"), ...instructions];
      const read = DockerfileParser.parse(print(written)).getInstructions();
      expect(read.map((one) => one.getKeyword())).toEqual(written.map(({ kind }) => kind.toUpperCase()));
    }),
    { numRuns: 300 },
  );
});

test("a variable has the value that it was given", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom("A", "B", "#c"), line, { minKeys: 1 }), (variables) => {
      const [read] = DockerfileParser.parse(print([env(variables)])).getENVs();
      const properties = read?.getProperties().map((one) => [one.getName(), one.getValue()?.replaceAll("\\$", "$")]);
      expect(properties).toEqual(
        Object.entries(variables).map(([name, value]) => [expect.stringContaining(name), value]),
      );
    }),
  );
});

test("a Dockerfile looks as if a person had written it", () => {
  const build: Dockerfile = [
    directive("syntax", "docker/dockerfile:1"),
    directive("check", "error=true"),
    comment("Generated."),
    blank,
    arg("PYTHON_VERSION", "3.13"),
    from(["python:", ref("PYTHON_VERSION"), "-slim"], { as: "base", platform: [ref("BUILDPLATFORM")] }),
    arg("COMMIT"),
    shell(["/bin/bash", "-o", "pipefail", "-c"]),
    env({ PYTHONUNBUFFERED: "1", PATH: ["/opt/venv/bin:", ref("PATH")], PRICE: "it's $5" }),
    label({ "org.opencontainers.image.title": "The shop", "org.opencontainers.image.revision": [ref("COMMIT")] }),
    workdir("/srv/app"),
    run({ shell: ["apt-get update", "apt-get install -y --no-install-recommends curl"] }),
    run("pip install -r requirements.txt", {
      mounts: [
        { type: "cache", target: "/root/.cache/pip", sharing: "locked" },
        { type: "bind", source: "requirements.txt", target: "requirements.txt" },
        { type: "secret", id: "pip", target: "/etc/pip.conf", required: true },
      ],
    }),
    run(["python", "-m", "compileall", "."], { network: "none" }),
    run("set -e\ncat <<EOF > note\nhello\nEOF\n"),
    from("base"),
    copy("package.json", "./"),
    copy(glob("*.md"), "./docs/"),
    copy(["app/[slug]/page.tsx", "$x"], "./", { from: "base", chown: ["app:", ref("GID")], chmod: "0644", link: true }),
    copy(["a b.txt", "c.txt"], "/srv/"),
    volume("/data", "/my data"),
    expose(8000, "53/udp", [ref("PORT")]),
    user("10001:10001"),
    stopsignal("SIGINT"),
    healthcheck(["curl", "-f", "http://localhost/"], { interval: "30s", startPeriod: "1m", retries: 3 }),
    entrypoint(["/entrypoint.sh"]),
    cmd(["gunicorn", "--bind=0.0.0.0:8000", 'it\'s "quoted"\n']),
    healthcheck("NONE"),
    cmd("exec gunicorn $OPTIONS"),
  ];
  expect(print(build)).toBe(`# syntax=docker/dockerfile:1
# check=error=true
# Generated.

ARG PYTHON_VERSION=3.13
FROM --platform=\${BUILDPLATFORM} python:\${PYTHON_VERSION}-slim AS base
ARG COMMIT
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
ENV PYTHONUNBUFFERED=1 \\
    PATH="/opt/venv/bin:\${PATH}" \\
    PRICE="it's \\$5"
LABEL org.opencontainers.image.title="The shop" \\
    org.opencontainers.image.revision="\${COMMIT}"
WORKDIR /srv/app
RUN apt-get update && \\
    apt-get install -y --no-install-recommends curl
RUN --mount=type=cache,target=/root/.cache/pip,sharing=locked \\
    --mount=type=bind,source=requirements.txt,target=requirements.txt \\
    --mount=type=secret,id=pip,target=/etc/pip.conf,required=true \\
    pip install -r requirements.txt
RUN --network=none ["python", "-m", "compileall", "."]
RUN <<EOF_
set -e
cat <<EOF > note
hello
EOF
EOF_
FROM base
COPY package.json ./
COPY *.md ./docs/
COPY --from=base --link --chown=app:\${GID} --chmod=0644 ["app/[[]slug]/page.tsx", "\\\\$x", "./"]
COPY ["a b.txt", "c.txt", "/srv/"]
VOLUME ["/data", "/my data"]
EXPOSE 8000 53/udp \${PORT}
USER 10001:10001
STOPSIGNAL SIGINT
HEALTHCHECK --interval=30s --start-period=1m --retries=3 CMD ["curl", "-f", "http://localhost/"]
ENTRYPOINT ["/entrypoint.sh"]
CMD ["gunicorn", "--bind=0.0.0.0:8000", "it's \\"quoted\\"\\n"]
HEALTHCHECK NONE
CMD exec gunicorn $OPTIONS
`);
});

test("an instruction without content leaves no line", () => {
  expect(print([from("scratch"), env({}), label({})])).toBe("FROM scratch\n");
});

test.each<[Instruction, string]>([
  [
    label({ a: "a\nb" }),
    "Unexpected `a\\nb` as LABEL, expected one line: a Dockerfile has no escape for a line break.",
  ],
  [env({ "A=B": "c" }), "Unexpected `A=B` as ENV name, expected a name without `=`."],
  [env({ A: "\0" }), "Unexpected `\\u0000` as ENV, expected text without NUL and without half characters."],
  [env({ A: "a".repeat(65_535) }), "as line of a Dockerfile, expected at most 65,535 bytes."],
  [arg("A-B"), "Unexpected `A-B` as ARG, expected letters, digits and underscores."],
  [from("a b"), "Unexpected `a b` as FROM, expected letters, digits and `_./:@%+,=-`."],
  [from("a", { as: "Base" }), "Unexpected `Base` as stage, expected lower-case letters, digits and `_.-`."],
  [cmd("a\nb"), "Unexpected `a\\nb` as CMD, expected one line for the shell, or a list of words."],
  [
    run({ shell: ["a", "b \\"] }),
    "Unexpected `b \\\\` as command of a RUN, expected one line that is a command by itself.",
  ],
  [run({ shell: ["# a"] }), "Unexpected `# a` as command of a RUN, expected one line that is a command by itself."],
  [copy("a", "b", { chown: "é" }), "Unexpected `é` as Dockerfile flag, expected printable ASCII"],
  [copy("", "b"), "Unexpected `` as COPY, expected a path."],
  [volume("a "), "Unexpected `a ` as VOLUME, expected a path without spaces at its ends."],
  [comment("escape=`"), "Unexpected `escape=`` as Dockerfile comment, expected no text that reads as a directive."],
  [directive("syntax", ""), "Unexpected `` as Dockerfile directive, expected a value on one line."],
])("what a Dockerfile cannot hold is refused", (instruction, message) => {
  expect(() => print([instruction])).toThrow(message);
});

test("a directive after anything else is refused", () => {
  expect(() => print([comment("Generated."), directive("check", "error=true")])).toThrow(
    "Unexpected `check` as Dockerfile directive, expected it before every other line.",
  );
});
