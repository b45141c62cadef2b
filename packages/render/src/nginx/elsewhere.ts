import type { ProxyRoute, Site } from "@quaywright/model";
import { nginx, shell } from "@quaywright/syntax";
import { marker } from "../marker";

const { comment, directive, variable } = nginx;

/** Folder in which a container writes at its start where services are that run elsewhere; no image has it. */
const folder = "/tmp/elsewhere";

/** The services of a site that run elsewhere, by the variable that has their URL. */
export const elsewhereOf = ({ routes }: Site): readonly (readonly [string, string])[] =>
  [
    ...new Map(
      routes.flatMap((route) =>
        route.kind === "proxy" && route.elsewhere !== undefined
          ? [[route.service, route.elsewhere.variable] as const]
          : [],
      ),
    ),
  ].sort(([a], [b]) => (a < b ? -1 : 1));

/** The name of an upstream, and what its variables begin with. */
const upstreamOf = (service: string): string => `elsewhere_${service.replaceAll("-", "_")}`;

const told = (service: string, what: string): nginx.Variable => variable(`${upstreamOf(service)}_${what}`);

/** The host that a service is asked by, where it is not always the one that the client asked for. */
export const askedHost = "asked_host";

export const isAskedByItsOwnName = ({ routes }: Site): boolean =>
  routes.some((route) => route.kind === "proxy" && route.elsewhere?.keepHost === false);

export const addresses = [
  comment("where services are that run elsewhere: written as the container starts"),
  directive("include", `${folder}/*.conf`),
];

/** How a service is asked that runs elsewhere. Its certificate is that of the name in its URL, whoever it is asked as. */
export const askElsewhere = ({ elsewhere, path, service, strip }: ProxyRoute): nginx.Node[] => [
  ...(elsewhere?.keepHost === false ? [directive("set", variable(askedHost), told(service, "authority"))] : []),
  directive("proxy_connect_timeout", "5s"),
  directive("proxy_ssl_server_name", "on"),
  directive("proxy_ssl_name", told(service, "name")),
  directive("proxy_ssl_verify", "on"),
  directive("proxy_ssl_verify_depth", 4),
  directive("proxy_ssl_trusted_certificate", `${folder}/authorities.pem`),
  directive("proxy_redirect", [told(service, "origin"), "/"], strip ? path : "/"),
  directive("proxy_pass", [told(service, "scheme"), `://${upstreamOf(service)}`]),
];

/** The script that tells a container's nginx where services are, from their URLs. */
export function renderElsewhere(site: Site): string {
  return shell.print(shell.sh`
    #!/bin/sh
    # ${shell.raw(marker)}
    # Writes for nginx where the services are that run elsewhere, and whose certificates count there.
    set -eu
    mkdir -p ${folder}
    cat /etc/ssl/certs/ca-certificates.crt >${folder}/authorities.pem
    for file in /usr/local/share/ca-certificates/*.crt; do
        if [ -f "$file" ]; then cat "$file" >>${folder}/authorities.pem; fi
    done
    code=0

    # what nginx does not resolve: names that the engine has written for this container alone
    known() {
        awk -v name="$1" '!/^#/ && $1 !~ /:/ { for (i = 2; i <= NF; i++) if ($i == name) { print $1; exit } }' /etc/hosts
    }

    # name of the upstream, name of the variable with its URL, URL
    tell() {
        scheme=\${3%%://*}
        authority=\${3#*://}
        authority=\${authority%/}
        name=\${authority%:*}
        port=\${authority#"$name"}
        port=\${port#:}
        case $scheme in
            http) port=\${port:-80} ;;
            https) port=\${port:-443} ;;
            *) name= ;;
        esac
        case $name in
            "" | [!A-Za-z0-9]* | *[!A-Za-z0-9.-]*) port= ;;
        esac
        case $port in
            "" | *[!0-9]*)
                echo "$2 is no address, expected https://host or https://host:port, and no path" >&2
                code=78
                return
                ;;
        esac
        address=$(known "$name")
        cat >"${shell.raw(folder)}/$1.conf" <<CONF
    upstream $1 {
        zone $1 64k;
        resolver 127.0.0.11 valid=10s ipv6=off;
        resolver_timeout 5s;
        server \${address:-$name}:$port resolve max_fails=0;
        keepalive 32;
    }
    map "" \$\${1}_scheme { default "$scheme"; }
    map "" \$\${1}_name { default "$name"; }
    map "" \$\${1}_authority { default "$authority"; }
    map "" \$\${1}_origin { default "$scheme://$authority"; }
    CONF
    }

    ${elsewhereOf(site).map(
      ([service, address]) => shell.sh`tell ${upstreamOf(service)} ${address} "\${${shell.raw(address)}:-}"`,
    )}
    exit "$code"
  `);
}
