/** From which version on something is another way. */
export const changes = {
  /** The volume of PostgreSQL holds a folder for each major version: https://github.com/docker-library/postgres/pull/1259 */
  postgresFolders: 18,
  /** gunicorn has no worker for eventlet, which nobody keeps: https://gunicorn.org/2026-news/ */
  gunicornWithoutEventlet: "26",
  /**
   * Proxies are trusted by network too: https://docs.gunicorn.org/en/stable/settings.html#forwarded-allow-ips,
   * https://www.uvicorn.org/release-notes/
   */
  networksTrusted: { gunicorn: "24.1", uvicorn: "0.31" },
  /** nginx knows `add_header_inherit` and `$request_port`, which our configuration asks for: https://nginx.org/en/CHANGES */
  nginxInherits: [1, 29, 3],
} as const;
