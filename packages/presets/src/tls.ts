import { z } from "zod";

/** Folder of a server's certificate and key, for connections within the stack: who holds the key may be that server. */
export const tlsFolder = z.string().regex(/^(?![/~]).+$/, "a folder of the project, such as `secrets/db-tls`");

/** Where the server sees that folder: `tls.crt` with the certificate and those that it is signed by, `tls.key`. */
export const tlsTarget = "/etc/tls";
