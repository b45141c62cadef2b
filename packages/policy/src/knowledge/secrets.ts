import { remembered } from "../remembered";

const words =
  /(^|[_-])(PASS(WORD|WD|PHRASE)|PWD|SECRETS?|(AUTH|ACCESS|API|BEARER|REFRESH|BOT|GITHUB|GITLAB|NPM|SLACK|DEPLOY)_?TOKEN|TOKEN|API_?KEY|APIKEY|(SECRET|PRIVATE|ACCESS|ENCRYPTION|SIGNING|MASTER|SESSION|JWT|APP|SERVICE)_?KEY|CREDENTIALS?|SALT|PAT)$|_PASS$|^PASS$|SECRET_?(KEY|ACCESS_KEY)(_BASE)?$/i;
const none =
  /(PUBLIC|_FILE$|_PATH$|_DIR$|_URL$|_URI$|_NAME$|_ID$|_TYPE$|_LENGTH$|_HASHERS?$|_TTL$|EXPIR|_TIMEOUT$|_POLICY$|_ENABLED?$|ALLOW_EMPTY|RANDOM_|_HEADER$|_FIELD$|_ENDPOINT$|_HOST$|_PORT$|_ISSUER$|_ALGORITHM$|^PWD$|^OLDPWD$|MAX_TOKEN|TOKENIZER|NO_PASS|_REQUIRED$|SSH_PASS|(^|_)USE_|(^|_)(AWS|MINIO|S3|R2|B2|OSS|COS|SPACES|WASABI)_ACCESS_KEY$)/i;

/** Whether a variable's name says that it holds a secret. */
export const isSecretName = remembered((name) => words.test(name) && !none.test(name));

const placeholders =
  /^(change[-_ ]?(me|this|it|in)|replace[-_ ]?(me|this|with)|your[-_ ]|my[-_ ]?(secret|password|token|key)|<.*>$|\[.*\]$|\{\{|xxx+|\*{3,}|\.{3,}|to-?do|tbd|dummy|fake|placeholder|insert|enter|fill|set[-_ ]?(me|this)|example|sample|none|null|undefined|n\/a|changeit)|[-_ ](here|goes|placeholder)$|change[-_ ]?(me|this|in[-_ ]?prod)|not[-_ ]?(a[-_ ]?)?(real|secret|secure)|insecure|example\.(com|org)/i;

/** Text that stands where somebody shall put a value. */
export const isPlaceholder = (value: string): boolean => placeholders.test(value.trim());

const weak = new Set(
  (
    "password passwd pass secret admin root postgres mysql mariadb mongo redis rabbitmq guest user username test testing dev development " +
    "local demo default letmein qwerty welcome foobar foo bar abc 123 1234 12345 123456 12345678 123456789 1234567890 password1 password123 " +
    "passw0rd p@ssw0rd p@ssword secret123 admin123 root123 rootpassword rootpass toor dbpassword db_password dev_password devpassword " +
    "supersecret mysecretpassword verysecret topsecret minioadmin changeme hunter2 example docker app django myapp mypassword"
  ).split(" "),
);

/** A password that everybody tries first. */
export const isWeak = (value: string): boolean =>
  value !== "" &&
  (weak.has(value.toLowerCase()) || isPlaceholder(value) || (value.length < 8 && /^[a-z]+\d*$/i.test(value)));

/** Bits per character, by how often each comes. */
export function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

/** Tokens that show by themselves what they are: https://docs.github.com/code-security/secret-scanning */
const tokens: readonly (readonly [RegExp, string])[] = [
  [/\b(AKIA|ASIA)[0-9A-Z]{16}\b/, "an AWS access key"],
  [/\bgh[pousr]_[A-Za-z0-9]{36,}\b|\bgithub_pat_[A-Za-z0-9_]{60,}\b/, "a GitHub token"],
  [/\bglpat-[\w-]{20,}\b/, "a GitLab token"],
  [/\bxox[abpros]-[\w-]{10,}/, "a Slack token"],
  [/hooks\.slack\.com\/services\/T\w+\/B\w+\/\w{16,}/, "a Slack web hook"],
  [/\b(sk|rk)_live_[0-9a-zA-Z]{16,}\b/, "a Stripe key"],
  [/\bSG\.[\w-]{16,}\.[\w-]{16,}/, "a SendGrid key"],
  [/\bsk-(proj-|ant-)?[A-Za-z0-9_-]{32,}\b/, "an API key"],
  [/\bAIza[\w-]{35}\b/, "a Google API key"],
  [/\bnpm_[A-Za-z0-9]{36}\b/, "an npm token"],
  [/\bpypi-[\w-]{50,}/, "a PyPI token"],
  [/\bdop_v1_[0-9a-f]{64}\b/, "a DigitalOcean token"],
  [/-----BEGIN (RSA |EC |OPENSSH |DSA |PGP |ENCRYPTED )?PRIVATE KEY/, "a private key"],
  [/(?<![\w-])eyJ[\w-]{15,}\.eyJ[\w-]{15,}\.[\w-]{15,}/, "a JSON web token"],
];

/** What kind of secret a text holds, by its shape, and where. */
export function knownToken(
  text: string,
): { readonly kind: string; readonly index: number; readonly length: number } | undefined {
  if (text.length < 16) return undefined;
  for (const [pattern, kind] of tokens) {
    const found = pattern.exec(text);
    if (found !== null && !/EXAMPLE|x{6}|0{10}|1234567890/i.test(found[0]))
      return { kind, index: found.index, length: found[0].length };
  }
  return undefined;
}

const anyToken = new RegExp(tokens.map(([{ source }]) => source).join("|"));

/** Whether a text may hold what `knownToken` or `passwordInUrl` find in a part of it. */
export const mayHoldSecret = (text: string): boolean => anyToken.test(text) || passwordInUrl(text) !== undefined;

/** A value that somebody made for use: long, and of no pattern that a person would type. */
export const looksReal = (value: string): boolean =>
  knownToken(value) !== undefined ||
  (value.length >= 20 &&
    !isPlaceholder(value) &&
    !/[\s<>{}]|^\/|:\/\//.test(value) &&
    /\d/.test(value) &&
    /[a-z]/i.test(value) &&
    entropy(value) > 3.5 &&
    !/(.)\1{4}|^[a-z]+([-_.][a-z]+)+\d*$/i.test(value));

const credentials = /:\/\/[^\s:/@"'$]*:[^\s/@"'$]+@/;
const inUrl = /\b([a-z][a-z0-9+.-]{0,30}):\/\/([^\s:/@"'$]*):([^\s/@"'$]+)@([^\s/"':]+)/i;

/** The password in a URL. */
export function passwordInUrl(
  text: string,
): { readonly scheme: string; readonly user: string; readonly password: string; readonly host: string } | undefined {
  const [, scheme, user = "", password, host = ""] = credentials.test(text) ? (inUrl.exec(text) ?? []) : [];
  return scheme === undefined || password === undefined ? undefined : { scheme, user, password, host };
}

/** A text in which no token is whole: what is shown must not look like a leak to those who search for them. */
export function withoutTokens(text: string): string {
  const found = knownToken(text);
  if (found === undefined) return text;
  const { index, length } = found;
  return `${text.slice(0, index + 6)}…${withoutTokens(text.slice(index + length))}`;
}
