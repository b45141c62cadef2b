import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// The browser's Host header goes through as it is: Django compares it with the Origin.
const backend = {
  target: process.env.PROXY_TARGET || "http://localhost:8000",
  changeOrigin: false,
};

export default defineConfig({
  plugins: [react()],
  server: {
    proxy: {
      "/api": backend,
      "/admin": backend,
      "/static": backend,
      "/media": backend,
    },
  },
});
