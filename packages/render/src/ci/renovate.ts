import { composeFilesOf, type Image, placeOf, type Stack } from "@quaywright/model";
import { marker } from "../marker";

/** Renovate's configuration: https://docs.renovatebot.com/configuration-options/ */
export function renderRenovate(stacks: readonly Stack[]): string {
  const versions = versionsOf(stacks);
  const generated = [
    ...stacks.flatMap(composeFilesOf),
    ...stacks.flatMap(({ builds }) =>
      builds.flatMap((build) => (build.written === undefined ? [placeOf(build, "Dockerfile")] : [])),
    ),
    ...stacks.flatMap(({ ci }) => (ci?.host === "github" ? [ci.file] : [])),
  ];
  const config = {
    $schema: "https://docs.renovatebot.com/renovate-schema.json",
    extends: ["config:recommended"],
    minimumReleaseAge: "7 days",
    ignorePaths: [...new Set(generated)].sort(),
    customManagers: versions.map(({ image, service, version }) => ({
      customType: "regex",
      description: `${service} in the declaration`,
      managerFilePatterns: ["/^\\.projenrc\\.ts$/"],
      matchStrings: [`\\b${escaped(service)}: [^;]*?\\bversion: "(?<currentValue>${escaped(version)})"`],
      depNameTemplate: image,
      datasourceTemplate: "docker",
      versioningTemplate: "loose",
    })),
    packageRules: [
      {
        description: "A database goes to its next major version by the steps of the handbook",
        matchDatasources: ["docker"],
        matchPackageNames: databases,
        matchUpdateTypes: ["major"],
        enabled: false,
      },
      {
        description: "After a change of the declaration: npx projen; the check of drift asks for it",
        matchManagers: ["custom.regex"],
        groupName: "images",
      },
    ],
  };
  const note = "// It reads versions where they are declared, and leaves alone what follows from them.";
  return `// ${marker}\n${note}\n${JSON.stringify(config, null, 2)}\n`;
}

const databases = ["mariadb", "mysql", "postgres"];

interface Version {
  readonly service: string;
  readonly image: string;
  readonly version: string;
}

/** What stands as a version beside a service's name, if it is the beginning of its image's tag. */
function versionsOf(stacks: readonly Stack[]): Version[] {
  const found = stacks.flatMap(({ builds, services }) =>
    services.flatMap(({ image, name }) =>
      baseOf(name, image, builds).flatMap((reference) => {
        const { image: repository = "", version = "" } = parsed.exec(reference)?.groups ?? {};
        return repository === "" ? [] : [{ service: name, image: repository, version }];
      }),
    ),
  );
  const distinct = new Map(found.map((each) => [JSON.stringify(each), each]));
  return [...distinct.values()].sort((a, b) => (a.service + a.image < b.service + b.image ? -1 : 1));
}

const parsed = /^(?<image>[^:@]+):(?<version>\d+(?:\.\d+)*)/;

/** The image that a service runs, or those that the stages of its own begin with. */
function baseOf(name: string, image: Image, builds: Stack["builds"]): readonly string[] {
  if (image.kind === "pulled") return [image.reference];
  return builds
    .filter((build) => build.name === name && build.written === undefined)
    .flatMap(({ arguments: declared, stages }) => {
      const given = (ref: string) => declared.find((each) => each.name === ref)?.default ?? "";
      return stages.map(({ from }) =>
        typeof from === "string"
          ? from
          : from.map((part) => (typeof part === "string" ? part : given(part.ref))).join(""),
      );
    });
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
