import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { flask, gateway } from "@quaywright/presets";
import type { Declaration } from "../stack";

/** A package in `src`, whose build reads its README, in a company with an authority of its own. */
export const packaged: Declaration = {
  name: "packaged",
  timezone: "Asia/Kolkata",
  locale: "de_DE.UTF-8",
  authorities: ["company.pem"],
  services: {
    app: {
      ...flask({
        source: "shop",
        app: "shop.web:create_app()",
        python: {
          package: true,
          libraries: ["file"],
          roots: ["plugins"],
          tests: ["python", "-m", "unittest"],
          testCode: ["tests"],
        },
        variables: {
          MAX_CONTENT_LENGTH: {
            development: { value: "1000" },
            production: { kind: "number", from: "edge:bodyLimit" },
          },
        },
      }),
    },
    page: {
      build: {
        sources: [],
        stages: [
          {
            name: "production",
            purpose: "is a server of JavaScript that passes requests on.",
            from: "node:24-trixie-slim",
            takesSystem: true,
            entrypoint: "production",
            client: "node",
            command: ["node", "-e", "setInterval(() => {}, 1000)"],
          },
        ],
      },
      user: "10001:10001",
      localhost: { "8000": "app" },
    },
    edge: gateway({ routes: { "/": "app" }, bodyLimit: "500m", tls: "none" }),
  },
};

export const sources = {
  "shop/pyproject.toml": `[build-system]
requires = ["setuptools==80.9.0"]
build-backend = "setuptools.build_meta"

[project]
name = "shop"
version = "1.2.3"
readme = "README.md"
scripts = { shop-version = "shop.web:version" }
`,
  "shop/README.md": "# Shop\n",
  "shop/requirements.txt": "flask==3.1.3\ngunicorn==27.0.1\n",
  "shop/plugins/extra.py": "name = 'extra'\n",
  "shop/plugins/writes.py": "open('/app/writes.log', 'w')\n",
  "shop/src/shop/__init__.py": "",
  "shop/src/shop/tests/__init__.py": "",
  "shop/src/shop/web.py": `
import importlib.metadata, os
import extra
from flask import Flask, request


def version():
    print(importlib.metadata.version("shop"), extra.name)


def create_app():
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = int(os.environ["MAX_CONTENT_LENGTH"])
    app.add_url_rule("/healthz", view_func=lambda: "ok", endpoint="health")
    app.add_url_rule("/size", view_func=size, methods=["POST"])
    return app


def size():
    file = request.files["file"]
    file.seek(0, 2)
    return str(file.tell())
`,
};

/** An authority in PEM, and a certificate for `localhost` that it signed. */
export function company(): Readonly<Record<"company.pem" | "shop/tls.pem", string>> {
  const folder = mkdtempSync(join(tmpdir(), "quaywright-company-"));
  const openssl = (...args: readonly string[]) => execFileSync("openssl", args, { cwd: folder, stdio: "ignore" });
  const text = (name: string): string => readFileSync(join(folder, name), "utf8");
  const signs = ["-addext", "keyUsage=critical,keyCertSign"];
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  try {
    openssl(
      "req",
      "-x509",
      ...key,
      "-keyout",
      "ca.key",
      "-out",
      "ca.pem",
      "-subj",
      "/CN=Company",
      "-days",
      "2",
      ...signs,
    );
    const named = [
      "-subj",
      "/CN=localhost",
      "-addext",
      "subjectAltName=DNS:localhost",
      "-addext",
      "basicConstraints=CA:FALSE",
    ];
    openssl(
      "req",
      "-x509",
      ...key,
      ...named,
      "-CA",
      "ca.pem",
      "-CAkey",
      "ca.key",
      "-keyout",
      "key",
      "-out",
      "cert",
      "-days",
      "2",
    );
    return { "company.pem": text("ca.pem"), "shop/tls.pem": text("key") + text("cert") };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
