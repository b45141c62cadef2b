import { commentLines } from "../printable";
import type { Node, Nodes, Text } from "./nodes";
import { printWord } from "./word";

/** The text of a configuration, four spaces to a block. */
export const print = (nodes: Nodes): string => nodes.map((node) => `${printNode(node, "").join("\n")}\n`).join("");

function printNode(node: Node, indent: string): readonly string[] {
  switch (node.kind) {
    case "directive":
      return [`${indent}${printHead(node.name, node.args)};`];
    case "block":
      return [
        `${indent}${printHead(node.name, node.args)} {`,
        ...node.children.flatMap((child) => printNode(child, `${indent}    `)),
        `${indent}}`,
      ];
    case "comment":
      return commentLines("nginx comment", node.text).map((line) => indent + line);
    case "blank":
      return [""];
  }
}

const printHead = (name: Text, args: readonly Text[]): string => [name, ...args].map(printWord).join(" ");
