import { marker } from "./marker";

/** What tells the tools of an application that a file is none of theirs: Flake8, Ruff, and Black or Ruff's formatter. */
const python = "# flake8: noqa\n# ruff: noqa\n# fmt: off\n";

/** A generated file that the application's own checks pass over. */
export function unlinted(name: string, text: string): string {
  if (!name.endsWith(".py")) return text;
  const lines = text.split(/(?<=\n)/);
  const head = lines.findIndex((line) => !line.startsWith("#!") && line !== `# ${marker}\n`);
  return [...lines.slice(0, head), python, ...lines.slice(head)].join("");
}
