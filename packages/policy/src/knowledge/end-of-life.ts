import type { ImageReference } from "../recover/image-reference";

/** The last day of support by version, as the projects announced it: https://endoflife.date */
const versions: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  python: {
    "2": "2020-01-01",
    "2.7": "2020-01-01",
    "3.4": "2019-03-18",
    "3.5": "2020-09-30",
    "3.6": "2021-12-23",
    "3.7": "2023-06-27",
    "3.8": "2024-10-07",
    "3.9": "2025-10-31",
  },
  node: {
    "4": "2018-04-30",
    "6": "2019-04-30",
    "8": "2019-12-31",
    "9": "2018-06-30",
    "10": "2021-04-30",
    "11": "2019-06-01",
    "12": "2022-04-30",
    "13": "2020-06-01",
    "14": "2023-04-30",
    "15": "2021-06-01",
    "16": "2023-09-11",
    "17": "2022-06-01",
    "18": "2025-04-30",
    "19": "2023-06-01",
    "20": "2026-04-30",
    "21": "2024-06-01",
    "23": "2025-06-01",
  },
  ruby: {
    "2.4": "2020-03-31",
    "2.5": "2021-03-31",
    "2.6": "2022-03-31",
    "2.7": "2023-03-31",
    "3.0": "2024-03-31",
    "3.1": "2025-03-31",
    "3.2": "2026-03-31",
  },
  php: {
    "5": "2018-12-31",
    "5.6": "2018-12-31",
    "7.0": "2019-01-10",
    "7.1": "2019-12-01",
    "7.2": "2020-11-30",
    "7.3": "2021-12-06",
    "7.4": "2022-11-28",
    "7": "2022-11-28",
    "8.0": "2023-11-26",
    "8.1": "2025-12-31",
  },
  golang: {
    "1.13": "2020-08-11",
    "1.14": "2021-02-16",
    "1.15": "2021-08-16",
    "1.16": "2022-03-15",
    "1.17": "2022-08-02",
    "1.18": "2023-02-01",
    "1.19": "2023-08-08",
    "1.20": "2024-02-06",
    "1.21": "2024-08-13",
    "1.22": "2025-02-11",
    "1.23": "2025-08-12",
    "1.24": "2026-02-11",
  },
  debian: {
    "8": "2020-06-30",
    jessie: "2020-06-30",
    "9": "2022-06-30",
    stretch: "2022-06-30",
    "10": "2024-06-30",
    buster: "2024-06-30",
    "11": "2026-08-31",
    bullseye: "2026-08-31",
  },
  ubuntu: {
    "14.04": "2019-04-25",
    trusty: "2019-04-25",
    "16.04": "2021-04-30",
    xenial: "2021-04-30",
    "18.04": "2023-05-31",
    bionic: "2023-05-31",
    "20.04": "2025-05-31",
    focal: "2025-05-31",
    "19.10": "2020-07-17",
    "21.10": "2022-07-14",
    "23.04": "2024-01-25",
    "23.10": "2024-07-11",
    "24.10": "2025-07-10",
  },
  alpine: {
    "3.9": "2020-11-01",
    "3.10": "2021-05-01",
    "3.11": "2021-11-01",
    "3.12": "2022-05-01",
    "3.13": "2022-11-01",
    "3.14": "2023-05-01",
    "3.15": "2023-11-01",
    "3.16": "2024-05-23",
    "3.17": "2024-11-22",
    "3.18": "2025-05-09",
    "3.19": "2025-11-01",
    "3.20": "2026-04-01",
    "3.21": "2026-11-01",
  },
  centos: { "6": "2020-11-30", "7": "2024-06-30", "8": "2021-12-31" },
  postgres: {
    "9": "2021-11-11",
    "9.6": "2021-11-11",
    "10": "2022-11-10",
    "11": "2023-11-09",
    "12": "2024-11-21",
    "13": "2025-11-13",
  },
  mysql: { "5": "2023-10-21", "5.6": "2021-02-05", "5.7": "2023-10-21", "8.0": "2026-04-30" },
  mongo: {
    "4": "2024-02-29",
    "4.0": "2022-04-30",
    "4.2": "2023-04-30",
    "4.4": "2024-02-29",
    "5": "2024-10-31",
    "5.0": "2024-10-31",
    "6": "2025-07-31",
    "6.0": "2025-07-31",
  },
};

/** What of an image's version or system is without support, and since when. */
export function endOfLife(
  reference: ImageReference | undefined,
): { readonly what: string; readonly day: string } | undefined {
  if (reference === undefined || reference.registry !== "docker.io" || reference.tag === undefined) return undefined;
  const { name, tag } = reference;
  const table = versions[name];
  const number = /^\d+(\.\d+)*/.exec(tag)?.[0] ?? "";
  const parts = number.split(".");
  const own =
    table?.[parts.slice(0, 2).join(".")] ??
    table?.[parts[0]!] ??
    (/^\d/.test(tag) ? undefined : table?.[/^[a-z]+/.exec(tag)?.[0] ?? ""]);
  if (
    own !== undefined &&
    !(
      parts.length >= 2 &&
      table?.[parts[0]!] === own &&
      name !== "node" &&
      name !== "debian" &&
      name !== "centos" &&
      table?.[parts.slice(0, 2).join(".")] === undefined
    )
  )
    return {
      what: `${name} ${table?.[parts.slice(0, 2).join(".")] !== undefined ? parts.slice(0, 2).join(".") : parts[0] || tag.split("-")[0]}`,
      day: own,
    };
  if (table === undefined && !/^(openjdk|eclipse-temurin|rust|perl|httpd|nginx|redis|maven)$/.test(name))
    return undefined;
  for (const [system, days] of [
    ["debian", versions.debian!],
    ["ubuntu", versions.ubuntu!],
  ] as const) {
    const codename = Object.keys(days).find((key) => /^[a-z]/.test(key) && new RegExp(`(^|-)${key}(-|$)`).test(tag));
    if (codename !== undefined) return { what: `${system} ${codename}`, day: days[codename]! };
  }
  const alpine = /alpine(3\.\d+)/.exec(tag)?.[1];
  const day = alpine === undefined ? undefined : versions.alpine![alpine];
  return day === undefined ? undefined : { what: `alpine ${alpine}`, day };
}
