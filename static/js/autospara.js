/**
 * Saves a form two seconds after the last change: form[data-autospara="<url>"], with an element [data-sparat] for the state.
 * The answer is a short fragment ("Sparat 08.42"); a hidden input in it (version) takes the place of the form's own.
 * Without JavaScript the form's button saves.
 */

const VANTA = 2000;
const IGEN = 10000;

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement} plats
 */
function autospara(form, plats) {
  let klocka = 0;
  let pagar = false;
  let igen = false;

  /** @param {string} text */
  const fel = (text) => {
    plats.textContent = text;
    plats.classList.add("form__sparat--fel");
  };

  /** @param {string} html */
  const sparat = (html) => {
    const svar = new DOMParser().parseFromString(html, "text/html");
    for (const dold of svar.querySelectorAll("input[type=hidden][name]")) {
      const egen = form.elements.namedItem(dold.name);
      if (egen && "value" in egen) egen.value = dold.value;
    }
    plats.classList.toggle("form__sparat--fel", svar.querySelector("[data-fel]") !== null);
    plats.textContent = svar.body.textContent.trim();
    form.dispatchEvent(new CustomEvent("sparat"));
  };

  const spara = async () => {
    if (pagar) {
      igen = true;
      return;
    }
    pagar = true;
    try {
      const svar = await fetch(form.dataset.autospara, {
        method: "POST",
        body: new FormData(form),
        headers: { "HX-Request": "true" },
        redirect: "manual",
      });
      if (svar.ok) sparat(await svar.text());
      else if (svar.status === 409) fel("Inte sparat: någon annan har ändrat samtidigt. Spara med knappen för att se båda texterna.");
      else if (svar.status === 422) fel("Inte sparat än: något fält är inte rätt ifyllt.");
      else if (svar.type === "opaqueredirect" || svar.status === 401 || svar.status === 403) fel("Inte sparat: du har blivit utloggad. Spara med knappen, så får du logga in och texten följer med.");
      else throw new Error(String(svar.status));
    } catch {
      fel("Inte sparat. Försöker igen om en stund.");
      klocka = window.setTimeout(spara, IGEN);
    } finally {
      pagar = false;
      if (igen) {
        igen = false;
        spara();
      }
    }
  };

  form.addEventListener("input", () => {
    window.clearTimeout(klocka);
    klocka = window.setTimeout(spara, VANTA);
  });
  form.addEventListener("submit", () => window.clearTimeout(klocka));
}

for (const form of document.querySelectorAll("form[data-autospara]")) {
  const plats = form.querySelector("[data-sparat]");
  if (plats) autospara(form, plats);
}
