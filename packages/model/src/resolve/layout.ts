import { posix } from "node:path";
import { nearest } from "../nearest";
import type { Problem } from "../problem";
import { spelled } from "../schema/path";
import type { BuildShape } from "../written";
import { folderOf, type View } from "./view";

/** Every place that the declaration names for a file that no image has, and layers that Compose could not join. */
export function brokenLayout(view: View): Problem[] {
  return [...unknownFiles(view), ...renamedProjects(view), ...farLayer(view)];
}

const always = [
  "Dockerfile",
  "Dockerfile.dockerignore",
  "as-host.sh",
  "elsewhere.sh",
  "entrypoint.dev.sh",
  "entrypoint.sh",
  "project.json",
  "secrets.dev.pth",
  "secrets.pth",
];

function unknownFiles(view: View): Problem[] {
  const files = Object.entries(view.shapes).flatMap(([name, { build, configs = {}, of, site }]) => {
    const filesOf = (made: BuildShape) =>
      made.written === undefined ? [...always, ...Object.keys(made.attachments ?? {})] : ["project.json"];
    const built = build === undefined || of !== undefined ? [] : filesOf(build);
    const own = [...built, ...(site === undefined ? [] : [fileOf(site)]), ...Object.keys(configs).map(nameOf)];
    return own.map((file) => `${folderOf(name, view)}/${file}`);
  });
  return Object.keys(view.layout.places ?? {}).flatMap((path) => {
    if (files.includes(spelled(path))) return [];
    const suggestion = nearest(spelled(path), files);
    return [
      {
        at: ["files", "places", path],
        found: "a file that no image has",
        expected: `a file of an image, such as \`${suggestion ?? files[0] ?? "docker/app/Dockerfile"}\``,
        ...(suggestion !== undefined && { suggestion }),
      },
    ];
  });
}

const renamedProjects = ({ layout: { places = {} } }: View): Problem[] =>
  Object.entries(places)
    .filter(([from, to]) => nameOf(from) === "project.json" && nameOf(to) !== "project.json")
    .map(([from, to]) => ({
      at: ["files", "places", from],
      found: `\`${to}\``,
      expected: "a path with `project.json` at its end",
      why: "Nx knows a project by this name of its file.",
    }));

const nameOf = (path: string): string => posix.basename(path);

const fileOf = ({ file = "default.conf" }: { readonly file?: string | undefined }): string => file;

function farLayer({ environment, layout: { base, compose } }: View): Problem[] {
  if (base === undefined) return [];
  const own = compose ?? "compose.yaml";
  if (posix.dirname(own) === posix.dirname(base)) return [];
  return [
    {
      at: ["files", "base"],
      found: `\`${base}\` in another folder than \`${own}\` of ${environment}`,
      expected: "one folder for both",
      why: "Compose takes every path in its files from the folder of the first one.",
    },
  ];
}
