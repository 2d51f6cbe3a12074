/**
 * Forms: the list of errors takes the focus, and what was typed in a long form (data-behall="a name of its own") is kept in this
 * tab until it has been sent, so that an expired session or a dead net loses nothing.
 */

const FORLED = "behall:";

document.querySelector("[data-fellista]")?.focus();

/**
 * @param {HTMLFormElement} form
 * @returns {Record<string, string>}
 */
function texter(form) {
  const falt = form.querySelectorAll("textarea[name], input[type=text][name], input:not([type])[name]");
  return Object.fromEntries([...falt].map((f) => [f.name, f.value]));
}

/** @param {HTMLFormElement} form */
function nyckel(form) {
  return FORLED + form.dataset.behall;
}

/**
 * Offer the kept text, above the form, without touching what stands there.
 * @param {HTMLFormElement} form
 * @param {{nar: string, falt: Record<string, string>}} sparat
 */
function erbjud(form, sparat) {
  const ruta = document.createElement("div");
  ruta.className = "message-box message-box--info-short";
  ruta.setAttribute("role", "status");
  const text = document.createElement("p");
  text.textContent = `Text som du skrev ${sparat.nar} blev inte sparad. Den finns kvar i den här fliken.`;
  const knappar = document.createElement("div");
  knappar.className = "knappar";
  knappar.append(
    knapp("Ta tillbaka texten", () => {
      for (const [namn, varde] of Object.entries(sparat.falt)) {
        const falt = form.elements.namedItem(namn);
        if (falt && "value" in falt) falt.value = varde;
      }
      form.dispatchEvent(new Event("input", { bubbles: true }));
      ruta.remove();
    }),
    knapp("Kasta den", () => {
      sessionStorage.removeItem(nyckel(form));
      ruta.remove();
    }),
  );
  ruta.append(text, knappar);
  form.before(ruta);
}

/**
 * @param {string} text
 * @param {() => void} gor
 */
function knapp(text, gor) {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "button button--secondary button--small";
  element.textContent = text;
  element.addEventListener("click", gor);
  return element;
}

/** @param {HTMLFormElement} form */
function behall(form) {
  const ratext = sessionStorage.getItem(nyckel(form));
  const sparat = ratext && JSON.parse(ratext);
  const nu = texter(form);
  if (sparat && Object.entries(sparat.falt).some(([namn, varde]) => namn in nu && nu[namn] !== varde)) erbjud(form, sparat);
  form.addEventListener("input", () => {
    const nar = new Date().toLocaleTimeString("sv-SE", { hour: "2-digit", minute: "2-digit" }).replace(":", ".");
    sessionStorage.setItem(nyckel(form), JSON.stringify({ nar, falt: texter(form), skickad: false }));
  });
  form.addEventListener("submit", () => {
    const senast = sessionStorage.getItem(nyckel(form));
    if (senast) sessionStorage.setItem(nyckel(form), JSON.stringify({ ...JSON.parse(senast), skickad: true }));
  });
  form.addEventListener("sparat", () => sessionStorage.removeItem(nyckel(form)));
}

/** Text that was sent and led to another page of ours, still logged in and not an error page, has arrived. */
function stada() {
  if (!document.body.hasAttribute("hx-headers") || document.querySelector("[data-feltext]")) return;
  for (const namn of Object.keys(sessionStorage).filter((n) => n.startsWith(FORLED))) {
    const form = document.querySelector(`form[data-behall="${CSS.escape(namn.slice(FORLED.length))}"]`);
    if (!form && JSON.parse(sessionStorage.getItem(namn)).skickad) sessionStorage.removeItem(namn);
  }
}

document.querySelectorAll("form[data-behall]").forEach(behall);
stada();
document.querySelector("form[data-utloggning]")?.addEventListener("submit", () => {
  for (const namn of Object.keys(sessionStorage).filter((n) => n.startsWith(FORLED))) sessionStorage.removeItem(namn);
});
