import type { ServiceDeclaration, VariablesDeclaration } from "@quaywright/model";
import { z } from "zod";
import { type TlsHandbook, tlsHandbook } from "./handbook/tls";

/** Folder of a server's certificate and key, for connections within the stack: who holds the key may be that server. */
export const tlsFolder = z.union([
  z.literal(true),
  z.string().regex(/^(?![/~]).+$/, "a folder of the project, such as `secrets/db-tls`"),
]);

/** Where the server sees that folder: `tls.crt` with the certificate and those that it is signed by, `tls.key`. */
export const tlsTarget = "/etc/tls";

interface Server {
  readonly title: string;
  /** `postgres`, of which the folder has its name where none is named. */
  readonly name: string;
  readonly prefix: string;
  readonly tls: z.output<typeof tlsFolder> | undefined;
}

interface ServerTls {
  readonly keys: NonNullable<ServiceDeclaration["keys"]>;
  readonly variables: VariablesDeclaration;
  /** Facts: the variable with the authority, and its file at whoever has that. */
  readonly authority: { readonly production: { readonly variable: string } };
  readonly authorityFile: { readonly production: string };
  readonly handbook: TlsHandbook;
}

/** What a server with TLS has in production: its folder, and for its clients the authority that signed its certificate. */
export function serverTls({ title, name, prefix, tls }: Server): ServerTls | undefined {
  if (tls === undefined) return undefined;
  const variable = `${name.toUpperCase()}_CA`;
  const input = `${prefix}${variable}`;
  const folder = tls === true ? `secrets/${prefix.toLowerCase()}${name}-tls` : tls;
  const variables: VariablesDeclaration = {
    [variable]: {
      production: {
        input,
        purpose: "Certificate of the authority that signed the server's: clients take no other.",
        kind: "secret",
        issued: "whoever signs the server's certificate, as PEM",
        readers: [],
      },
    },
  };
  return {
    keys: { production: { [tlsTarget]: `./${folder}` } },
    variables,
    authority: { production: { variable } },
    authorityFile: { production: `/run/secrets/${input.toLowerCase()}` },
    handbook: tlsHandbook({ title, folder, authority: variable }),
  };
}

/** The authority of a server, where it has TLS, in a file that this variable names. */
export const authorityOf = (service: string, name: string, file: string): VariablesDeclaration => ({
  [name]: {
    production: {
      purpose: "The authority that signed the server's certificate.",
      kind: "secret",
      from: `${service}:authority`,
      optional: true,
      file,
    },
  },
});

/** libpq takes no other server then: https://www.postgresql.org/docs/current/libpq-ssl.html */
export const libpqTls = (service: string, [mode, file] = ["PGSSLMODE", "PGSSLROOTCERT"]): VariablesDeclaration => ({
  [mode!]: {
    production: { purpose: "How the server's certificate is looked at.", from: `${service}:sslmode`, optional: true },
  },
  [file!]: {
    production: {
      purpose: "File with the authority that signed the server's certificate.",
      from: `${service}:sslrootcert`,
      optional: true,
    },
  },
});
