import "./style.css";
import { follow } from "./follow.js";
import { show, showTimes } from "./post.js";
import { submit } from "./submit.js";

const posts = document.querySelector("#posts");
const connection = document.querySelector("#connection");

showTimes(document);
if (posts) {
  follow(Number(posts.dataset.newest), {
    onPost: (post) => show(post, posts),
    onState: (state) => {
      connection.textContent = state;
    },
  });
}
document.querySelector("#new-post")?.addEventListener("submit", submit);
