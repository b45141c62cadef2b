/** The versions that presets start from, each with its source. One edit here moves every stack that names none. */
export const versions = {
  /** Bug fixes until 2026-10, security fixes until 2029-10: https://devguide.python.org/versions/ */
  python: "3.13",
  /** https://python-poetry.org/history/ */
  poetry: "2.3.4",
  /** https://github.com/python-poetry/poetry-plugin-export/releases */
  poetryExport: "1.10.1",
  /** https://github.com/astral-sh/uv/releases */
  uv: "0.13.7",
  /** Maintained until 2028-04: https://github.com/nodejs/release#release-schedule */
  node: "24",
  /** https://github.com/pnpm/pnpm/releases */
  pnpm: "12.21.0",
  /** https://github.com/yarnpkg/berry/releases */
  yarn: "4.18.1",
  /** The stable branch: https://nginx.org/en/download.html */
  nginx: "1.30",
  /** https://github.com/certbot/certbot/releases */
  certbot: "5.8.0",
  /** Of the slim images: https://www.debian.org/releases/ */
  debian: "trixie",
} as const;
