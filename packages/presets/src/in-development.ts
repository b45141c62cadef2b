/** What stands for itself in development, each by its name. */
export const inDevelopment = (named: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(named).map(([name, value]) => [name, { development: value }]));
