import type { Build, Entrypoint } from "@quaywright/model";
import { marker } from "./marker";

/** Variables of an entrypoint whose values are files. */
export const fileSecrets = ({ others, variables }: Entrypoint): string[] =>
  [...variables, ...others]
    .filter(({ source }) => source.kind === "input" && source.input.file !== undefined)
    .map(({ name }) => name)
    .sort();

/** Whether an image gets the hook: it runs Python and has secrets. */
export const hasSecretsHook = ({ entrypoints: { production } }: Build): boolean =>
  production?.client === "python" && fileSecrets(production).length > 0;

/**
 * A line that Python runs as it starts, wherever it was started from, so that a secret has its value in processes that
 * did not come through the entrypoint: https://docs.python.org/3/library/site.html
 */
export const renderSecretsHook = (entrypoint: Entrypoint): string => `# ${marker}
import os; [os.environ.setdefault(name, open(path).read().rstrip("\\n")) for name, path in ((name, os.environ.get(name + "_FILE", "")) for name in ${JSON.stringify(fileSecrets(entrypoint))}) if os.access(path, os.R_OK) and os.path.isfile(path)]
`;
