/**
 * Groups of packages in a `pyproject.toml`: https://peps.python.org/pep-0735/,
 * https://python-poetry.org/docs/managing-dependencies/
 */
export function groupsIn(text: string): string[] {
  const [, ...tables] = text.split(/^[ \t]*\[(?!\[)/m);
  return tables.flatMap((table) => {
    const [, name = "", rest = ""] = /^([^\]\n]*)\]([\s\S]*)$/.exec(table) ?? [];
    const own = /^tool\.poetry\.group\.["']?([\w-]+)/.exec(name)?.[1];
    if (own !== undefined) return [own];
    if (name === "tool.poetry.dev-dependencies") return ["dev"];
    if (name === "tool.uv" && /^[ \t]*dev-dependencies[ \t]*=/m.test(rest)) return ["dev"];
    return name === "dependency-groups"
      ? [...rest.matchAll(/^[ \t]*["']?([\w.-]+)["']?[ \t]*=[ \t]*\[/gm)].map(([, group = ""]) => group)
      : [];
  });
}
