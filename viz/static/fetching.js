// What is asked of the server that sent the page: the map with a stack opened (a file lists the stack's members instead), and
// the details of a party (a file has them all).

function canFetch() {
  return document.body.classList.contains("served");
}

// Whether the id is a stack's, or that of a page of one: "stack.…~2".
function isStack(id) {
  return Boolean(id) && data.scenes[""].boxes.some((box) => box.shape === "stack" && box.id === id.split("~")[0]);
}

// Shows the state once its scene is there; a later change meanwhile shows itself.
async function showWhenThere(how) {
  const asked = state;
  if (state.stack && !Object.hasOwn(data.scenes, state.stack) && !(await fetchScene(state.stack))) {
    if (state === asked) state = { ...state, stack: null };
    else return;
    show(how);
    say(data.words.no_scene);
  } else if (state === asked) show(how);
}

// What the server says of the landscape as the page shows it; null when it does not, or has another landscape now.
async function ask(path, asked) {
  const query = new URLSearchParams(location.search);
  for (const name of Object.keys(PARAMETERS)) if (!LISTS.includes(name)) query.delete(name);
  query.delete("at");
  for (const [name, value] of Object.entries(asked)) query.set(name, value);
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
