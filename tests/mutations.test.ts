import { recover, rulesOf, type Tree } from "@quaywright/policy";
import { builds } from "./mutations/builds";
import { connections } from "./mutations/connections";
import { addDirective, addInstruction, append, both, type Edit, rewrite, set } from "./mutations/edit";
import { environments } from "./mutations/environments";
import { brought, type Mutation, ruleOf, template } from "./mutations/mutation";
import { processes } from "./mutations/processes";
import { variables } from "./mutations/variables";

const mutations: readonly Mutation[] = [...builds, ...connections, ...environments, ...processes, ...variables];

test("every rule that holds files against each other has its mutation, and no rule has two", () => {
  expect(mutations.map(({ rule }) => rule).sort()).toEqual(rulesOf("stack").map(({ id }) => id));
});

describe.each(mutations.map((mutation) => [mutation.rule, mutation] as const))("%s", (rule, mutation) => {
  const { also = [], breaks, given = (tree: Tree) => tree, spares, template: name } = mutation;
  const before = given(template(name));
  const edits = typeof breaks === "function" ? [breaks] : breaks;

  test.each(edits.map((edit, index) => [index + 1, edit] as const))("speaks, and it alone (%i)", (_, edit) => {
    const told = brought(before, edit(before));
    expect(told.map(ruleOf)).toContain(rule);
    expect(told.filter((each) => ![rule, ...also].includes(ruleOf(each)))).toEqual([]);
  });

  test("is silent of what looks alike", () => {
    expect(brought(before, spares(before)).map(ruleOf)).not.toContain(rule);
  });
});

/** Changes of everything in a repository that mean nothing. */
const unrelated: Readonly<Record<string, (tree: Tree) => readonly Edit[]>> = {
  "a remark in every file": (tree) => {
    const { composeFiles, dockerfiles, envFiles, ignoreFiles, nginxFiles, scripts } = recover(tree);
    return [...composeFiles, ...dockerfiles, ...envFiles, ...ignoreFiles, ...nginxFiles, ...scripts].map(({ path }) =>
      append(path, "\n# a remark\n"),
    );
  },
  "compose files in another style": (tree) =>
    recover(tree).composeFiles.map(({ path }) => set(path, "x-remark", { by: "me" })),
  "a label in every image": (tree) =>
    recover(tree).dockerfiles.flatMap(({ path, stages }) =>
      stages.flatMap(({ name }) =>
        name === undefined ? [] : [addInstruction(path, name.value, 'LABEL org.example.note="a remark"')],
      ),
    ),
  "a map in every nginx": (tree) =>
    recover(tree).nginxFiles.flatMap(({ directives, path }) =>
      directives.some(({ name }) => name === "server")
        ? [
            addDirective(path, ["server"], "set $remark $host;"),
            rewrite(path, (text) => `map $uri $remarked {\n    default 1;\n}\n${text}`),
          ]
        : [],
    ),
};

describe.each(["django-react", "django-celery/backend", "django-sqlite", "fastapi-dash", "flask-sse"])("%s", (name) => {
  test.each(Object.entries(unrelated))("%s makes no rule speak", (_, edits) => {
    const tree = template(name);
    expect(brought(tree, both(...edits(tree))(tree))).toEqual([]);
  });
});
