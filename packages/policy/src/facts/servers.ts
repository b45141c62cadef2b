import type { Command } from "../recover/shell/commands";

const servers =
  /^(gunicorn|uvicorn|daphne|hypercorn|nginx|httpd|apache2ctl|php-fpm|puma|celery|supervisord|node|java|granian|caddy)$/;

/** Whether a command runs until it is stopped, rather than until it is done. */
export const runsUntilStopped = ({ args, name }: Command): boolean =>
  (servers.test(name) && !args.some((arg) => /^(-t|-v|-V|--version|--help|inspect|status)$/.test(arg))) ||
  args.includes("runserver") ||
  (/^(npm|yarn|pnpm)$/.test(name) && args.some((arg) => /^(start|dev|serve)$/.test(arg)));
