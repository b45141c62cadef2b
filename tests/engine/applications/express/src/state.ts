import pg from "pg";
import { createClient } from "redis";

export const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL });
export const cache = createClient({ url: process.env.REDIS_URL! });
