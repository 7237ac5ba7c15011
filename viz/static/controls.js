// The filters, the search and the buttons above the map.

function readFilters() {
  const form = document.getElementById("controls");
  const change_ = {};
  for (const name of LISTS) {
    const boxes = [...form.querySelectorAll(`input[name="${name}"]`)];
    const on = boxes.filter((box) => box.checked).map((box) => box.value);
    change_[name] = on.length === boxes.length ? null : on;
  }
  change_.standing = document.getElementById("existing").checked ? "existing" : null;
  change_.direction = form.querySelector("#follow").value;
  change_.hops = Number(form.querySelector("#hops").value);
  return change_;
}

// The map of another day is another page; the rest of its address stays.
function goToDay(day) {
  const query = new URLSearchParams(location.search);
  query.set("on", day);
  location.search = query;
}

function showFilters(state) {
  const form = document.getElementById("controls");
  for (const name of LISTS) {
    for (const box of form.querySelectorAll(`input[name="${name}"]`)) box.checked = !state[name] || state[name].includes(box.value);
  }
  document.getElementById("existing").checked = state.standing === "existing";
  form.querySelector("#follow").value = state.direction;
  form.querySelector("#hops").value = String(Math.min(state.hops, 6));
  document.getElementById("as-table").setAttribute("aria-pressed", String(state.view === "table"));
  const on = LISTS.filter((name) => state[name] !== null).length;
  document.getElementById("filters-button").textContent = on ? fill(data.words.filters_on, { n: on }) : data.words.filters;
}

// In a small window a button unfolds the filters or the legend over the map, as "More" unfolds its filters. Esc or a click elsewhere closes them.
const isOver = (folded) => getComputedStyle(folded).position === "absolute";

function makeFolds() {
  for (const button of document.querySelectorAll(".unfold")) button.addEventListener("click", () => turnFold(button));
  const more = document.querySelector(".more");
  more.addEventListener("toggle", placeMore);
  addEventListener("resize", placeMore);
  document.addEventListener("click", (event) => closeFolds(event.target));
}

function turnFold(button, open = button.getAttribute("aria-expanded") !== "true") {
  button.setAttribute("aria-expanded", String(open));
  document.getElementById(button.getAttribute("aria-controls")).classList.toggle("open", open);
}

// Close everything unfolded over the map except the part that contains `at`. Return whether something was closed.
function closeFolds(at) {
  const buttons = [...document.querySelectorAll('.unfold[aria-expanded="true"]')].filter((button) => {
    const folded = document.getElementById(button.getAttribute("aria-controls"));
    return isOver(folded) && !(at && (folded.contains(at) || button.contains(at)));
  });
  for (const button of buttons) giveFocus(button, () => turnFold(button, false), document.getElementById(button.getAttribute("aria-controls")));
  const more = document.querySelector(".more");
  const closes = more.open && isOver(more.lastElementChild) && !(at && more.contains(at));
  if (closes) giveFocus(more.firstElementChild, () => { more.open = false; }, more);
  return closes || buttons.length > 0;
}

// Close `folded`. Focus inside it moves to its opener.
function giveFocus(opener, close, folded) {
  const inside = folded.contains(document.activeElement);
  close();
  if (inside) opener.focus();
}

// Keep the filters under "More" inside the window.
function placeMore() {
  const over = document.querySelector(".more > div");
  over.style.left = "0";
  if (isOver(over)) over.style.left = `${Math.min(0, document.documentElement.clientWidth - 12 - over.getBoundingClientRect().right)}px`;
}

// Follow a link within the page by script: the part of the address after # belongs to the state.
function goWithin(event) {
  const link = event.target.closest('a[href^="#"]');
  if (!link) return;
  event.preventDefault();
  const id = link.getAttribute("href").slice(1), target = document.getElementById(id);
  if (id === "table" && !target.offsetParent) change({ view: "table" });
  target.scrollIntoView();
  const { chosen, hidden } = stage.look;
  if (id === "map" && chosen && !hidden) focusBox(chosen.id);
  else (id === "map" ? stage.buttons.get(stage.current) : target)?.focus({ preventScroll: true });
}

function makeSearch() {
  const input = document.getElementById("search"), list = document.getElementById("found"), none = document.getElementById("not-found");
  let at = -1;
  const options = () => [...list.children];
  const close = () => { list.hidden = true; none.hidden = true; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); at = -1; };
  const choose = (id) => { close(); input.value = ""; goTo(id); };
  const mark = (place) => {
    at = place;
    options().forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
    if (at >= 0) input.setAttribute("aria-activedescendant", options()[at].id);
  };
  input.addEventListener("input", () => {
    const found = search(input.value);
    list.replaceChildren();
    found.forEach((id, place) => {
      const option = element("li", data.parties[id].name, list, data.parties[id].language);
      option.id = `found-${place}`;
      option.setAttribute("role", "option");
      option.dataset.party = id;
      option.addEventListener("mousedown", (event) => { event.preventDefault(); choose(id); });
    });
    list.hidden = !found.length;
    none.hidden = found.length > 0 || !input.value.trim();
    none.textContent = data.words.not_found;
    input.setAttribute("aria-expanded", String(found.length > 0));
    at = -1;
    if (input.value.trim()) say(found.length ? fill(data.words.found, { n: found.length }) : data.words.not_found);
  });
  input.addEventListener("keydown", (event) => {
    const count = options().length;
    if (event.key === "ArrowDown" && count) { event.preventDefault(); mark((at + 1) % count); }
    else if (event.key === "ArrowUp" && count) { event.preventDefault(); mark((at + count - 1) % count); }
    else if (event.key === "Enter") { event.preventDefault(); if (count) choose(options()[Math.max(at, 0)].dataset.party); }
    else if (event.key === "Escape") close();
  });
  input.addEventListener("blur", close);
}

// A page that shows a part of the landscape is loaded again for another part, which only the server can draw.
function changeFilters(name) {
  change(readFilters());
  if (data.partial && ["areas", "levels", "types"].includes(name)) location.reload();
}

function makeControls() {
  const form = document.getElementById("controls");
  form.addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("change", (event) => { if (event.target.form === form && !["search", "day"].includes(event.target.id)) changeFilters(event.target.name); });
  document.getElementById("day")?.addEventListener("change", (event) => { if (event.target.checkValidity() && event.target.value) goToDay(event.target.value); });
  const click = (id, act) => document.getElementById(id).addEventListener("click", act);
  click("reset", () => { if (data.partial) location.assign(location.pathname); else { change({ ...START, view: state.view }); fitReadable(); } });
  click("as-table", () => change({ view: state.view === "table" ? null : "table" }));
  click("save", savePicture);
  click("close-stack", closeStack);
  click("zoom-in", () => zoom(1.25));
  click("zoom-out", () => zoom(0.8));
  click("zoom-fit", fitMap);
  const boxes = document.getElementById("boxes");
  boxes.addEventListener("click", (event) => { if (event.target.dataset.box) choose(event.target.dataset.box); });
  boxes.addEventListener("keydown", keyOverMap);
  boxes.addEventListener("focusin", (event) => {
    stage.current = event.target.dataset.box;
    if (walk.from !== stage.current) endWalk();
    if (event.target.matches(":focus-visible")) bringIntoView(stage.current);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target.id !== "search" && !closeFolds(null)) stepBack();
  });
  document.addEventListener("click", goWithin);
  makeFolds();
  makeSearch();
}
