/** What was found, made and left to do. Each is a sentence for its reader, and none holds a value. */
export interface EnvReport {
  /** What was made; where it was only looked, what would be. */
  readonly made: readonly string[];
  /** What a person has to do. */
  readonly toDo: readonly string[];
  /** What nothing reads any more. */
  readonly unread: readonly string[];
}

export const joined = (reports: readonly Partial<EnvReport>[]): EnvReport => ({
  made: reports.flatMap(({ made = [] }) => made),
  toDo: reports.flatMap(({ toDo = [] }) => toDo),
  unread: reports.flatMap(({ unread = [] }) => unread),
});
