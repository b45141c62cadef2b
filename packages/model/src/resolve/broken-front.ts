import type { Mode } from "../environment";
import type { Problem } from "../problem";
import type { ServiceShape } from "../schema/service";
import type { Front } from "../stack";
import type { Shapes } from "./code";
import { frontsOf, gatesOf, schemeOf } from "./front";
import { followers, valueFor } from "./front-variables";

/** Every place where a service contradicts whoever says who ends TLS, or leaves it open although it matters. */
export function brokenFront(name: string, shape: ServiceShape, shapes: Shapes, mode: Mode): Problem[] {
  return [
    ...saidTwice(name, shape, shapes),
    ...(mode === "development" || followers(shape).length === 0
      ? []
      : [...faced(name, shape, shapes, mode), ...against(name, shape, shapes, mode)]),
  ];
}

/** Behind a gateway it is the gateway that says it. */
function saidTwice(name: string, { tls, trust }: ServiceShape, shapes: Shapes): Problem[] {
  const [gate] = gatesOf(name, shapes);
  if (gate === undefined) return [];
  return (["tls", "trust"] as const)
    .filter((key) => ({ tls, trust })[key] !== undefined)
    .map((key) => ({
      at: ["services", name, key],
      found: `\`${key}\` of a service behind \`${gate}\``,
      expected: `none: \`${gate}\` says who ends TLS`,
    }));
}

const proxyExample = '`trust: ["10.0.0.1"]` with the addresses of the proxy that does';

function faced(name: string, shape: ServiceShape, shapes: Shapes, mode: Mode): Problem[] {
  const { of, publish, publishOn } = shape;
  const fronts = frontsOf(name, shapes, mode);
  const [gate] = gatesOf(name, shapes);
  const http = fronts.find(({ scheme }) => scheme === "http");
  const https = fronts.find(({ scheme }) => scheme === "https");
  if (http !== undefined && https !== undefined) {
    return [
      {
        at: ["services", name],
        found: `\`${https.service}\`, where TLS is ended, and \`${http.service}\`, where it is not, before one service`,
        expected: "one scheme, or a service for each",
        why: "Its cookies and redirects are for HTTPS alone, or they are not.",
      },
    ];
  }
  if (publish === undefined) return [];
  if (gate !== undefined && publishOn !== "127.0.0.1" && publishOn !== "::1") {
    return [
      {
        at: ["services", name, "publish"],
        found: `published port ${publish} of a service behind \`${gate}\``,
        expected: 'none in production, or `publishOn: "127.0.0.1"`',
        why: `Whoever asks that port goes past \`${gate}\`, and could say of himself what only it may say.`,
      },
    ];
  }
  if (fronts.length > 0 || of !== undefined) return [];
  return [
    {
      at: ["services", name, "tls"],
      found: "nothing",
      expected: `who ends TLS before port ${publish}: \`tls: "none"\`, or ${proxyExample}`,
      why: "Secure cookies, redirects to HTTPS and whose `X-Forwarded-*` headers count follow from it.",
    },
  ];
}

/** Values of a person that fit another scheme than the one by which browsers ask. */
function against(name: string, shape: ServiceShape, shapes: Shapes, mode: Mode): Problem[] {
  const scheme = schemeOf(name, shapes, mode);
  const [front] = frontsOf(name, shapes, mode);
  return followers(shape).flatMap(([variable, declared]) => {
    const right = valueFor(declared, scheme);
    return (["value", "default"] as const).flatMap((key): Problem[] => {
      const given = declared[key];
      if (right === undefined || given === undefined || plain(given) === plain(right)) return [];
      return [
        {
          at: ["services", name, "variables", variable, key],
          found: `\`${given}\` where browsers ask over ${scheme.toUpperCase()}`,
          expected: `\`${right}\`, which it is by itself`,
          why: `${said(front)} ${consequence[scheme]}`,
        },
      ];
    });
  });
}

function said(front: Front | undefined): string {
  if (front === undefined) return "Nobody ends TLS before it.";
  return {
    itself: `\`${front.service}\` ends TLS.`,
    proxy: `A proxy in front of \`${front.service}\` ends TLS, by its \`trust\`.`,
    nobody: `Nobody ends TLS, by \`tls: "none"\` of \`${front.service}\`.`,
  }[front.endedBy];
}

const consequence = {
  http: "A browser would not send such a cookie back, and find nobody where it is redirected to.",
  https: "Over plain HTTP others could read what is meant for HTTPS alone.",
};

const spellings: Readonly<Record<string, string>> = { "1": "true", yes: "true", on: "true", no: "false", off: "false" };

/** One spelling of a boolean. */
const plain = (value: string): string => spellings[value.toLowerCase()] ?? value.toLowerCase();
