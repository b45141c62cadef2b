import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { succeed } from "./run";

/** An authority that signs certificates, in a folder of its own. */
export interface Authority {
  readonly certificate: string;
  /** A certificate for these names, and its key, as PEM. */
  sign(names: readonly string[]): Promise<{ readonly certificate: string; readonly key: string }>;
}

const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];

export async function authority(): Promise<Authority> {
  const folder = mkdtempSync(join(tmpdir(), "quaywright-authority-"));
  const openssl = (...args: readonly string[]) => succeed("openssl", args, { cwd: folder });
  const read = (name: string) => readFileSync(join(folder, name), "utf8");
  const usage = ["-addext", "keyUsage=critical,keyCertSign,cRLSign"];
  await openssl(
    "req",
    "-x509",
    ...key,
    "-days",
    "2",
    "-subj",
    "/CN=authority",
    ...usage,
    "-keyout",
    "ca.key",
    "-out",
    "ca.crt",
  );
  return {
    certificate: read("ca.crt"),
    sign: async (names) => {
      const extensions = `subjectAltName=${names.map((name) => `DNS:${name}`).join(",")}\nauthorityKeyIdentifier=keyid\n`;
      writeFileSync(join(folder, "extensions"), extensions);
      await openssl("req", "-new", ...key, "-subj", `/CN=${names[0]}`, "-keyout", "tls.key", "-out", "tls.csr");
      const by = ["-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial", "-extfile", "extensions"];
      await openssl("x509", "-req", "-in", "tls.csr", "-days", "2", ...by, "-out", "tls.crt");
      return { certificate: read("tls.crt"), key: read("tls.key") };
    },
  };
}
