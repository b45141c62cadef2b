import { check } from "../check";
import { memoryTree, recover } from "../recover";
import { policyIn } from "./file";

/** What is found: rules that count, and reasons of those that are waived. */
function checked(files: Readonly<Record<string, string>>) {
  const executable = new Set(Object.keys(files).filter((path) => path.endsWith(".sh")));
  const tree = memoryTree(files, executable);
  const repository = recover(tree, { today: "2026-11-21" });
  const { findings } = check(repository, policyIn(tree));
  return {
    counted: findings.filter(({ waived }) => waived === undefined).map(({ rule }) => rule.id),
    waived: findings.flatMap(({ rule, waived }) => (waived === undefined ? [] : [`${rule.id}: ${waived.reason}`])),
  };
}

const latest = "FROM alpine:latest\n";
const image = "base-image-latest";
const dockerfile = (text: string) => checked({ Dockerfile: text });

describe("a comment that another linter obeys waives here too", () => {
  test.each([
    ["# hadolint ignore=DL3007\nFROM alpine:latest\n", "accepted for hadolint (DL3007)"],
    [
      "#hadolint ignore = DL3008, DL3007 # no other tag\nFROM alpine:latest\n",
      "accepted for hadolint (DL3007): no other tag",
    ],
    ["# hadolint global ignore=DL3007\nFROM alpine:3.22 AS a\nFROM alpine:latest\n", "accepted for hadolint (DL3007)"],
    [
      "# hadolint ignore=DL3007\r\n# trivy:ignore:DS-0002\r\n\r\nFROM alpine:latest\r\n",
      "accepted for hadolint (DL3007)",
    ],
    [
      "FROM alpine:latest\n#checkov:skip=CKV_DOCKER_7:the registry has no other\n",
      "accepted for checkov (CKV_DOCKER_7): the registry has no other",
    ],
    ["# checkov:skip=CKV_DOCKER_2,CKV_DOCKER_7\nFROM alpine:latest\n", "accepted for checkov (CKV_DOCKER_7)"],
    ["# kics-scan ignore-line\nFROM alpine:latest\n", "accepted for KICS"],
    ["# kics-scan ignore-block\nFROM alpine:latest\n", "accepted for KICS"],
    [
      "# ours\n# kics-scan disable=f45ea400-6bbe-4501-9fc7-1c3d75c32ef9\nFROM alpine:latest\n",
      "accepted for KICS (f45ea400)",
    ],
    ["#trivy:ignore:AVD-DS-0001\nFROM alpine:latest\n", "accepted for Trivy (DS-0001)"],
    ["# trivy:ignore:DS002 trivy:ignore:ds001\nFROM alpine:latest\n", "accepted for Trivy (DS-0001)"],
    ["# trivy:ignore:DS-0001:exp:2026-11-21\nFROM alpine:latest\n", "accepted for Trivy (DS-0001)"],
  ])("%j", (text, reason) => {
    const { counted, waived } = dockerfile(text);
    expect(waived).toContain(`${image}: ${reason}`);
    expect(counted).not.toContain(image);
    expect(counted).not.toContain("waiver-expired-or-unused");
  });

  test("of the builder, for the whole file and only above everything else", () => {
    const shellForm = "FROM alpine:3.22\nUSER 1\nCMD run it\n";
    expect(
      dockerfile(`# syntax=docker/dockerfile:1\n# check=skip=JSONArgsRecommended;error=true\n${shellForm}`).waived,
    ).toEqual(
      expect.arrayContaining([expect.stringContaining("accepted for docker build --check (JSONArgsRecommended)")]),
    );
    expect(dockerfile(`# check=skip=all\n${shellForm}`).waived.length).toBeGreaterThan(0);
    expect(dockerfile(`# ours\n# check=skip=all\n${shellForm}`).waived).toEqual([]);
  });

  test("for all lines of an instruction", () => {
    const { counted, waived } = dockerfile(
      "FROM alpine:3.22\n# hadolint ignore=DL3004\nRUN true \\\n  && sudo a \\\n  && b\nRUN sudo c\n",
    );
    expect(waived.filter((each) => each.includes("DL3004")).length).toBe(1);
    expect(counted.filter((id) => id === "no-sudo").length).toBe(1);
  });

  test("of ShellCheck, for a statement with all of its lines, or for a file", () => {
    const script = (above: string, inside = "") =>
      checked({
        "entrypoint.sh": `#!/bin/sh\n${above}set -eu\n${inside}if [ -n "$1" ]; then\n  rm -f $OLD\nfi\nrm -f $NEW\nexec "$@"\n`,
        Dockerfile: 'FROM alpine:3.22\nCOPY entrypoint.sh /\nUSER 1\nENTRYPOINT ["/entrypoint.sh"]\n',
      });
    const unquoted = ({ counted }: ReturnType<typeof script>) =>
      counted.filter((id) => id === "unquoted-expansion").length;
    expect(unquoted(script(""))).toBe(2);
    expect(unquoted(script("# shellcheck disable=SC2086\n"))).toBe(0);
    expect(unquoted(script("# shellcheck disable=all\n"))).toBe(0);
    expect(unquoted(script("", "# shellcheck disable=SC2034,SC2080-SC2090\n"))).toBe(1);
  });

  test("of a Compose file, by line, block and file", () => {
    const compose = (top: string, above = "", behind = "") =>
      checked({
        "compose.yaml": `${top}services:\n${above}  a:\n    image: alpine:3.22${behind}\n    container_name: a\n    privileged: true\n  b:\n    image: alpine:3.22\n    privileged: true\n`,
      }).counted.filter((id) => id === "privileged").length;
    expect(compose("")).toBe(2);
    expect(compose("# kics-scan ignore\n")).toBe(0);
    expect(compose("", "  # kics-scan ignore-block\n")).toBe(1);
    const floating = (top: string, behind = "") =>
      checked({ "compose.yaml": `${top}services:\n  a:\n    image: alpine${behind}\n` });
    expect(floating("---\n# dclint disable service-image-require-explicit-tag\n").waived.length).toBe(1);
    expect(floating("# dclint disable-file\n").waived.length).toBe(1);
    expect(floating("", " # dclint disable-line\n").waived.length).toBe(1);
    expect(floating("", " # dclint disable-line no-version-field\n").waived.length).toBe(0);
  });

  test("of dotenv-linter, until it is switched on again", () => {
    const { counted, waived } = checked({
      ".env.example": "# dotenv-linter:off DuplicatedKey\nA=1\nA=2\n# dotenv-linter:on DuplicatedKey\nB=1\nB=2\n",
    });
    expect(waived).toEqual([expect.stringContaining("accepted for dotenv-linter (DuplicatedKey)")]);
    expect(counted).toHaveLength(1);
  });
});

describe("it does not waive", () => {
  test.each([
    ["another rule", `# hadolint ignore=DL3008\n${latest}`],
    ["another line", `# hadolint ignore=DL3007\nFROM alpine:3.22 AS a\n${latest}`],
    ["after its last day", `# trivy:ignore:DS-0001:exp:2026-11-20\n${latest}`],
    ["a file from within it", `${latest}# kics-scan ignore\n`],
  ])("%s, and nothing is told of it", (_, text) => {
    const { counted } = dockerfile(text);
    expect(counted).toContain(image);
    expect(counted).not.toContain("waiver-expired-or-unused");
  });

  test.each(["directives: false", "inline: false"])("where %s says so", (setting) => {
    const { counted } = checked({
      "quaywright.policy.yaml": `${setting}\n`,
      Dockerfile: `# hadolint ignore=DL3007\n${latest}`,
    });
    expect(counted).toContain(image);
    expect(counted).not.toContain("waiver-expired-or-unused");
  });
});
