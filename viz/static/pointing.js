// Mouse and touch on boxes. A drag, wheel turn or pinch that begins on a button moves the map, as beside it, and is no click.

const MOVED = 5; // px that the pointer may move during a click

function forward(boxes, canvas) {
  let began = null;
  boxes.addEventListener("wheel", (event) => {
    event.preventDefault();
    canvas.dispatchEvent(new WheelEvent("wheel", event));
  }, { passive: false });
  boxes.addEventListener("pointerdown", (event) => {
    if (event.isPrimary) began = { x: event.clientX, y: event.clientY, moved: false };
    else if (began) began.moved = true; // a second finger
    canvas.dispatchEvent(new PointerEvent("pointerdown", event));
  });
  addEventListener("pointermove", (event) => {
    if (began && event.isPrimary && Math.hypot(event.clientX - began.x, event.clientY - began.y) > MOVED) began.moved = true;
  });
  boxes.addEventListener("click", (event) => {
    if (began && began.moved && event.detail) event.stopImmediatePropagation(); // a click by keyboard has no detail
    began = null;
  }, { capture: true });
}
