import { place } from "../../place";
import { rule } from "../../rule";

export default rule({
  id: "superuser-password-default",
  on: "script",
  severity: "error",
  meaning: "A script makes an administrator with a password that is written in it.",
  reason: "Everybody who has the repository or the image can sign in.",
  how: "`createsuperuser`, `create_superuser` and `create_user` with a password that is written out or a default.",
  fix: "Take the password from a secret, and refuse to go on without it.",
  bad: '#!/bin/sh\nset -e\nDJANGO_SUPERUSER_PASSWORD=admin python manage.py createsuperuser --noinput\nexec "$@"\n',
  good: '#!/bin/sh\nset -e\nDJANGO_SUPERUSER_PASSWORD="$ADMIN_PASSWORD" python manage.py createsuperuser --noinput\nexec "$@"\n',
  check({ assigned, commands, expansions, source }, tell) {
    if (!/createsuperuser|create_superuser/.test(source.text)) return;
    const written = [...assigned, ...commands.flatMap(({ assignments }) => assignments)].find(
      ({ name, value }) => /SUPERUSER_PASSWORD|ADMIN_PASS(WORD)?$/.test(name) && value !== "" && !value.includes("$"),
    );
    const fallback = expansions.find(
      ({ name, operand, operator }) =>
        /SUPERUSER_PASSWORD|ADMIN_PASS(WORD)?$/.test(name) && operator?.endsWith("-") && operand !== "",
    );
    const inline = /create_superuser\(\s*["'][^"']*["']\s*,\s*["'][^"']*["']\s*,\s*["']([^"'$]+)["']/.exec(source.text);
    if (written !== undefined)
      tell({ at: written.at, says: "The administrator's password is written here.", secret: true });
    else if (fallback !== undefined)
      tell({ at: fallback.at, says: "The administrator's password has a default.", secret: true });
    else if (inline !== null)
      tell({
        at: place(source, inline.index, inline.index + inline[0].length),
        says: "The administrator's password is written here.",
        secret: true,
      });
  },
});
