import type { Service, Stack } from "@quaywright/model";

/** A place where the stack answers over HTTP on the machine that runs it. */
export interface Address {
  readonly service: Service;
  /** Of its start page. */
  readonly url: string;
  /** Of what surely answers with 200. */
  readonly check: string;
}

/** Where a stack answers over HTTP, the start page's service first. */
export function addressesOf(stack: Stack): readonly Address[] {
  const found = stack.services.flatMap((service): Address[] => {
    const { probe, published } = service;
    const publish = published.find(({ target }) => target === service.port);
    if (publish === undefined || probe?.path === undefined) return [];
    const origin = `http://localhost${publish.port === 80 ? "" : `:${publish.port}`}`;
    // a page under a prefix is probed there
    const folder = probe.path.slice(0, probe.path.lastIndexOf("/") + 1);
    const front = isFront(stack, service);
    // over HTTP its start page is a redirect
    const sendsOn = service.front?.scheme === "https";
    return [
      { service, url: `${origin}${front ? "/" : folder}`, check: `${origin}${front && !sendsOn ? "/" : probe.path}` },
    ];
  });
  return found.sort((a, b) => Number(isFront(stack, b.service)) - Number(isFront(stack, a.service)));
}

/** Whether it serves the start page. */
const isFront = ({ builds, mode }: Stack, { image, probe }: Service): boolean => {
  if (probe?.path === "/") return true;
  const build = image.kind === "built" ? builds.find(({ image: name }) => name === image.repository) : undefined;
  return mode === "production" && (build?.site?.routes.some(({ path }) => path === "/") ?? false);
};
