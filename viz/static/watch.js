// Whether the landscape has changed since the page was made: asked of the server that sent it, while the page is seen.

const WATCHED_EVERY = 60_000; // milliseconds

async function lookForChange() {
  const changed = document.getElementById("changed");
  if (document.hidden || !changed.firstElementChild.hidden) return;
  const answer = await fetch("karta/version").catch(() => null); // a server that is gone is told of when something is wanted of it
  if (answer && answer.ok && (await answer.text()) !== changed.dataset.version) changed.firstElementChild.hidden = false;
}

function watch() {
  if (!document.getElementById("changed")) return; // a file
  setInterval(lookForChange, WATCHED_EVERY);
  document.addEventListener("visibilitychange", lookForChange);
}
