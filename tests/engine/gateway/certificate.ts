import { readFileSync } from "node:fs";
import { join } from "node:path";
import { connect, type SecureVersion } from "node:tls";
import { succeed } from "../run";

/** Makes a certificate that signs itself, and its key, in a folder; anyone may read both. */
export async function certificateFor(name: string, folder: string, days = 2): Promise<string> {
  const [key, chain] = [join(folder, "privkey.pem"), join(folder, "fullchain.pem")];
  const kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", String(days)];
  const names = ["-subj", `/CN=${name}`, "-addext", `subjectAltName=DNS:${name}`];
  await succeed("openssl", ["req", "-x509", ...kind, ...names, "-keyout", `${key}~`, "-out", `${chain}~`]);
  await succeed("chmod", ["0644", `${key}~`, `${chain}~`]);
  // each as editors and certbot do: the new file takes the place of the old one
  for (const file of [key, chain]) await succeed("mv", [`${file}~`, file]);
  return readFileSync(chain, "utf8");
}

/** The certificate that a port shows: its issuer and its serial number. */
export const shown = (port: number, servername: string, version?: SecureVersion) =>
  new Promise<{ issuer: string; serial: string; protocol: string }>((done, fail) => {
    const socket = connect(
      {
        host: "127.0.0.1",
        port,
        servername,
        rejectUnauthorized: false,
        ...(version !== undefined && { minVersion: version, maxVersion: version, ciphers: "DEFAULT:@SECLEVEL=0" }),
      },
      () => {
        const { issuer, serialNumber } = socket.getPeerCertificate();
        done({ issuer: String(issuer.CN), serial: serialNumber, protocol: socket.getProtocol() ?? "" });
        socket.destroy();
      },
    );
    socket.on("error", fail);
  });
