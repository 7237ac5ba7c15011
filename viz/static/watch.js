// Ask the server at intervals, while the page is visible, whether the landscape has changed since the page was made.

const WATCHED_EVERY = 60_000; // milliseconds

let newest = null, closedAt = null; // the version that was last told of, and that whose message was closed

async function lookForChange() {
  const changed = document.getElementById("changed");
  if (document.hidden || !changed.firstElementChild.hidden) return;
  const answer = await fetch("karta/version").catch(() => null); // a server that is gone is reported when the user needs it
  const version = answer && answer.ok ? await answer.text() : changed.dataset.version;
  if (version === changed.dataset.version || version === closedAt) return;
  newest = version;
  changed.firstElementChild.hidden = false;
}

function closeChanged() {
  closedAt = newest;
  document.getElementById("changed").firstElementChild.hidden = true;
  document.getElementById("reset")?.focus();
}

function watch() {
  if (!document.getElementById("changed")) return; // a file has no server
  document.querySelector("#changed button").addEventListener("click", closeChanged);
  setInterval(lookForChange, WATCHED_EVERY);
  document.addEventListener("visibilitychange", lookForChange);
}
