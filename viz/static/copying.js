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

// A link to share is copied where it stands, and that is told. Without script, or where a page may not copy, it leads to its address.
for (const link of document.querySelectorAll("a[data-copied]")) {
  if (!navigator.clipboard) continue;
  const told = document.createElement("span");
  told.setAttribute("role", "status");
  link.after(told);
  link.addEventListener("click", async (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    await navigator.clipboard.writeText(link.href);
    told.textContent = ` ${link.dataset.copied}`;
  });
}
