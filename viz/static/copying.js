// A button beside each query that copies it. Without script the text can be selected.
"use strict";

for (const box of document.querySelectorAll(".copied")) {
  const source = box.querySelector("pre"), words = box.dataset;
  if (!source || !navigator.clipboard || !words.copy) continue;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = words.copy;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(source.textContent);
    button.textContent = words.copied;
    setTimeout(() => { button.textContent = words.copy; }, 2000);
  });
  source.before(button);
}
