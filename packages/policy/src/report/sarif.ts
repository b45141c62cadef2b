import { fingerprintsOf } from "../config/baseline";
import { type Finding, waivedBecause } from "../finding";
import { type Place, positionOf } from "../place";
import type { Edit, Rule } from "../rule";
import type { Report } from "./report";

export const pageOf = ({ id }: Rule): string =>
  `https://github.com/quaywright/quaywright/blob/main/docs/rules/${id}.md`;

const levels = { error: "error", warning: "warning", info: "note" } as const;

/** SARIF 2.1.0: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export function printSarif(report: Report, version: string): string {
  const rules = [...new Set(report.findings.map(({ rule }) => rule))].sort((a, b) => (a.id < b.id ? -1 : 1));
  const index = new Map(rules.map((rule, at) => [rule, at]));
  const fingerprints = fingerprintsOf(report.findings);
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "quaywright",
            semanticVersion: version,
            informationUri: "https://github.com/quaywright/quaywright",
            rules: rules.map(describe),
          },
        },
        originalUriBaseIds: { ROOT: { description: { text: "The root of the checked repository." } } },
        invocations: [
          {
            executionSuccessful: report.unread.length === 0,
            toolExecutionNotifications: report.unread.map(({ at, says }) => ({
              level: "error",
              message: { text: says },
              ...(at.source.path !== "" && { locations: [locationOf(at)] }),
            })),
          },
        ],
        columnKind: "utf16CodeUnits",
        results: report.findings.map((finding) =>
          resultOf(finding, index.get(finding.rule)!, fingerprints.get(finding)!),
        ),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

const describe = (rule: Rule) => ({
  id: rule.id,
  name: rule.id.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase()),
  shortDescription: { text: rule.meaning },
  fullDescription: { text: `${rule.meaning} ${rule.reason}` },
  help: { text: rule.fix },
  helpUri: pageOf(rule),
  defaultConfiguration: {
    enabled: rule.severity !== "off",
    level: rule.severity === "off" ? "none" : levels[rule.severity],
  },
  properties: { tags: [rule.on], aliases: rule.aliases ?? [] },
});

const resultOf = (finding: Finding, ruleIndex: number, fingerprint: string) => ({
  ruleId: finding.rule.id,
  ruleIndex,
  level: levels[finding.severity],
  message: { text: `${finding.says} ${finding.fix}` },
  locations: [
    {
      ...locationOf(finding.at),
      ...(finding.within !== "" && {
        logicalLocations: [{ fullyQualifiedName: finding.within, name: finding.within.split(" ").at(-1) }],
      }),
    },
  ],
  ...(finding.related.length > 0 && {
    relatedLocations: finding.related.map(({ at, says }, id) => ({
      id: id + 1,
      ...locationOf(at),
      message: { text: says },
    })),
  }),
  partialFingerprints: { "quaywright/v1": fingerprint },
  ...(finding.edits.length > 0 && {
    fixes: [{ description: { text: finding.fix }, artifactChanges: changesOf(finding.edits) }],
  }),
  ...(finding.environments.length > 0 && { properties: { environments: finding.environments } }),
  ...(finding.waived && {
    suppressions: [
      {
        kind: finding.waived.inline === true ? "inSource" : "external",
        status: "accepted",
        justification: waivedBecause(finding.waived),
      },
    ],
  }),
});

function changesOf(edits: readonly Edit[]) {
  const byPath = group(edits);
  return [...byPath].map(([path, of]) => ({
    artifactLocation: artifact(path),
    replacements: of.map(({ at, text }) => ({ deletedRegion: regionOf(at), insertedContent: { text } })),
  }));
}

function group(edits: readonly Edit[]): Map<string, Edit[]> {
  const groups = new Map<string, Edit[]>();
  for (const edit of edits) groups.set(edit.at.source.path, [...(groups.get(edit.at.source.path) ?? []), edit]);
  return groups;
}

const artifact = (path: string) => ({
  // half of a surrogate pair, which a name on Windows may have, is in no URI
  uri: encodeURI(path.replace(/\p{Surrogate}/gu, "\ufffd")).replace(/[?#]/g, encodeURIComponent),
  uriBaseId: "ROOT",
});

const locationOf = (at: Place) => ({
  physicalLocation: { artifactLocation: artifact(at.source.path), region: regionOf(at) },
});

function regionOf(at: Place) {
  const { column, endColumn, endLine, line } = positionOf(at);
  return { startLine: line, startColumn: column, endLine, endColumn };
}
