import { createBrowserRouter, redirect } from "react-router";
import { addEntry, attach, getDay } from "./api";
import { today } from "./days";
import { Layout, Loading } from "./layout";
import { Problem } from "./problem";

const nowhere = {
  loader: () => {
    throw new Response(null, { status: 404 });
  },
  Component: Loading,
};

export const router = createBrowserRouter([
  {
    Component: Layout,
    HydrateFallback: Loading,
    children: [
      {
        ErrorBoundary: Problem,
        children: [
          {
            index: true,
            loader: () => redirect(`/day/${today()}`),
            Component: Loading,
          },
          {
            path: "day/:day",
            loader: ({ params: { day = "" } }) => getDay(day),
            action: async ({ params: { day = "" }, request }) =>
              addEntry(day, await request.formData()),
            lazy: { Component: async () => (await import("./day")).DayPage },
          },
          {
            path: "entries/:id/attachment",
            ...nowhere,
            action: async ({ params: { id = "" }, request }) =>
              attach(id, await request.formData()),
          },
          { path: "*", ...nowhere },
        ],
      },
    ],
  },
]);
