/** What a person is told when htmx gets no answer, or an answer that is not the fragment it asked for. */

const TEXTER = new Map([
  [403, "Det gick inte: du saknar rätt till detta, eller så har sidan stått öppen för länge. Ladda om sidan och försök igen."],
  [404, "Det du ville ändra finns inte längre. Ladda om sidan."],
  [409, "Någon annan hann före. Ladda om sidan för att se vad som ändrats; det du skrev står kvar här tills du gör det."],
  [413, "Filen är för stor. Största storlek är 25 MB."],
]);

/**
 * Show a message box among the page's messages and let screen readers hear it.
 * @param {string} text
 */
function visaFel(text) {
  const ruta = document.createElement("div");
  ruta.className = "message-box message-box--error-short";
  ruta.setAttribute("role", "alert");
  ruta.textContent = text;
  const plats = document.getElementById("meddelanden");
  plats?.replaceChildren(ruta);
  plats?.scrollIntoView({ block: "nearest" });
}

document.addEventListener("htmx:responseError", (handelse) => {
  const svar = /** @type {CustomEvent} */ (handelse).detail.xhr;
  const sidans = new DOMParser().parseFromString(svar.responseText, "text/html").querySelector("[data-feltext]");
  visaFel(sidans?.textContent.trim() || (TEXTER.get(svar.status) ?? "Något gick fel hos oss. Försök igen om en stund."));
});
document.addEventListener("htmx:sendError", () => {
  visaFel("Ingen kontakt med servern. Kontrollera nätet och försök igen; det du skrev står kvar.");
});
