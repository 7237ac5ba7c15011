// Requests to the server that sent the page: for the map with a stack opened, and for the details of a party.
// A file sends none: it lists the members of a stack in the panel and holds all details.

function canFetch() {
  return document.body.classList.contains("served");
}

// Return whether the id is that of a stack, or of a page of one: "stack.…~2".
function isStack(id) {
  return Boolean(id) && data.scenes[""].boxes.some((box) => box.shape === "stack" && box.id === id.split("~")[0]);
}

// Show the state once its scene has arrived. If the state changes meanwhile, the later call shows it.
async function showWhenThere(how) {
  const requested = state;
  if (state.stack && !Object.hasOwn(data.scenes, state.stack) && !(await fetchScene(state.stack))) {
    if (state === requested) state = { ...state, stack: null };
    else return;
    show(how);
    say(data.words.no_scene);
  } else if (state === requested) show(how);
}

// Return the server's answer about the landscape that the page shows, or null if it fails or its landscape has changed.
async function ask(path, parameters) {
  const query = new URLSearchParams(location.search);
  for (const name of Object.keys(PARAMETERS)) if (!LISTS.includes(name)) query.delete(name);
  query.delete("at");
  for (const [name, value] of Object.entries(parameters)) query.set(name, value);
  query.set("version", document.getElementById("changed").dataset.version);
  const answer = await fetch(`karta/${path}?${query}`).catch(() => null);
  return answer && answer.ok ? answer.json() : null;
}

async function detailsOf(id) {
  if (!Object.hasOwn(data.details, id)) {
    const details = canFetch() ? await ask("part", { sel: id }) : null;
    if (!details) return null;
    data.details[id] = details;
  }
  return data.details[id];
}

async function fetchScene(stack) {
  const scene = await ask("stapel", { stack });
  if (!scene) return false;
  complete(scene);
  data.scenes[stack] = scene;
  return true;
}
