import express from "express";
import { cache, pool } from "./state.ts";

await cache.connect();

const app = express();
app.get("/healthz", (_, response) => {
  response.send("ok");
});
app.get("/hits/:page", async ({ params: { page } }, response) => {
  await pool.query("INSERT INTO hits VALUES ($1)", [page]);
  await cache.rPush("pages", page);
  const { rows } = await pool.query("SELECT count(*) AS hits FROM hits");
  response.json({ hits: Number(rows[0].hits), greeting: process.env.GREETING });
});

const server = app.listen(Number(process.env.PORT));
process.on("SIGTERM", () => server.close(() => process.exit(0)));
