/**
 * A question before an act that cannot be undone: form[data-bekrafta] or button[data-bekrafta].
 * The attribute holds the question; data-bekrafta-text what will happen; data-bekrafta-knapp the word on the button.
 */

/**
 * @param {HTMLElement} kalla the form or button that carries the question
 * @param {string} ord
 * @returns {HTMLDialogElement}
 */
function dialog(kalla, ord) {
  const ruta = document.createElement("dialog");
  const rubrik = document.createElement("h2");
  rubrik.id = "bekrafta-rubrik";
  rubrik.textContent = kalla.dataset.bekrafta ?? "";
  const text = document.createElement("p");
  text.textContent = kalla.dataset.bekraftaText ?? "";
  const form = document.createElement("form");
  form.method = "dialog";
  form.className = "knappar";
  form.append(knapp("ja", ord, "button button--primary"), knapp("nej", "Avbryt", "button button--tertiary"));
  ruta.setAttribute("aria-labelledby", rubrik.id);
  ruta.append(rubrik, ...(text.textContent ? [text] : []), form);
  return ruta;
}

/**
 * @param {string} varde
 * @param {string} text
 * @param {string} klass
 */
function knapp(varde, text, klass) {
  const element = document.createElement("button");
  element.value = varde;
  element.className = klass;
  element.textContent = text;
  return element;
}

document.addEventListener(
  "submit",
  (handelse) => {
    const form = /** @type {HTMLFormElement} */ (handelse.target);
    const utlosare = /** @type {HTMLButtonElement | null} */ (handelse.submitter);
    const kalla = utlosare?.dataset.bekrafta ? utlosare : form;
    if (!kalla.dataset.bekrafta || form.dataset.bekraftad) return;
    handelse.preventDefault();
    handelse.stopImmediatePropagation();
    const ruta = dialog(kalla, kalla.dataset.bekraftaKnapp ?? utlosare?.textContent ?? "Ja");
    ruta.addEventListener("close", () => {
      ruta.remove();
      utlosare?.focus();
      if (ruta.returnValue !== "ja") return;
      form.dataset.bekraftad = "ja";
      form.requestSubmit(utlosare);
      delete form.dataset.bekraftad;
    });
    document.body.append(ruta);
    ruta.showModal();
  },
  true,
);
