"use strict";
// The slider over the days of the strip: what the links do, for those who drag or use arrow keys. Without this script the links remain.
const strip = document.querySelector(".day-strip");
if (strip) {
  const links = [...strip.querySelectorAll("a")], slider = document.createElement("input");
  Object.assign(slider, { type: "range", min: 0, max: links.length - 1, step: 1, className: "day-slider" });
  slider.value = links.findIndex((link) => link.hasAttribute("aria-current"));
  slider.setAttribute("aria-labelledby", "days-heading");
  const say = () => slider.setAttribute("aria-valuetext", links[slider.value].textContent.trim());
  slider.addEventListener("input", say);
  slider.addEventListener("change", () => { location.href = links[slider.value].href; });
  say();
  strip.before(slider);
}
