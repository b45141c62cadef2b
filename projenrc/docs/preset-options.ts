import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import ts from "typescript";

/** A preset as its sources describe it. */
export interface PresetDescription {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly OptionDescription[];
  /** How a template uses it, as it is written there. */
  readonly example?: string;
}

export interface OptionDescription {
  readonly name: string;
  readonly type: string;
  /** Whether it must be given. */
  readonly required: boolean;
  readonly default?: string;
  readonly description: string;
}

/** What editors show of the presets is what their pages say: the doc comments of their options, and the types. */
export function describePresets(root: string): readonly PresetDescription[] {
  const index = resolve(root, "packages/presets/src/index.ts");
  const config = ts.readConfigFile(resolve(root, "tsconfig.base.json"), ts.sys.readFile).config;
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
  const program = ts.createProgram([index], { ...options, noEmit: true, composite: false, declaration: false });
  const checker = program.getTypeChecker();
  const module = checker.getSymbolAtLocation(program.getSourceFile(index)!)!;
  return checker
    .getExportsOfModule(module)
    .flatMap((symbol) => describe(symbol, checker, root))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function describe(exported: ts.Symbol, checker: ts.TypeChecker, root: string): PresetDescription[] {
  const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
  const declaration = symbol.valueDeclaration;
  if (declaration === undefined) return [];
  const [signature] = checker.getTypeOfSymbolAtLocation(symbol, declaration).getCallSignatures();
  const given = signature?.parameters[0];
  if (signature === undefined || given === undefined) return [];
  const type = checker.getTypeOfSymbolAtLocation(given, declaration);
  const example = exampleOf(exported.name, root);
  return [
    {
      name: exported.name,
      summary: docOf(symbol, checker),
      options: inOrder(checker.getPropertiesOfType(type), declaration).map((property) =>
        optionOf(property, declaration, checker),
      ),
      ...(example !== undefined && { example }),
    },
  ];
}

/** What must be given, then the rest, each as the sources have it: the preset's own file, then the others by their names. */
const inOrder = (properties: readonly ts.Symbol[], preset: ts.Node): readonly ts.Symbol[] => {
  const optional = (property: ts.Symbol): number => property.flags & ts.SymbolFlags.Optional;
  const own = preset.getSourceFile().fileName;
  const placeOf = ({ declarations: [first] = [] }: ts.Symbol) => {
    const file = first?.getSourceFile().fileName ?? own;
    return { file: file === own ? "" : file, at: first?.pos ?? 0 };
  };
  return [...properties].sort((a, b) => {
    const [one, other] = [placeOf(a), placeOf(b)];
    const files = one.file === other.file ? 0 : one.file < other.file ? -1 : 1;
    return optional(a) - optional(b) || files || one.at - other.at;
  });
};

const docOf = (symbol: ts.Symbol, checker: ts.TypeChecker): string =>
  ts.displayPartsToString(symbol.getDocumentationComment(checker)).replace(/\s+/g, " ");

function optionOf(property: ts.Symbol, at: ts.Node, checker: ts.TypeChecker): OptionDescription {
  const optional = (property.flags & ts.SymbolFlags.Optional) !== 0;
  const doc = docOf(property, checker);
  const standard = / ?Default: ([\s\S]*?)\.$/.exec(doc)?.[1];
  const type = checker.getTypeOfSymbolAtLocation(property, at);
  return {
    name: property.name,
    type: [...new Set(wordsOf(type, checker))].join(" or "),
    required: !optional,
    ...(standard !== undefined && { default: standard }),
    description: doc.replace(/ ?Default: [\s\S]*?\.$/, ""),
  };
}

/** A type in the words of someone who writes a value. */
function wordsOf(type: ts.Type, checker: ts.TypeChecker): string[] {
  if (type.flags & ts.TypeFlags.TypeParameter) return wordsOf(checker.getBaseConstraintOfType(type) ?? type, checker);
  if (type.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Never)) return [];
  if (type.flags & ts.TypeFlags.BooleanLike) return ["boolean"];
  if (type.isUnion()) return type.types.flatMap((each) => wordsOf(each, checker));
  if (type.isStringLiteral()) return [`\`${type.value}\``];
  if (type.flags & ts.TypeFlags.StringLike) return ["text"];
  if (type.flags & ts.TypeFlags.NumberLike) return ["number"];
  if (checker.isArrayType(type)) return ["list"];
  return ["object"];
}

/** The first use in a template. */
function exampleOf(name: string, root: string): string | undefined {
  const templates = join(root, "templates");
  for (const template of readdirSync(templates).sort()) {
    const path = join(templates, template, ".projenrc.ts");
    if (!ts.sys.fileExists(path)) continue;
    const source = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true);
    const found = callIn(source, name);
    if (found !== undefined) return withoutIndent(found, source);
  }
  return undefined;
}

function callIn(node: ts.Node, name: string): ts.CallExpression | undefined {
  if (ts.isCallExpression(node) && node.expression.getText() === name) return node;
  return ts.forEachChild(node, (child) => callIn(child, name));
}

function withoutIndent(node: ts.Node, source: ts.SourceFile): string {
  const text = node.getText();
  const line = source.text.slice(source.text.lastIndexOf("\n", node.getStart()) + 1, node.getStart());
  const indent = /^\s*/.exec(line)?.[0].length ?? 0;
  return text.replace(new RegExp(`\n {0,${indent}}`, "g"), "\n");
}
