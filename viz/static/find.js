// Suggestions while one writes in the search field of the header: a combobox over /sok.json. The key / focuses the field.
// Without this script the form leads to the page of the search.
(() => {
  const form = document.querySelector("form.find"), field = form?.querySelector("input[type=search]");
  if (!field) return;
  const MOST = 8, PAUSE = 120;
  const list = document.createElement("ul"), said = document.createElement("span");
  let options = [], active = -1, timer = 0, asking = null;
  list.id = "suggestions";
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.placeholder);
  list.hidden = true;
  said.className = "said";
  said.setAttribute("role", "status");
  form.append(list, said);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" })) field.setAttribute(name, value);

  function close() {
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    choose(-1);
  }

  function choose(place) {
    active = place;
    [...list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === place)));
    if (place < 0) field.removeAttribute("aria-activedescendant");
    else field.setAttribute("aria-activedescendant", list.children[place].id);
    list.children[place]?.scrollIntoView({ block: "nearest" });
  }

  function line(hit, place) {
    const item = document.createElement("li"), name = document.createElement("span"), where = document.createElement("span");
    item.id = `suggestion-${place}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    name.textContent = hit.name;
    where.textContent = hit.where;
    where.className = "small";
    item.append(name, where);
    item.addEventListener("pointerdown", (event) => event.preventDefault());
    item.addEventListener("click", () => location.assign(hit.address));
    return item;
  }

  function show(hits) {
    options = hits.slice(0, MOST);
    list.replaceChildren(...options.map(line));
    list.hidden = !options.length;
    field.setAttribute("aria-expanded", String(options.length > 0));
    said.textContent = form.dataset.found.replace("{n}", options.length);
    choose(-1);
  }

  async function suggest() {
    asking?.abort();
    if (!field.value.trim()) return close();
    asking = new AbortController();
    try {
      const answer = await fetch(`/sok.json?${new URLSearchParams(new FormData(form))}`, { signal: asking.signal });
      if (answer.ok) show((await answer.json()).hits);
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  }

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(suggest, PAUSE);
  });
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    const moves = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key === "Escape" && !list.hidden) {
      close();
      event.preventDefault();
    } else if (event.key in moves && options.length) {
      list.hidden = false;
      field.setAttribute("aria-expanded", "true");
      choose((active + moves[event.key] + options.length + (active < 0 && event.key === "ArrowUp" ? 1 : 0)) % options.length);
      event.preventDefault();
    } else if (event.key === "Enter" && active >= 0 && !list.hidden) {
      location.assign(options[active].address);
      event.preventDefault();
    }
  });
  document.addEventListener("keydown", (event) => {
    const writing = event.target.closest?.("input, select, textarea, [contenteditable]");
    if (event.key === "/" && !writing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      field.focus();
      field.select();
      event.preventDefault();
    }
  });
})();
