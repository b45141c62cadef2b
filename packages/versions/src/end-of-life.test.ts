import { endOfLife, releases, sayEnd, versions } from "./index";

const ends = (image: string): string[] => {
  const [name = "", tag = ""] = image.split(":");
  return endOfLife(name, tag).map(({ day, what }) => `${what} ${day}`);
};

test.each([
  ["python:3.8", ["python 3.8 2024-10-07"]],
  ["python:3.8.20-slim", ["python 3.8 2024-10-07"]],
  ["python:2", ["python 2 2020-01-01"]],
  ["postgres:13.4-alpine", ["postgres 13 2025-11-13"]],
  ["postgres:9.6", ["postgres 9.6 2021-11-11"]],
  ["debian:buster-slim", ["debian buster 2024-06-30"]],
  ["ubuntu:18.04", ["ubuntu 18.04 2023-05-31"]],
  ["node:24-alpine3.18", ["node 24 2028-04-30", "alpine 3.18 2025-05-09"]],
  ["nginx:1.30-bullseye", ["debian bullseye 2026-08-31"]],
  ["golang:1.25-alpine", ["golang 1.25 2026-08-19"]],
  ["golang:1.27", []],
  ["redis:7.0-alpine", ["redis 7.0 2024-07-29"]],
  ["redis:7.4.1-bookworm", ["redis 7.4 2029-12-01", "debian bookworm 2028-06-30"]],
  ["redis:7", []],
  ["valkey/valkey:8.0.2-alpine3.20", ["valkey 8.0 2027-09-15", "alpine 3.20 2026-04-01"]],
  ["python:3", []],
  ["python:slim", []],
  ["mysql:8", []],
  ["company/python:3.8", []],
  ["constructor:constructor", []],
  ["python:constructor", []],
])("what of `%s` ends: %j", (image, expected) => {
  expect(ends(image)).toEqual(expected);
});

test("who is told so is told what to use", () => {
  expect(endOfLife("python", "3.8-slim-buster").map((end) => sayEnd(end, "2025-01-01"))).toEqual([
    expect.stringMatching(/^python 3\.8 is without support since 2024-10-07; 3\.\d+ is maintained until 20\d\d-/),
    expect.stringMatching(/^debian buster is without support since 2024-06-30; \w+ is maintained until 20\d\d-/),
  ]);
});

test("of a project that announces no days the last release is told", () => {
  expect(endOfLife("golang", "1.24").map((end) => sayEnd(end, "2026-11-21"))).toEqual([
    expect.stringMatching(/^golang 1\.24 is without support since 2026-02-10; 1\.\d+ is the last release$/),
  ]);
});

test("where nothing is left to use, that is told", () => {
  expect(endOfLife("centos", "7").map((end) => sayEnd(end, "2026-01-01"))).toEqual([
    "centos 7 is without support since 2024-06-30, like every other release of it",
  ]);
});

test("of what presets start from it is known when it ends, if it is of its project at all", () => {
  const unknown = Object.entries(versions).filter(
    ([name, version]) => name in releases && !(version in releases[name]!.ends),
  );
  expect(unknown).toEqual([]);
});

test("days are days, and every project says where they stand", () => {
  for (const { ends: days, source } of Object.values(releases)) {
    expect(source).toMatch(/^https:/);
    expect(Object.values(days).filter((day) => new Date(day).toISOString().slice(0, 10) !== day)).toEqual([]);
  }
});
