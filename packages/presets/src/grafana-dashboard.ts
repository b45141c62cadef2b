interface Panel {
  readonly title: string;
  readonly query: string;
  readonly legend: string;
  readonly unit?: string;
}

const panels: readonly Panel[] = [
  { title: "Services that answer", query: "up", legend: "{{job}} {{instance}}" },
  { title: "Time of an answer with metrics", query: "scrape_duration_seconds", legend: "{{job}}", unit: "s" },
  { title: "Requests of nginx", query: "sum(rate(nginx_http_requests_total[5m]))", legend: "requests", unit: "reqps" },
  { title: "Connections of nginx", query: "nginx_connections_active", legend: "{{instance}}" },
  { title: "Memory", query: "process_resident_memory_bytes", legend: "{{job}}", unit: "bytes" },
  { title: "CPU", query: "rate(process_cpu_seconds_total[5m])", legend: "{{job}}", unit: "percentunit" },
];

/** What every service with metrics shows: https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/view-dashboard-json-model/ */
export const dashboard = `${JSON.stringify(
  {
    uid: "stack",
    title: "Stack",
    schemaVersion: 39,
    refresh: "30s",
    time: { from: "now-3h", to: "now" },
    panels: panels.map(({ title, query, legend, unit = "short" }, index) => ({
      id: index + 1,
      type: "timeseries",
      title,
      gridPos: { x: (index % 2) * 12, y: Math.floor(index / 2) * 8, w: 12, h: 8 },
      datasource: { type: "prometheus", uid: "prometheus" },
      fieldConfig: { defaults: { unit }, overrides: [] },
      targets: [{ refId: "A", expr: query, legendFormat: legend }],
    })),
  },
  undefined,
  2,
)}\n`;
