/**
 * The live sammanträde. htmx asks the server every other second and gets the parts of the page that may have changed
 * ([data-del], swapped out of band). This module leaves alone what has not changed, so that nothing is read out twice, and
 * what somebody is writing in, so that nothing typed is lost. Without JavaScript the page is loaded anew by its links.
 */

/** What the server last sent for each part. */
const senast = new Map();
/** Forms that somebody has begun to fill in. @type {WeakSet<HTMLFormElement>} */
const paborjade = new WeakSet();
/** The form whose answer is on its way in: its own part is always shown anew. @type {HTMLFormElement | null} */
let skickad = null;

/** How many acts and choices have begun or been answered on this page. */
let varv = 0;
/** The count when each question to the server was asked. @type {WeakMap<XMLHttpRequest, number>} */
const fragadVid = new WeakMap();

/** @param {Element} del */
const utanNyckel = (del) => del.innerHTML.replace(/(name="csrfmiddlewaretoken" value=")[^"]*/g, "$1");

/** @param {Element} del */
const skrivs = (del) => [...del.querySelectorAll("form")].some((form) => form !== skickad && paborjade.has(form));

/** Keep folded parts as they were, by id. @param {Element} fran @param {Element} till */
function behallFall(fran, till) {
  for (const fall of fran.querySelectorAll("details[id][open]")) {
    const ny = till.querySelector(`#${CSS.escape(fall.id)}`);
    if (ny) ny.open = true;
  }
}

for (const del of document.querySelectorAll("[data-del]")) senast.set(del.id, utanNyckel(del));

document.addEventListener("input", (handelse) => {
  const form = /** @type {Element} */ (handelse.target).closest("form");
  if (form) paborjade.add(form);
});

document.addEventListener("htmx:beforeRequest", (handelse) => {
  const { elt, requestConfig, xhr } = /** @type {CustomEvent} */ (handelse).detail;
  if (elt.id !== "mote-puls") varv += 1;
  else if (document.hidden) handelse.preventDefault();
  else fragadVid.set(xhr, varv);
  if (requestConfig.verb === "post") skickad = elt.closest("form");
});

/* An answer that was asked for before somebody made a choice knows nothing of the choice: the next one does. */
document.addEventListener("htmx:beforeSwap", (handelse) => {
  const detalj = /** @type {CustomEvent} */ (handelse).detail;
  if (fragadVid.has(detalj.xhr) && fragadVid.get(detalj.xhr) !== varv) detalj.shouldSwap = false;
});

document.addEventListener("htmx:oobBeforeSwap", (handelse) => {
  const detalj = /** @type {CustomEvent} */ (handelse).detail;
  const gammal = /** @type {HTMLElement} */ (detalj.target);
  const ny = /** @type {HTMLElement | null} */ (detalj.fragment instanceof DocumentFragment ? detalj.fragment.firstElementChild : detalj.fragment);
  if (!ny || !gammal.hasAttribute("data-del")) return;
  const html = utanNyckel(ny);
  if (html === senast.get(gammal.id) && !(skickad && gammal.contains(skickad))) {
    detalj.shouldSwap = false;
    return;
  }
  if (skrivs(gammal)) {
    detalj.shouldSwap = false;
    gammal.dataset.vantar = "";
    return;
  }
  if (!skickad || !gammal.contains(skickad)) behallFall(gammal, ny);
  senast.set(gammal.id, html);
});

document.addEventListener("htmx:afterRequest", (handelse) => {
  const { elt, successful } = /** @type {CustomEvent} */ (handelse).detail;
  if (elt.id !== "mote-puls") {
    skickad = null;
    varv += 1;
  } else if (successful) document.querySelector("#meddelanden [role=alert]")?.remove();
});

document.addEventListener("htmx:afterSettle", () => {
  const fel = /** @type {HTMLElement | null} */ (document.querySelector("#mote-fel [data-fellista]"));
  if (fel && !fel.dataset.visad) {
    fel.dataset.visad = "ja";
    fel.focus();
  }
  const bekrafta = /** @type {HTMLElement | null} */ (document.querySelector(".rosta__bekrafta button"));
  if (bekrafta && !bekrafta.dataset.visad) {
    bekrafta.dataset.visad = "ja";
    bekrafta.closest("section")?.scrollIntoView({ block: "nearest" });
    bekrafta.focus();
  }
});
