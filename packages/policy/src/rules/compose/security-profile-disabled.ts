import { get, scalarsOf } from "../../recover/compose/nodes";
import { rule } from "../../rule";

export default rule({
  id: "security-profile-disabled",
  on: "service",
  severity: "error",
  meaning: "A service runs without the engine's seccomp or AppArmor profile.",
  reason: "System calls by which containers were left before are open again.",
  fix: "Take the option away, or write a profile that allows the one call.",
  aliases: ["CL-0009", "404fde2c", "CIS-5.2", "CIS-5.3", "CIS-5.22", "seccomp-confinement-disabled", "OW-6"],
  references: ["https://docs.docker.com/engine/security/seccomp/"],
  bad: "services:\n  a:\n    image: a:1\n    security_opt: ['seccomp:unconfined']\n",
  good: "services:\n  a:\n    image: a:1\n    security_opt: ['seccomp:profile.json']\n",
  check({ name, node }, tell) {
    for (const { at, text } of scalarsOf(get(node, "security_opt"))) {
      if (/^(seccomp|apparmor|systempaths)[:=]unconfined$|^label[:=]disable$/.test(text))
        tell({
          at,
          says: `\`${name}\` runs with \`${text}\`.`,
          ...(/^label/.test(text) && { severity: "warning" as const }),
        });
    }
  },
});
