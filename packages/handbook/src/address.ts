import type { Service, Site, Stack } from "@quaywright/model";

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
    const checked = front && !sendsOn ? answeredBy(stack, service) : probe.path;
    return [{ service, url: `${origin}${front ? "/" : folder}`, check: `${origin}${checked}` }];
  });
  return found.sort((a, b) => Number(isFront(stack, b.service)) - Number(isFront(stack, a.service)));
}

/** A path that a front surely answers: what it passes on is probed where the service behind it is. */
function answeredBy(stack: Stack, front: Service): string {
  const routes = siteOf(stack, front)?.routes ?? [];
  const route = routes.find(({ path }) => path === "/");
  const behind = stack.services.find(({ name }) => route?.kind === "proxy" && name === route.service)?.probe?.path;
  if (behind === undefined || routes.find(({ path }) => behind.startsWith(path)) !== route) return "/";
  return behind;
}

/** Whether it serves the start page. */
const isFront = (stack: Stack, service: Service): boolean =>
  service.probe?.path === "/" || (siteOf(stack, service)?.routes.some(({ path }) => path === "/") ?? false);

const siteOf = ({ builds, mode }: Stack, { image }: Service): Site | undefined =>
  mode === "production" && image.kind === "built" ? builds.find(({ name }) => name === image.build)?.site : undefined;
