/** Menus that fold out (details[data-fall]): one open at a time, closed by Escape, by a click outside and by leaving with Tab. */

/** @returns {HTMLDetailsElement[]} */
const oppna = () => [...document.querySelectorAll("details[data-fall][open]")];

document.addEventListener("keydown", (handelse) => {
  if (handelse.key !== "Escape") return;
  for (const fall of oppna()) {
    fall.open = false;
    fall.querySelector("summary").focus();
  }
});

for (const slag of ["click", "focusin"]) {
  document.addEventListener(slag, (handelse) => {
    for (const fall of oppna()) {
      if (!fall.contains(/** @type {Node} */ (handelse.target))) fall.open = false;
    }
  });
}
