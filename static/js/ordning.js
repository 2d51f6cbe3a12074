/**
 * A list whose rows can be moved: ol[data-ordning="<url>"] > li[data-id]. The buttons up and down are real forms
 * (form[data-flytta="upp"|"ned"]) that work without this script; with it the row moves at once, by button or by dragging
 * [data-grepp], and the new order is posted as repeated "ordning". Elements [data-nr] are numbered again. A list with
 * data-version sends it too, and takes the new one from the answer's Finsam-Version, so that a stale list is refused.
 */

/** @param {HTMLElement} lista */
function gorFlyttbar(lista) {
  const rader = () => /** @type {HTMLElement[]} */ ([...lista.querySelectorAll(":scope > li")]);
  const poster = () => rader().filter((rad) => rad.querySelector("[data-flytta]"));
  const ordning = () => rader().flatMap((rad) => (rad.dataset.id ? [rad.dataset.id] : []));

  const numrera = () => {
    poster().forEach((rad, plats, alla) => {
      const nr = rad.querySelector("[data-nr]");
      if (nr) nr.textContent = String(plats + 1);
      rad.querySelector("[data-flytta=upp] button").disabled = plats === 0;
      rad.querySelector("[data-flytta=ned] button").disabled = plats === alla.length - 1;
    });
  };

  /** @param {HTMLElement} rad */
  const sag = (rad) => {
    const namn = rad.querySelector("h3")?.textContent.trim() ?? "Raden";
    const plats = poster().indexOf(rad) + 1;
    document.getElementById("lage").textContent = `${namn}: plats ${plats} av ${poster().length}.`;
  };

  let pagaende = Promise.resolve();
  const skicka = () => (pagaende = pagaende.then(posta)); // one at a time: each answer gives the next its version
  const posta = async () => {
    const kropp = new URLSearchParams(ordning().map((id) => ["ordning", id]));
    if (lista.dataset.version) kropp.append("version", lista.dataset.version);
    const huvuden = { ...JSON.parse(document.body.getAttribute("hx-headers") ?? "{}"), "HX-Request": "true" };
    lista.classList.add("sparar");
    const svar = await fetch(lista.dataset.ordning, { method: "POST", body: kropp, headers: huvuden, redirect: "manual" }).catch(() => null);
    lista.classList.remove("sparar");
    if (!svar?.ok) return window.location.reload();
    const version = svar.headers.get("Finsam-Version");
    if (!version) return;
    lista.dataset.version = version;
    lista.querySelectorAll("input[name=version]").forEach((ruta) => (ruta.value = version));
  };

  /** @param {HTMLElement} rad */
  const klart = (rad) => {
    numrera();
    sag(rad);
    skicka();
  };

  lista.addEventListener("submit", (handelse) => {
    const form = /** @type {HTMLFormElement} */ (handelse.target);
    const riktning = form.dataset.flytta;
    if (!riktning) return;
    handelse.preventDefault();
    const rad = form.closest("li");
    const alla = poster();
    const granne = alla[alla.indexOf(rad) + (riktning === "upp" ? -1 : 1)]; // headings between them are passed
    if (!granne) return;
    if (riktning === "upp") granne.before(rad);
    else granne.after(rad);
    klart(rad);
    const knapp = form.querySelector("button");
    (knapp.disabled ? rad.querySelector("[data-flytta] button:not(:disabled)") : knapp)?.focus();
  });

  lista.addEventListener("pointerdown", (handelse) => {
    const grepp = /** @type {Element} */ (handelse.target).closest("[data-grepp]");
    if (!grepp || handelse.button !== 0) return;
    handelse.preventDefault();
    dra(grepp.closest("li"), handelse.pointerId);
  });

  /**
   * @param {HTMLElement} rad
   * @param {number} pekare
   */
  const dra = (rad, pekare) => {
    const fore = ordning().join();
    lista.setPointerCapture(pekare);
    rad.classList.add("dras");
    /** @param {PointerEvent} h */
    const flytta = (h) => {
      const mal = rader().find((r) => r !== rad && h.clientY >= r.getBoundingClientRect().top && h.clientY < r.getBoundingClientRect().bottom);
      if (!mal) return;
      const mitt = mal.getBoundingClientRect().top + mal.getBoundingClientRect().height / 2;
      if (h.clientY < mitt && mal.previousElementSibling !== rad) mal.before(rad);
      else if (h.clientY >= mitt && mal.nextElementSibling !== rad) mal.after(rad);
    };
    const slapp = () => {
      lista.removeEventListener("pointermove", flytta);
      rad.classList.remove("dras");
      if (ordning().join() !== fore) klart(rad);
    };
    lista.addEventListener("pointermove", flytta);
    lista.addEventListener("lostpointercapture", slapp, { once: true });
  };

  lista.classList.add("ordnas");
  numrera();
}

document.querySelectorAll("[data-ordning]").forEach(gorFlyttbar);
