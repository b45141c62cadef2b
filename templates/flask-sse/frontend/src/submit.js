/** Sends the form of a new post. The post itself comes back by the stream. */
export async function submit(event) {
  event.preventDefault();
  const form = event.target;
  const output = form.querySelector("output");

  const fields = new FormData(form);
  // The browser's field knows no zone.
  const starts = fields.get("starts_at");
  if (starts) fields.set("starts_at", new Date(starts).toISOString());

  try {
    const response = await fetch("/api/posts", { method: "POST", body: fields });
    if (response.ok) {
      form.reset();
      output.textContent = "";
    } else {
      output.textContent = faults(await response.json());
    }
  } catch {
    output.textContent = "The server does not answer.";
  }
}

function faults(answer) {
  return Object.entries(answer)
    .map(([field, fault]) => `${field}: ${fault}`)
    .join(" ");
}
