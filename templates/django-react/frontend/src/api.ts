const base = (import.meta.env.VITE_API_BASE_URL || "/api").replace(/\/+$/, "");

export interface Entry {
  id: number;
  title: string;
  minutes: number;
  attachment: string | null;
}

export interface Day {
  day: string;
  entries: Entry[];
}

/** What came of a request, or what is wrong with which of its fields. */
export interface Outcome<T> {
  value?: T;
  faults?: Record<string, string>;
}

export async function getDay(day: string): Promise<Day> {
  const response = await fetch(
    `${base}/entries/?day=${encodeURIComponent(day)}`,
  );
  if (!response.ok) throw response;
  return response.json();
}

export const addEntry = (day: string, fields: FormData) =>
  post<Entry>("/entries/", {
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ day, ...Object.fromEntries(fields) }),
  });

export const attach = (id: string, fields: FormData) =>
  post<{ url: string }>(`/entries/${id}/attachment/`, { body: fields });

/** Where the server that holds the API holds this path. */
export const onServer = (path: string) =>
  new URL(path, new URL(base, location.href)).href;

async function post<T>(
  path: string,
  request: RequestInit,
): Promise<Outcome<T>> {
  const response = await fetch(base + path, { method: "POST", ...request });
  if (response.ok) return { value: await response.json() };
  if (response.status === 400) return { faults: await response.json() };
  throw response;
}
