"use strict";
// The slider over the days of the strip, and its playing: what the links do, for those who drag, use arrow keys or watch. Without this script
// the links remain.
const PLAYED_EVERY = 1500; // milliseconds
const moving = !matchMedia("(prefers-reduced-motion: reduce)").matches;
const SVG = "http://www.w3.org/2000/svg";
let playing = 0; // the timer of the next day

function addSlider() {
  const strip = document.querySelector(".day-strip");
  if (!strip) return;
  const links = [...strip.querySelectorAll("a")], slider = document.createElement("input");
  Object.assign(slider, { type: "range", min: 0, max: links.length - 1, step: 1, className: "day-slider" });
  slider.value = links.findIndex((link) => link.hasAttribute("aria-current"));
  slider.setAttribute("aria-labelledby", "days-heading");
  const say = () => slider.setAttribute("aria-valuetext", links[slider.value].textContent.trim());
  slider.addEventListener("input", () => { stop(); say(); });
  slider.addEventListener("change", () => showDay(links[slider.value].href, ".day-slider"));
  say();
  strip.before(slider);
  if (moving) strip.before(makePlayButton(strip, links, slider));
}

function makePlayButton(strip, links, slider) {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "day-play button" });
  const shape = playing ? "M2 1h4v12H2zM9 1h4v12H9z" : "M2 1 13 7 2 13z";
  const sign = document.createElementNS(SVG, "svg"), path = document.createElementNS(SVG, "path");
  for (const [name, value] of [["width", 14], ["height", 14], ["aria-hidden", "true"], ["focusable", "false"]]) sign.setAttribute(name, value);
  path.setAttribute("d", shape);
  sign.append(path);
  button.append(sign);
  button.append(playing ? strip.dataset.pause : strip.dataset.play);
  button.addEventListener("click", () => {
    if (playing) { stop(); return; }
    const at = Number(slider.value) + 1;
    play(links[at < links.length ? at : 0].href);
  });
  return button;
}

// Show the day of an address, and go on with the next one after a while, until the last.
async function play(address) {
  playing = -1;
  await showDay(address, ".day-play");
  const following = document.querySelector(".day-strip li:has(a[aria-current]) + li a");
  if (playing && following) playing = setTimeout(() => play(following.href), PLAYED_EVERY);
  else stop();
}

function stop() {
  if (!playing) return;
  clearTimeout(playing);
  playing = 0;
  const old = document.querySelector(".day-play"), focused = old === document.activeElement;
  document.querySelector(".day-slider")?.remove();
  old?.remove();
  addSlider();
  if (focused) document.querySelector(".day-play").focus();
}

// Put the page of an address in the place of this one, without losing the place; what cannot be had so is followed as a link.
async function showDay(address, focused) {
  const answer = await fetch(address).catch(() => null);
  const main = answer?.ok && new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
  if (!main) { location.href = address; return; }
  const across = document.querySelector(".map-scroll")?.scrollLeft ?? 0;
  document.querySelector("main").replaceChildren(...main.childNodes);
  document.querySelector(".map-scroll")?.scrollTo({ left: across });
  history.replaceState(null, "", address);
  addSlider();
  document.querySelector(focused)?.focus({ preventScroll: true });
}

document.addEventListener("keydown", (event) => { if (event.key === "Escape") stop(); });
document.addEventListener("visibilitychange", () => { if (document.hidden) stop(); });
addSlider();
