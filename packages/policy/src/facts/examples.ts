import type { Place } from "../place";
import type { Service, Variable } from "../recover/compose/service";
import { missingEnvFiles } from "../recover/stack";
import { folderOf, nameOf } from "../recover/tree";

/** What a service will most likely be given by an env file that is not in the repository, as the example of it is. */
export function exampleOf(
  service: Service,
): { readonly at: Place; readonly path: string; readonly variables: readonly Variable[] } | undefined {
  for (const { at, outside, path } of missingEnvFiles(service)) {
    const beside = service.stack.repository.envFiles.filter(
      (file) => file.isExample && folderOf(file.path) === folderOf(path),
    );
    const example = beside.find((file) => nameOf(file.path).includes(nameOf(path))) ?? beside[0];
    if (outside || example === undefined) continue;
    const variables = example.entries
      .filter(({ bare, value }) => !bare && value !== "" && !value.includes("$"))
      .map(
        ({ at: place, name, value }): Variable => ({
          name,
          value,
          at: place,
          from: "env_file",
          literal: true,
          open: false,
          uses: [],
        }),
      );
    return { at, path: example.path, variables };
  }
  return undefined;
}
