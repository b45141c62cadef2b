import type { VariablesDeclaration } from "@quaywright/model";

/** Folders that outlive containers, each with the variable that names it. */
type Folders = Readonly<Record<string, string>>;

const placeOf = (folder: string): string => `/srv/${folder}`;

export const folderVariables = (folders: Folders): VariablesDeclaration =>
  Object.fromEntries(
    Object.entries(folders).map(([folder, name]) => [
      name,
      { purpose: `Folder of ${folder}, which outlives containers.`, value: placeOf(folder) },
    ]),
  );

export const folderVolumes = (folders: Folders): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.keys(folders).map((folder) => [folder, placeOf(folder)]));
