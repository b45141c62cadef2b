import { remembered } from "../remembered";

/** An image's name: https://github.com/distribution/reference/blob/main/reference.go */
export interface ImageReference {
  readonly text: string;
  /** `docker.io` unless named. */
  readonly registry: string;
  /** Without registry, `library/` left away: `postgres`, `bitnami/redis`. */
  readonly name: string;
  /** The last part of the name. */
  readonly short: string;
  readonly tag?: string;
  readonly digest?: string;
}

const grammar =
  /^(?:((?:localhost|[\w-]+(?:\.[\w-]+)+|[\w.-]+(?=:\d+\/)|\[[0-9a-fA-F:]+\])(?::\d+)?)\/)?([a-zA-Z0-9]+(?:(?:[._]|__|-+)[a-zA-Z0-9]+)*(?:\/[a-zA-Z0-9]+(?:(?:[._]|__|-+)[a-zA-Z0-9]+)*)*)(?::(\w[\w.-]{0,127}))?(?:@([A-Za-z][\w+.-]*:[0-9a-fA-F]{32,}))?$/;

/** Undefined for what is no image's name. */
export const imageReference = remembered((text): ImageReference | undefined => {
  if (text.length > 512) return undefined;
  const [, registry, path, tag, digest] = grammar.exec(text) ?? [];
  if (path === undefined) return undefined;
  const name = path.replace(/^library\//, "");
  return {
    text,
    registry: registry === undefined || registry === "index.docker.io" ? "docker.io" : registry,
    name,
    short: name.slice(name.lastIndexOf("/") + 1),
    ...(tag !== undefined && { tag }),
    ...(digest !== undefined && { digest }),
  };
});

const variant =
  /^(alpine|slim|bookworm|bullseye|buster|trixie|jammy|noble|debian|ubuntu|fpm|cli|zts|apache|management|perl|otel|lts|stable|mainline|current|jdk|jre)$/;

/** A tag of variants only, `alpine`, `fpm-alpine`: the newest version of all, as `latest`. */
export const hasNoVersion = (tag: string): boolean => tag.split("-").every((part) => variant.test(part));
