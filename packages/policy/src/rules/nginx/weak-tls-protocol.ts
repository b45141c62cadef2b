import { rule } from "../../rule";

export default rule({
  id: "weak-tls-protocol",
  on: "directive",
  of: ["ssl_protocols", "ssl_ciphers", "proxy_ssl_protocols"],
  severity: "error",
  meaning: "Old versions of TLS, or broken ciphers, are allowed.",
  reason: "SSL 3, TLS 1.0 and 1.1 and their ciphers can be broken; browsers have left them.",
  fix: "Set `ssl_protocols TLSv1.2 TLSv1.3;`.",
  aliases: ["weak_ssl_tls", "insecure-ssl-version"],
  references: ["https://www.rfc-editor.org/rfc/rfc8996"],
  bad: "server {\n  ssl_protocols TLSv1 TLSv1.1 TLSv1.2;\n}\n",
  good: "server {\n  ssl_protocols TLSv1.2 TLSv1.3;\n  ssl_ciphers HIGH:!aNULL:!MD5:!RC4;\n}\n",
  check({ args, name }, tell) {
    if (name === "ssl_ciphers") {
      const weak = (args[0]?.value ?? "")
        .split(":")
        .find((cipher) => /^(RC4|DES-|3DES|EXP|NULL|aNULL|eNULL|MD5|LOW|ALL$|EXPORT|ADH)/.test(cipher));
      if (weak !== undefined && !/!aNULL/.test(args[0]!.value))
        tell({ at: args[0]!.at, says: `\`${weak}\` is broken.`, severity: "warning" });
      return;
    }
    for (const { at, value } of args)
      if (/^(SSLv2|SSLv3|TLSv1|TLSv1\.1)$/.test(value)) tell({ at, says: `\`${value}\` is broken.` });
  },
});
