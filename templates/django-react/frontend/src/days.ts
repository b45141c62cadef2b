const dayLength = 24 * 60 * 60 * 1000;

/** Today as `YYYY-MM-DD`, which is how Swedes write a date. */
export const today = () => new Date().toLocaleDateString("sv-SE");

export const shift = (day: string, by: number) =>
  new Date(Date.parse(day) + by * dayLength).toISOString().slice(0, 10);

export const inWords = (day: string) =>
  new Date(day).toLocaleDateString("en", {
    dateStyle: "full",
    timeZone: "UTC",
  });
