import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { check } from "./check";
import { policyOf } from "./config/policy";
import { folderTree, memoryTree, recover } from "./recover";
import { examplesOf, filesOf } from "./report/explain";
import { allRules } from "./rules";

const names = ["Dockerfile", "compose.yaml", "nginx.conf", "entrypoint.sh", ".env", ".dockerignore"];
const examples = allRules().flatMap((rule) =>
  [...examplesOf(rule.bad), ...examplesOf(rule.good)].map((example) => filesOf(rule, example)),
);

/** Checks whatever there is; a rule that fails says so. */
function failures(files: Readonly<Record<string, string>>): string[] {
  const { unread } = check(recover(memoryTree(files)), policyOf({ profile: "strict" }));
  return unread.map(({ says }) => says).filter((says) => says.startsWith("the rule"));
}

describe("whatever a file holds", () => {
  test("any text is read without an exception", () => {
    const tokens = fc.constantFrom(
      ...'FROM a AS b\n|RUN |COPY --from=|\\\n|<<EOF\n|EOF\n|["|"]|services:\n|  a:\n|    image: |&x |*x|<<: |${|}|$|{|;|server |location ~ |if |then\n|fi\n|$(|"|\'|`|#|\t|\r\n|\ufeff|\0|!reset |- |: |=|\n\n|ONBUILD |ENV |ARG '.split(
        "|",
      ),
    );
    const text = fc
      .array(fc.oneof(tokens, fc.string({ maxLength: 6 })), { maxLength: 40 })
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(fc.constantFrom(...names), text, (name, content) => failures({ [name]: content }).length === 0),
      { numRuns: 600 },
    );
  });

  test("a rule's example with a piece cut out or put in elsewhere is checked without an exception", () => {
    const spot = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.nat(examples.length - 1), spot, spot, spot, (index, from, to, into) => {
        const files = Object.fromEntries(
          Object.entries(examples[index]!).map(([path, text]) => {
            if (text.length > 1e5) return [path, ""];
            const [start, end] = [from, to].map((part) => Math.floor(part * text.length)).sort((a, b) => a - b);
            const rest = text.slice(0, start) + text.slice(end);
            const at = Math.floor(into * rest.length);
            return [path, rest.slice(0, at) + text.slice(start, end) + rest.slice(at)];
          }),
        );
        expect(failures(files)).toEqual([]);
      }),
      { numRuns: 600 },
    );
  });

  test("an alias bomb is read", () => {
    const lines = Array.from(
      { length: 30 },
      (_, index) => `x-${index + 1}: &a${index + 1} [${`*a${index}, `.repeat(9)}*a${index}]`,
    );
    expect(
      failures({
        "compose.yaml": `x-0: &a0 [lol]\n${lines.join("\n")}\nservices:\n  a:\n    image: a:1\n    command: *a30\n`,
      }),
    ).toEqual([]);
  });

  test("deep nesting is told, not fallen over", () => {
    for (const [name, text] of [
      ["compose.yaml", `services: ${"[".repeat(20_000)}`],
      ["compose.yaml", `a: ${"{b: ".repeat(20_000)}`],
      ["nginx.conf", "a {".repeat(20_000)],
      ["Dockerfile", `FROM alpine:3.22\n${"ONBUILD ".repeat(20_000)}RUN a\n`],
      ["entrypoint.sh", `#!/bin/sh\n${"$(".repeat(20_000)}`],
      ["entrypoint.sh", `#!/bin/sh\n${"if a; then ".repeat(20_000)}`],
    ] as const) {
      expect([name, failures({ [name]: text })]).toEqual([name, []]);
    }
  });

  // no time is measured: what is quadratic here takes longer than the runner waits
  test.each([
    [
      "10,000 stages",
      {
        Dockerfile: Array.from(
          { length: 10_000 },
          (_, index) => `FROM a:${index} AS s${index}\nRUN echo ${index}\n`,
        ).join(""),
      },
    ],
    [
      "10,000 stages that are built of each other",
      {
        Dockerfile: Array.from(
          { length: 10_000 },
          (_, index) => `FROM ${index === 0 ? "alpine:3.22" : `s${index - 1}`} AS s${index}\n`,
        ).join(""),
      },
    ],
    ["an instruction of 10 MB", { Dockerfile: `FROM alpine:3.22\nRUN echo ${"a b \\\n".repeat(1_600_000)} c\n` }],
    ["a comment of 10 MB", { Dockerfile: `FROM alpine:3.22\n${"# a comment\n".repeat(800_000)}` }],
    ["a configuration of 5 MB", { "nginx.conf": `server {\n${"  location /a { return 200; }\n".repeat(160_000)}}\n` }],
    [
      "an environment of 5 MB",
      { ".env": Array.from({ length: 200_000 }, (_, index) => `NAME_${index}=value ${index}\n`).join("") },
    ],
    [
      "10,000 services",
      {
        "compose.yaml": `services:\n${Array.from({ length: 4_000 }, (_, index) => `  s${index}:\n    image: a:${index}\n    depends_on: [s${Math.max(0, index - 1)}]\n`).join("")}`,
      },
    ],
    ["a script of 400 kB", { "entrypoint.sh": `#!/bin/sh\nset -eu\n${'echo "$A" | cat\n'.repeat(26_000)}` }],
    [
      "a line of blanks",
      {
        Dockerfile: `FROM alpine:3.22\nENV A=${" ".repeat(5_000_000)}\n`,
        ".env": `A=${" ".repeat(1_000_000)}x\n`,
        "compose.yaml": `services:\n  a:\n    image: "${" ".repeat(1_000_000)}"\n`,
      },
    ],
  ] as const)(
    "%s",
    (_, files) => {
      expect(failures(files)).toEqual([]);
    },
    60_000,
  );
});

