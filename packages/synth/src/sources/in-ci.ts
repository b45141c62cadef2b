import type { StackDeclaration } from "@quaywright/model";
import type { Remark } from "./remark";

type Services = Readonly<
  Record<string, { readonly build?: { readonly outside?: Readonly<Record<string, string>> } } | undefined>
>;

/** Folders outside of the project's that images are made with, by where the declaration names them. */
export const outsideOf = ({
  services,
}: Pick<StackDeclaration<unknown>, "services">): { at: string[]; folder: string }[] =>
  Object.entries((services ?? {}) as Services).flatMap(([service, declared]) =>
    Object.entries(declared?.build?.outside ?? {}).map(([name, folder]) => ({
      at: ["services", service, "build", "outside", name],
      folder,
    })),
  );

/** A runner clones the repository, and has nothing beside it. */
export const missingInCi = (declaration: Pick<StackDeclaration<unknown>, "ci" | "services">): Remark[] =>
  declaration.ci === undefined
    ? []
    : outsideOf(declaration).map(({ at, folder }) => ({
        at,
        found: `\`${folder}\`, which lies outside of the repository: no runner of CI has it, and its builds end there`,
        expected: `a folder or a submodule of the repository; or, of runners that have it, \`accepted: { "${at.join(".")}": "<who puts it there>" }\``,
        stops: false,
      }));
