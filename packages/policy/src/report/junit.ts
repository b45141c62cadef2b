import { type Finding, waivedBecause } from "../finding";
import { nameOf } from "./people";
import { type Report, sentence } from "./report";

/** JUnit's XML: a suite for each file, a case for each finding. */
export function printJunit(report: Report): string {
  const suites = new Map<string, Finding[]>();
  for (const finding of report.findings) {
    const path = finding.at.source.path;
    const known = suites.get(path);
    if (known === undefined) suites.set(path, [finding]);
    else known.push(finding);
  }
  const failed = (findings: readonly Finding[]) => findings.filter(({ waived }) => waived === undefined).length;
  const lines = [...suites].flatMap(([path, findings]) => [
    `  <testsuite name="${xml(path)}" tests="${findings.length}" failures="${failed(findings)}" errors="0" skipped="${findings.length - failed(findings)}">`,
    ...findings.map((finding) => testCase(finding, report)),
    "  </testsuite>",
  ]);
  const unread = report.unread.map(
    ({ at, says }) =>
      `    <testcase classname="${xml(at.source.path)}" name="not seen"><error message="${xml(says)}"/></testcase>`,
  );
  if (unread.length > 0)
    lines.push(
      `  <testsuite name="not seen" tests="${unread.length}" failures="0" errors="${unread.length}" skipped="0">`,
      ...unread,
      "  </testsuite>",
    );
  const total = report.findings.length + unread.length;
  const head = `<testsuites name="quaywright" tests="${total}" failures="${failed(report.findings)}" errors="${unread.length}">`;
  return ['<?xml version="1.0" encoding="UTF-8"?>', head, ...lines, "</testsuites>", ""].join("\n");
}

function testCase(finding: Finding, report: Report): string {
  const { at, fix, rule, severity, waived } = finding;
  const body =
    waived === undefined
      ? `<failure type="${severity}" message="${xml(sentence(finding, report))}">${xml(`${nameOf(at)}\n${fix}`)}</failure>`
      : `<skipped message="${xml(waivedBecause(waived))}"/>`;
  return `    <testcase classname="${xml(at.source.path)}" name="${xml(`${rule.id} ${nameOf(at)}`)}">${body}</testcase>`;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: XML has no way to write them
const unwritable = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g;

const xml = (text: string): string =>
  text.replace(unwritable, "\ufffd").replace(/[<>&"']/g, (char) => `&#${char.charCodeAt(0)};`);
