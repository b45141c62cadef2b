import { type Fact, factsOf, mapOf, textOf } from "./facts";

/** What differs between the services of two Compose files, in sentences: `backend: memory 512m → 1g`. */
export function compareServices(before: unknown, after: unknown): readonly string[] {
  const [old, next] = [mapOf(mapOf(before).services), mapOf(mapOf(after).services)];
  const names = [...new Set([...Object.keys(old), ...Object.keys(next)])].sort();
  const sentences = new Map<string, string[]>();
  for (const name of names) {
    for (const sentence of compareService(old[name], next[name])) {
      sentences.set(sentence, [...(sentences.get(sentence) ?? []), name]);
    }
  }
  return [...sentences].map(([sentence, tellers]) => `${listed(tellers)}: ${sentence}`);
}

/** Some of many names stand for all. */
const listed = (names: readonly string[]): string =>
  names.length <= 8 ? names.join(", ") : `${names.slice(0, 6).join(", ")} and ${names.length - 6} more`;

function compareService(before: unknown, after: unknown): string[] {
  if (before === undefined) return [`new, runs ${textOf(mapOf(after).image)}`];
  if (after === undefined) return ["no longer there"];
  const [old, next] = [bySubject(before), bySubject(after)];
  return [...new Map([...old, ...next]).keys()].flatMap((subject) => sentenceOf(old.get(subject), next.get(subject)));
}

function sentenceOf(before: Fact | undefined, after: Fact | undefined): string[] {
  if (before === undefined)
    return after === undefined ? [] : [after.gained ?? `${after.subject} none → ${after.value}`];
  if (after === undefined) return [before.lost ?? `${before.subject} ${before.value} → none`];
  return before.value === after.value ? [] : [`${after.subject} ${before.value} → ${after.value}`];
}

const bySubject = (service: unknown): ReadonlyMap<string, Fact> =>
  new Map(factsOf(service).map((fact) => [fact.subject, fact]));
