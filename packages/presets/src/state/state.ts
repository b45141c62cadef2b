import type { HandbookDeclaration, ServiceDeclaration, VariablesDeclaration } from "@quaywright/model";
import { joined } from "../handbook/join";
import { cacheParts } from "./cache";
import { type DatabaseChoice, type DatabaseReader, isSqlite, serverParts, sqliteParts } from "./database";

export interface StateOptions {
  readonly database?: DatabaseChoice | undefined;
  readonly cache?: string | undefined;
  readonly reader: DatabaseReader;
}

/** A part of a service in one environment, as plain data. */
export interface Parts {
  readonly named: readonly { readonly at: string[]; readonly service: string }[];
  readonly needs: readonly string[];
  readonly waits: readonly { readonly host: string; readonly port: string }[];
  readonly variables: VariablesDeclaration;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly links?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, unknown>>;
  readonly handbook?: HandbookDeclaration;
  readonly singleBecause?: string;
}

/** What of a service differs by environment with its database, and what it has whatever the database. */
export interface Whole {
  readonly variables: VariablesDeclaration;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly jobs: Readonly<Record<string, unknown>>;
  /** What there is to say of it, with its database. */
  readonly handbook?: (database: string | undefined) => HandbookDeclaration;
}

/** A service's state in each environment: its database and cache, and what it has beside. */
export function stateOf({ cache, database, reader }: StateOptions, whole: Whole): Partial<ServiceDeclaration> {
  if (database === undefined || typeof database === "string") {
    return joinedParts(database, ["database"], { cache, reader }, whole) as Partial<ServiceDeclaration>;
  }
  const environments = Object.keys(database);
  const parts = environments.map((environment) =>
    joinedParts(database[environment], ["database", environment], { cache, reader }, whole),
  );
  const keys = [...new Set(parts.flatMap((part) => Object.keys(part)))] as (keyof Parts)[];
  return Object.fromEntries(
    keys.map((key) => [
      key,
      Object.fromEntries(environments.map((environment, index) => [environment, parts[index]![key]])),
    ]),
  ) as Partial<ServiceDeclaration>;
}

function joinedParts(
  database: string | undefined,
  at: readonly string[],
  { cache, reader }: Pick<StateOptions, "cache" | "reader">,
  whole: Whole,
): Parts {
  const own: Parts =
    database === undefined
      ? none
      : isSqlite(database)
        ? sqliteParts(database, reader)
        : serverParts(database, at, reader);
  const cached = cache === undefined ? none : cacheParts(cache, reader.called);
  return {
    ...(own.singleBecause !== undefined && { singleBecause: own.singleBecause }),
    named: [...own.named, ...cached.named],
    needs: [...own.needs, ...cached.needs],
    waits: [...own.waits, ...cached.waits],
    variables: { ...own.variables, ...cached.variables, ...whole.variables },
    volumes: { ...own.volumes, ...whole.volumes },
    ...(own.links !== undefined && { links: own.links }),
    jobs: { ...own.jobs, ...whole.jobs },
    handbook: joined(own.handbook ?? {}, whole.handbook?.(isSqlite(database) ? "sqlite" : database) ?? {}),
  };
}

const none: Parts = { named: [], needs: [], waits: [], variables: {}, volumes: {}, jobs: {} };
