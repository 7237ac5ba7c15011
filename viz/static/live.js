// What the server tells an open page: that the landscape has a newer version, that what the page lacked is worked out, that the
// landscape cannot be reached, or can again.
// The page says so and goes on showing what it shows. Only an error page, which shows nothing, loads itself again.
// A hidden tab is told nothing; it asks when it is shown.
"use strict";

(() => {
  const STREAM = "/handelser";
  const PATIENCE = 10_000; // milliseconds without an answer after which a page says that the landscape cannot be reached
  const AGAIN = 30_000; // milliseconds until the next try after the server has refused a stream
  const changed = document.getElementById("changed");
  const shown = changed ? changed.dataset.version : null; // an error page has none
  const awaits = changed ? changed.dataset.awaits : null; // what was still being worked out when the page was made
  let stream = null, impatient = 0, waiting = 0, newest = shown, closed = null, lost = false;

  // Show one of the messages, or none. The text is there already: making it visible lets screen readers say it.
  function tell(what) {
    if (!changed) return;
    for (const one of changed.querySelectorAll("[data-tells]")) one.hidden = one.dataset.tells !== what;
    document.documentElement.classList.toggle("told", Boolean(what));
  }

  function hear(event) {
    const { version, ready } = JSON.parse(event.data);
    if (version === null) lose();
    else find(version, (ready || []).includes(awaits));
  }

  function bePatient() {
    clearTimeout(impatient);
    impatient = 0;
  }

  function lose() {
    bePatient();
    if (lost) return;
    lost = true;
    tell("lost");
  }

  // The landscape can be reached, and has this version; what the page awaits may be ready.
  function find(version, ready) {
    const again = lost;
    lost = false;
    newest = version;
    if (!changed) return returnHere(again);
    if (version !== shown && version !== closed) tell("changed");
    else if (ready && version === shown && closed !== awaits) tell("ready");
    else if (again) tell("back");
    else if (version === shown) tell(null);
  }

  // An error page goes back to what was asked for: soon if the landscape has come back, else when the server said.
  function returnHere(soon) {
    clearTimeout(waiting);
    const seconds = soon ? 0.5 : Number(document.body.dataset.retry);
    waiting = setTimeout(() => location.reload(), seconds * 1000 * (1 + Math.random()));
  }

  function open() {
    if (stream || document.hidden) return;
    clearTimeout(waiting);
    stream = new EventSource(STREAM);
    stream.onopen = bePatient;
    stream.onmessage = hear;
    stream.onerror = fail;
  }

  // The browser opens a broken stream again by itself, but not one that was refused.
  function fail() {
    impatient = impatient || setTimeout(lose, PATIENCE);
    if (stream && stream.readyState === EventSource.CLOSED) {
      stream = null;
      waiting = setTimeout(open, AGAIN);
    }
  }

  function close() {
    bePatient();
    clearTimeout(waiting);
    if (stream) stream.close();
    stream = null;
  }

  // Where the reader is: what has the focus, what is scrolled, opened, and filled in.
  let focused = null;
  const keepsText = (field) => field.name && !["hidden", "submit", "button", "password", "file"].includes(field.type);
  const isChoice = (field) => field.type === "checkbox" || field.type === "radio";
  const all = (selector) => [...document.querySelectorAll(selector)];

  function readPlace() {
    return {
      focus: focused && describe(focused),
      scroll: [[null, scrollX, scrollY], ...all("body [id]").filter((part) => part.scrollTop || part.scrollLeft)
        .map((part) => [part.id, part.scrollLeft, part.scrollTop])],
      open: all("details").map((part) => part.open),
      fields: all("input, select, textarea").map((field) => !keepsText(field) ? null : isChoice(field) ? field.checked : field.value),
    };
  }

  function returnToPlace(place) {
    all("details").forEach((part, n) => { if (place.open.length > n) part.open = place.open[n]; });
    all("input, select, textarea").forEach((field, n) => {
      const kept = place.fields[n];
      if (kept === null || kept === undefined || !keepsText(field)) return;
      if (isChoice(field)) field.checked = kept;
      else if (field.value !== kept) field.value = kept;
    });
    const found = place.focus && findDescribed(place.focus);
    if (found) found.focus({ preventScroll: true });
    for (const [id, left, top] of place.scroll) (id === null ? window : document.getElementById(id))?.scrollTo(left, top);
  }

  // An element by its id; by its address or name if it has none, and which one of those it is.
  function describe(element) {
    if (element.id) return { id: element.id };
    const kind = element.tagName.toLowerCase();
    const name = nameOf(element);
    return { kind, name, text: element.textContent, nth: alike(kind, name).indexOf(element) };
  }

  function alike(kind, name) {
    return all(kind).filter((one) => nameOf(one) === name);
  }

  function nameOf(element) {
    return ["href", "name", "data-box", "aria-label"].map((one) => element.getAttribute(one)).find(Boolean) || "";
  }

  function findDescribed({ id, kind, name, text, nth }) {
    if (id) return document.getElementById(id);
    const ones = alike(kind, name);
    return ones.find((one, n) => n === nth && one.textContent === text) || ones.find((one) => one.textContent === text) || null;
  }

  function showChange() {
    history.replaceState({ place: readPlace() }, "");
    location.reload();
  }

  function closeMessage() {
    closed = newest === shown ? awaits : newest;
    tell(null);
    (focused && focused.isConnected ? focused : document.getElementById("main"))?.focus({ preventScroll: true });
  }

  if (!changed && document.body.dataset.retry === undefined) return; // a file has no server, and most errors do not pass by themselves
  document.getElementById("returns")?.removeAttribute("hidden");
  if (changed) {
    document.addEventListener("focusin", (event) => { if (!changed.contains(event.target)) focused = event.target; });
    changed.addEventListener("click", (event) => {
      if (event.target.closest(".show")) showChange();
      else if (event.target.closest(".close")) closeMessage();
    });
  }
  if (history.state && history.state.place) {
    const place = history.state.place;
    history.replaceState(null, "");
    if (document.readyState === "complete") returnToPlace(place);
    else addEventListener("load", () => returnToPlace(place));
  }
  document.addEventListener("visibilitychange", () => { if (document.hidden) close(); else open(); });
  addEventListener("pagehide", close);
  addEventListener("pageshow", open);
  open();
})();
