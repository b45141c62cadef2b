import { commentLines, printable } from "../printable";
import { Unprintable } from "../unprintable";
import type { Expression, Node, Value } from "./nodes";

/** The text of an HCL file, such as docker-bake.hcl. */
export const print = (body: readonly Node[]): string =>
  printBody(body)
    .map((line) => `${line}\n`)
    .join("");

const printBody = (body: readonly Node[]): string[] => body.flatMap(printNode);

function printNode(node: Node): readonly string[] {
  switch (node.kind) {
    case "block":
      return [
        `${identifier(node.type)} ${node.labels.map((label) => `${quote(label)} `).join("")}{`,
        ...printBody(node.body).map(indent),
        "}",
      ];
    case "attribute":
      return `${identifier(node.name)} = ${printValue(node.value)}`.split("\n");
    case "comment":
      return commentLines("comment of an HCL file", node.text);
    case "blank-line":
      return [""];
  }
}

function printValue(value: Value): string {
  if (typeof value === "string") return quote(value);
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (isList(value)) return `[${value.map(printValue).join(", ")}]`;
  if (value instanceof Map) {
    const lines = [...value].map(([key, inner]) =>
      `${quote(key)} = ${printValue(inner)}`.split("\n").map(indent).join("\n"),
    );
    return value.size === 0 ? "{}" : `{\n${lines.join("\n")}\n}`;
  }
  return printExpression(value as Expression);
}

function printExpression(expression: Expression): string {
  switch (expression.kind) {
    case "reference":
      return identifier(expression.name);
    case "template":
      return `"${expression.parts
        .map((part) => (typeof part === "string" ? closed(escaped(part)) : `\${${printExpression(part)}}`))
        .join("")}"`;
    case "when":
      return `${identifier(expression.name)} ? ${printValue(expression.yes)} : ${printValue(expression.no)}`;
    case "is-set":
      return `${identifier(expression.name)} != ""`;
    case "or":
      return `${identifier(expression.name)} == "" ? ${otherwise(expression.otherwise)} : ${identifier(expression.name)}`;
  }
}

const otherwise = (text: string | undefined): string => (text === undefined ? "null" : quote(text));

const isList = (value: Value): value is readonly Value[] => Array.isArray(value);

const quote = (text: string): string => `"${escaped(text)}"`;

/** Everything in quotes that would end them, be an escape or begin a template: spec.md, "Quoted templates". */
const escaped = (text: string): string =>
  composed(printable("text of an HCL file", text))
    .replace(/["\\]/g, "\\$&")
    .replace(/[$%]\{/g, (found) => `${found[0]}${found}`)
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r")
    .replaceAll("\t", "\\t")
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for.
    .replace(/[\0-\x1f\x7f-\x9f\u2028\u2029\ufeff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** HCL reads every text in Unicode's composed form: https://github.com/zclconf/go-cty/blob/main/docs/types.md */
function composed(text: string): string {
  if (text !== text.normalize("NFC")) {
    throw new Unprintable(
      "text of an HCL file",
      text,
      `\`${text.normalize("NFC")}\`: HCL composes accents (Unicode NFC)`,
    );
  }
  return text;
}

/** A text before a value: a `$` at its end would make the value's own `${` a text. */
const closed = (text: string): string => text.replace(/[$%]$/, (last) => `\\u00${last.charCodeAt(0).toString(16)}`);

function identifier(name: string): string {
  if (!/^[A-Za-z_][\w-]*$/.test(name)) {
    throw new Unprintable("name of HCL", name, "a letter or `_`, then letters, digits, `_` and `-`");
  }
  return name;
}

const indent = (line: string): string => (line === "" ? "" : `  ${line}`);
