"use strict";
/* Keeps in sight what has the focus: browsers do not scroll to a link within a drawing. */
document.addEventListener("focusin", ({ target }) => {
  if (target.ownerSVGElement) target.scrollIntoView({ block: "nearest", inline: "nearest" });
});
