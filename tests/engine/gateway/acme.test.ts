import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { certbot, gateway } from "@quaywright/presets";
import { ask } from "../ask";
import { addressesOf, processesOf } from "../container";
import { engineAnswers } from "../engine";
import { onPath } from "../on-path";
import { run, succeed } from "../run";
import { eventually, type TestStack } from "../stack";
import { certificateFor, shown } from "./certificate";
import { application, stackOf } from "./stack";

jest.setTimeout(600_000);

const pebble = onPath("pebble");
const withAuthority = engineAnswers && pebble !== undefined ? describe : describe.skip;
const domain = "www.shop.test";
const authority = "acme.test";

/** An authority for tests: https://github.com/letsencrypt/pebble. Its certificates last for a minute. */
async function startAuthority(stack: TestStack): Promise<string> {
  const folder = join(stack.folder, "authority");
  copyFileSync(pebble ?? "", join(folder, "pebble"));
  const config = {
    listenAddress: "0.0.0.0:14000",
    managementListenAddress: "0.0.0.0:15000",
    certificate: "/authority/fullchain.pem",
    privateKey: "/authority/privkey.pem",
    httpPort: 8080,
    tlsPort: 8443,
    certificateValidityPeriod: 60,
  };
  writeFileSync(join(folder, "pebble.json"), JSON.stringify({ pebble: config }));
  const [edge] = await stack.inspect("edge");
  const outside = edge?.NetworkSettings.Networks[`${stack.project}_edge_outside`]?.IPAddress;
  const name = `${stack.project}-authority`;
  await succeed("docker", [
    "create",
    `--name=${name}`,
    "--env=PEBBLE_VA_NOSLEEP=1",
    `--network=${stack.project}_edge_outside`,
    `--add-host=${domain}:${outside}`,
    `--volume=${folder}:/authority:ro`,
    "python:3.13-slim-trixie",
    ...["/authority/pebble", "-config", "/authority/pebble.json"],
  ]);
  await succeed("docker", ["network", "connect", `--alias=${authority}`, `${stack.project}_cert_outside`, name]);
  await succeed("docker", ["start", name]);
  return name;
}

withAuthority("a gateway with a certificate from an authority", () => {
  let stack: TestStack;
  let container: string;

  beforeAll(async () => {
    const cert = certbot({
      domains: [domain],
      email: "owner@shop.test",
      server: `https://${authority}:14000/dir`,
    });
    const services = {
      app: application,
      cert: {
        ...cert,
        variables: { ...cert.variables, REQUESTS_CA_BUNDLE: "/authority/fullchain.pem" },
        mounts: { "/authority": "./authority" },
      },
      edge: gateway({ tls: { acme: "cert" }, routes: { "/": "app" } }),
    };
    stack = await stackOf(services, ["edge-tls"]);
    mkdirSync(join(stack.folder, "authority"));
    await certificateFor(authority, join(stack.folder, "authority"));
    await stack.succeed(["up", "--build", "--wait"], { env: { ACME_INTERVAL: "5" } });
  });

  afterAll(async () => {
    if (container !== undefined) await run("docker", ["rm", "--force", container]);
    await stack?.remove();
  });

  const port = () => stack.ports["edge-tls"]!;

  test("starts with one that it signed itself", async () => {
    expect((await shown(port(), domain)).issuer).toBe("not yet certified");
    expect((await ask(stack.url("edge", "/"), { headers: { Host: domain } })).headers.location).toBe(
      `https://${domain}/`,
    );
    const { headers, status } = await ask(stack.url("edge", "/.well-known/acme-challenge/unknown"));
    expect([status, headers.location]).toEqual([404, undefined]);
  });

  test("gets the authority's, and a new one before it expires, without a restart", async () => {
    const started = async () => (await stack.inspect("edge")).map(({ Id, State }) => [Id, State.StartedAt]);
    const before = await started();
    container = await startAuthority(stack);
    await stack.succeed(["restart", "cert"], { env: { ACME_INTERVAL: "5" } });
    const first = await eventually(
      () => shown(port(), domain),
      ({ issuer }) => /^Pebble Intermediate CA/.test(issuer),
      120,
    );
    const second = await eventually(
      () => shown(port(), domain),
      ({ issuer, serial }) => /^Pebble Intermediate CA/.test(issuer) && serial !== first.serial,
      180,
    );
    process.stdout.write(`From the authority: ${first.serial}, then ${second.serial}\n`);
    expect(await started()).toEqual(before);
  });

  test("nobody is root, no root can be written to, and the key is for nginx alone", async () => {
    for (const found of await stack.inspect("cert", "edge")) {
      expect(found.HostConfig).toMatchObject({ ReadonlyRootfs: true, CapAdd: null, CapDrop: ["ALL"] });
      const uids = (await processesOf(found)).map(({ Uid }) => Uid?.split("\t")[0]);
      expect(new Set(uids)).toEqual(new Set(["101"]));
      expect(addressesOf(found).length).toBeGreaterThan(0);
    }
    const mode = ["exec", "-T", "edge", "stat", "-c", "%a %u", "/etc/nginx/certificates/privkey.pem"];
    expect(await stack.succeed(mode)).toBe("600 101\n");
    expect((await stack.compose(["exec", "-T", "edge", "touch", "/etc/nginx/certificates/x"])).code).not.toBe(0);
  });
});
