import { releases } from "./releases";

/** What of an image is no longer mended after a day, and the release of the same project that is mended for longest. */
export interface EndOfLife {
  /** Such as `python 3.8`. */
  readonly what: string;
  /** The last day, such as `2024-10-07`. */
  readonly day: string;
  readonly use: { readonly version: string; readonly until: string };
  /** The last release of a project that announces no day. */
  readonly last?: string;
  /** No release of the project is mended any more. */
  readonly isOver: boolean;
}

/**
 * When the version of an image ends whose project is known, or the system that it stands on. Nothing is known of others.
 *
 * @param name Its name on Docker Hub, such as `python` or `valkey/valkey`.
 * @param tag Such as `3.8-slim-buster`.
 */
export function endOfLife(name: string, tag: string): readonly EndOfLife[] {
  const image = `${name}:${tag}`;
  const found = known.get(image) ?? endsOf(name, tag);
  known.set(image, found);
  return found;
}

/** Looked up once: a repository has the same few images in many places. */
const known = new Map<string, readonly EndOfLife[]>();

function endsOf(name: string, tag: string): EndOfLife[] {
  const own = endOf(name, /^\d+(\.\d+)*/.exec(tag)?.[0] ?? /^[a-z]+/.exec(tag)?.[0] ?? "");
  const based = Object.hasOwn(releases, name) || onSystems.test(name);
  return [own, ...(based ? systemsOf(name, tag) : [])].filter((each) => each !== undefined);
}

/** That it has ended, and what has not. */
export const sayEnd = ({ what, day, isOver, last, use }: EndOfLife, today: string): string => {
  const ended = `${what} is without support since ${day}`;
  if (last !== undefined) return `${ended}; ${last} is the last release`;
  if (use.until >= today) return `${ended}; ${use.version} is maintained until ${use.until}`;
  return isOver ? `${ended}, like every other release of it` : ended;
};

/** Official images, beside those with releases, whose tags name the system below them. */
const onSystems = /^(openjdk|eclipse-temurin|rust|perl|httpd|nginx|maven)$/;

function systemsOf(name: string, tag: string): (EndOfLife | undefined)[] {
  const alpine = /alpine(3\.\d+)/.exec(tag)?.[1];
  const words = tag.split("-").filter((part) => /^[a-z]+$/.test(part));
  const systems = ["debian", "ubuntu"].filter((system) => system !== name);
  return [
    ...systems.flatMap((system) => words.map((word) => endOf(system, word))),
    ...(alpine === undefined ? [] : [endOf("alpine", alpine)]),
  ];
}

/** By the longest part of the version that the releases have: of `3.8.2` that is `3.8`. */
function endOf(project: string, version: string): EndOfLife | undefined {
  const { ends = {}, isOver = false, last } = Object.hasOwn(releases, project) ? releases[project]! : {};
  const parts = version.split(".");
  const release = parts
    .map((_, index) => parts.slice(0, parts.length - index).join("."))
    .find((each) => Object.hasOwn(ends, each));
  if (release === undefined) return undefined;
  const alike = Object.entries(ends).filter(([each]) => /^\d/.test(each) === /^\d/.test(release));
  const [use, until] = alike.reduce((last, each) => (each[1] > last[1] ? each : last));
  return {
    what: `${project.split("/").at(-1)} ${release}`,
    day: ends[release]!,
    use: { version: use, until },
    ...(last !== undefined && { last }),
    isOver,
  };
}
