// Ask the server at intervals, while the page is visible, whether the landscape has changed since the page was made.

const WATCHED_EVERY = 60_000; // milliseconds

async function lookForChange() {
  const changed = document.getElementById("changed");
  if (document.hidden || !changed.firstElementChild.hidden) return;
  const answer = await fetch("karta/version").catch(() => null); // a server that is gone is reported when the user needs it
  if (answer && answer.ok && (await answer.text()) !== changed.dataset.version) changed.firstElementChild.hidden = false;
}

function watch() {
  if (!document.getElementById("changed")) return; // a file has no server
  setInterval(lookForChange, WATCHED_EVERY);
  document.addEventListener("visibilitychange", lookForChange);
}
