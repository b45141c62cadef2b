import { nearest } from "@quaywright/model";
import { descriptions, type PresetDescription } from "@quaywright/presets/descriptions";
import { say } from "./say";

/** Prints the presets, or one of them with its options. */
export function presets(name?: string): number {
  if (name === undefined) {
    const widest = Math.max(...descriptions.map((each) => each.name.length));
    return say(
      process.stdout,
      descriptions.map((each) => `${each.name.padEnd(widest)}  ${each.summary}`),
      0,
    );
  }
  const found = descriptions.find((each) => each.name === name);
  if (found !== undefined) return say(process.stdout, page(found), 0);
  const near = nearest(
    name,
    descriptions.map((each) => each.name),
  );
  const hint = near === undefined ? "`quaywright presets` lists them." : `Did you mean \`${near}\`?`;
  return say(process.stderr, [`There is no preset \`${name}\`. ${hint}`], 2);
}

const page = ({ example, name, options, summary }: PresetDescription): string[] => [
  `${name}: ${summary}`,
  ...options.flatMap((option) => [
    "",
    `  ${option.name}  ${option.type}, ${option.required ? "must be given" : `default: ${option.default ?? "none"}`}`,
    `    ${option.description}`,
  ]),
  ...(example === undefined ? [] : ["", ...example.split("\n").map((line) => `  ${line}`)]),
];
