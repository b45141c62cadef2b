/** Puts a post on top of the page. */
export function show(post, posts) {
  const copy = document.querySelector("#post").content.cloneNode(true);
  copy.querySelector("article").id = `post-${post.number}`;
  for (const element of copy.querySelectorAll("[data-field]")) {
    element.textContent = post[element.dataset.field] ?? "";
  }
  for (const { name, url } of post.attachments) {
    const link = document.createElement("a");
    link.href = url;
    link.textContent = name;
    const item = document.createElement("li");
    item.append(link);
    copy.querySelector("ul").append(item);
  }
  showTimes(copy);
  posts.prepend(copy);
}

/** Times come as ISO 8601; readers want them in their own zone and words. */
export function showTimes(parent) {
  for (const element of parent.querySelectorAll("time")) {
    if (element.textContent === "") continue;
    element.dateTime = element.textContent;
    element.textContent = new Date(element.dateTime).toLocaleString();
  }
}
