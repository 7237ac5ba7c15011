// The map with a stack opened: asked of the server that sent the page; a file lists the stack's members instead.

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

async function fetchScene(stack) {
  const query = new URLSearchParams(location.search);
  for (const name of Object.keys(PARAMETERS)) if (!LISTS.includes(name)) query.delete(name);
  query.delete("at");
  query.set("stack", stack);
  query.set("version", document.getElementById("changed").dataset.version);
  const answer = await fetch(`karta/stapel?${query}`).catch(() => null);
  if (!answer || !answer.ok) return false;
  const scene = await answer.json();
  complete(scene);
  data.scenes[stack] = scene;
  return true;
}
