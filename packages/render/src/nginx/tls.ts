import type { Tls } from "@quaywright/model";
import { nginx } from "@quaywright/syntax";

const { block, comment, directive, variable } = nginx;

/** By a variable, a certificate is read as it is needed: a new one counts without a reload. */
export const certificateVariable = ({ certificates }: Tls): nginx.Node =>
  block("map", [variable("ssl_server_name"), variable("certificates")], [directive("default", certificates)]);

/** "Intermediate", for browsers of the last ten years: https://ssl-config.mozilla.org/guidelines/5.7.json */
export const tlsSettings: nginx.Node[] = [
  directive("ssl_certificate", [variable("certificates"), "/fullchain.pem"]),
  directive("ssl_certificate_key", [variable("certificates"), "/privkey.pem"]),
  directive("ssl_certificate_cache", "max=4", "valid=10s"),
  comment("intermediate, https://ssl-config.mozilla.org"),
  directive("ssl_protocols", "TLSv1.2", "TLSv1.3"),
  directive(
    "ssl_ciphers",
    [
      "ECDHE-ECDSA-AES128-GCM-SHA256",
      "ECDHE-RSA-AES128-GCM-SHA256",
      "ECDHE-ECDSA-AES256-GCM-SHA384",
      "ECDHE-RSA-AES256-GCM-SHA384",
      "ECDHE-ECDSA-CHACHA20-POLY1305",
      "ECDHE-RSA-CHACHA20-POLY1305",
    ].join(":"),
  ),
  directive("ssl_ecdh_curve", "X25519:prime256v1:secp384r1"),
  directive("ssl_prefer_server_ciphers", "off"),
  directive("ssl_session_cache", "shared:TLS:10m"),
  directive("ssl_session_timeout", "1d"),
  directive("ssl_session_tickets", "off"),
];

/** Where whoever signs certificates looks for its challenge: https://www.rfc-editor.org/rfc/rfc8555#section-8.3 */
export const isChallenge = (path: string): boolean => path.startsWith("/.well-known/acme-challenge/");

/** All else that is asked over plain HTTP is to be asked over HTTPS. */
export const toHttps = ({ publish }: Tls): nginx.Node =>
  block(
    "location",
    ["/"],
    [
      directive("return", 308, [
        "https://",
        variable("host"),
        ...(publish === 443 ? [] : [`:${publish}`]),
        variable("request_uri"),
      ]),
    ],
  );
