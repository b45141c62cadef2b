import type { Command } from "../recover/shell/commands";

const servers =
  /^(gunicorn|uvicorn|daphne|hypercorn|nginx|httpd|apache2ctl|php-fpm|puma|celery|supervisord|node|java|granian|caddy|uwsgi|waitress-serve|sidekiq|mysqld|mariadbd|redis-server|mongod)$/;

/** Whether a command runs until it is stopped, rather than until it is done. */
export const runsUntilStopped = ({ args, name }: Command): boolean =>
  (servers.test(name) && !args.some((arg) => /^(-t|-v|-V|--version|--help|inspect|status)$/.test(arg))) ||
  args.includes("runserver") ||
  (name === "dotnet" && /\.dll$/.test(args[0] ?? "")) ||
  (name === "flask" && args.includes("run")) ||
  (name === "rails" && /^s(erver)?$/.test(args[0] ?? "")) ||
  (/^(npm|yarn|pnpm)$/.test(name) && args.some((arg) => /^(start|dev|serve)$/.test(arg)));