describe("whatever a folder holds", () => {
  const root = mkdtempSync(join(tmpdir(), "quaywright-fuzz-"));
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  const put = (path: string, content: string | Buffer) => {
    mkdirSync(join(root, path, ".."), { recursive: true });
    writeFileSync(join(root, path), content);
  };
  const link = (path: string, to: string) => {
    mkdirSync(join(root, path, ".."), { recursive: true });
    symlinkSync(to, join(root, path));
  };

  test("links in circles and to nowhere, pipes, devices and bytes that are no text are told, not waited for", () => {
    const noise = Buffer.from(Array.from({ length: 4_096 }, (_, index) => (index * 7_919 + (index >> 3)) % 256));
    for (const name of names) {
      put(`noise/${name}`, noise);
      put(`wide/${name}`, Buffer.from("FROM alpine:3.22\nservices:\n", "utf16le"));
      put(`half/${name}`, Buffer.from([0xed, 0xa0, 0x80, 0x0a, 0xff, 0xfe]));
      put(`returns/${name}`, "FROM alpine\rRUN echo\rservices:\r");
      link(`nowhere/${name}`, "gone");
      link(`round/${name}`, name);
      link(`folder/${name}`, "..");
      link(`device/${name}`, "/dev/zero");
    }
    execFileSync("mkfifo", [join(root, "nobody-writes")]);
    link("pipe/Dockerfile", "../nobody-writes");
    put("circle/compose.yaml", "include: [b.yaml]\nservices:\n  a: {extends: {file: b.yaml, service: b}}\n");
    put("circle/b.yaml", "include: [compose.yaml]\nservices:\n  b: {extends: {file: compose.yaml, service: a}}\n");
    const { unread } = check(recover(folderTree(root)), policyOf({ profile: "strict" }));
    const told = unread.map(({ at, says }) => `${at.source.path}: ${says}`);
    expect(told.filter((each) => each.includes("the rule"))).toEqual([]);
    for (const path of [
      "noise/Dockerfile",
      "nowhere/Dockerfile",
      "round/compose.yaml",
      "device/.env",
      "pipe/Dockerfile",
    ])
      expect(told).toContainEqual(expect.stringContaining(`${path}: `));
    expect(told).toContainEqual(expect.stringMatching(/^circle\/.*itself/));
  });
});
