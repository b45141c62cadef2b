import { unquoted } from "../../recover/dockerfile/words";
import { rule } from "../../rule";

const signals =
  /^(SIG)?(HUP|INT|QUIT|ILL|TRAP|ABRT|IOT|BUS|FPE|KILL|USR1|SEGV|USR2|PIPE|ALRM|TERM|STKFLT|CHLD|CLD|CONT|STOP|TSTP|TTIN|TTOU|URG|XCPU|XFSZ|VTALRM|PROF|WINCH|IO|POLL|PWR|SYS|UNUSED|RTMIN([+]\d+)?|RTMAX(-\d+)?)$/i;

export default rule({
  id: "invalid-stopsignal",
  on: "instruction",
  of: ["STOPSIGNAL"],
  severity: "error",
  meaning: "`STOPSIGNAL` names no signal.",
  reason: "The container cannot be started, or not be stopped.",
  fix: "Name a signal: `SIGTERM`, `SIGQUIT`.",
  aliases: ["INVALID_SIGNAL"],
  references: ["https://docs.docker.com/reference/dockerfile/#stopsignal"],
  bad: "FROM alpine:3.22\nSTOPSIGNAL SIGFOO\n",
  good: "FROM alpine:3.22\nSTOPSIGNAL SIGRTMIN+3\nSTOPSIGNAL 15\nSTOPSIGNAL $S\n",
  check({ instruction: { words } }, tell) {
    const [word] = words;
    if (word === undefined || word.value.includes("$")) return;
    const value = unquoted(word.value);
    const isNumber = /^\d+$/.test(value) && Number(value) >= 1 && Number(value) <= 64;
    if (!isNumber && !signals.test(value)) tell({ at: word.at, says: `\`${value}\` is no signal.` });
  },
});
