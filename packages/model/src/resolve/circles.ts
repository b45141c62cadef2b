import type { Shapes } from "./code";

/** Those on one network, and the name that it gets. */
export interface Circle {
  readonly name: string;
  readonly members: ReadonlySet<string>;
}

/** As few as the rule allows without a search: the most wanted service first, whose circles often hold the others' clients. */
export function circlesOf(shapes: Shapes, reached: ReadonlyMap<string, readonly string[]>): Circle[] {
  const clients = new Map<string, string[]>();
  for (const [client, targets] of reached)
    for (const target of targets) if (target !== client) put(clients, target, client);
  const listens = (service: string): boolean => shapes[service]?.port !== undefined;
  const calls = (one: string, other: string): boolean => reached.get(one)?.includes(other) === true;
  const mayMeet = (one: string, other: string): boolean =>
    (!listens(one) && !listens(other)) || calls(one, other) || calls(other, one);

  const circles: Circle[] = [];
  const circlesWith = new Map<string, Circle[]>();
  const wanted = [...clients].sort(
    ([one, ofOne], [other, ofOther]) => ofOther.length - ofOne.length || (one < other ? -1 : 1),
  );
  for (const [target, all] of wanted) {
    const met = (client: string): boolean =>
      circlesWith.get(target)?.some(({ members }) => members.has(client)) === true;
    const rest = all
      .filter((client) => !met(client))
      .sort((one, other) => +listens(one) - +listens(other) || (one < other ? -1 : 1));
    const groups: string[][] = [];
    for (const client of rest) {
      const group = groups.find((members) => members.every((member) => mayMeet(member, client)));
      if (group === undefined) groups.push([client]);
      else group.push(client);
    }
    for (const group of groups) {
      const first = group.find(listens);
      const name = groups.length === 1 || first === undefined ? target : `${target}_${first}`;
      const circle = { name, members: new Set([target, ...group]) };
      circles.push(circle);
      for (const service of circle.members) put(circlesWith, service, circle);
    }
  }
  return circles;
}

/** Adds to the list that a key has. */
export function put<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const known = lists.get(key);
  if (known === undefined) lists.set(key, [value]);
  else known.push(value);
}
