const RETRY_MILLISECONDS = 2000;

/** Tells of each post after the newest, again and again if the server goes away. */
export function follow(newest, { onPost, onState }) {
  const source = new EventSource(`/events?after=${newest}`);
  source.addEventListener("open", () => onState("live"));
  source.addEventListener("post", (event) => {
    newest = Number(event.lastEventId);
    onPost(JSON.parse(event.data));
  });
  source.addEventListener("error", () => {
    onState("connecting");
    // After an answer such as 502 the browser does not try again by itself.
    if (source.readyState === EventSource.CLOSED) {
      setTimeout(follow, RETRY_MILLISECONDS, newest, { onPost, onState });
    }
  });
}
