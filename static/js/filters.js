// The filter bar works without this file; with it, only one panel is open at a time, Escape or a click outside
// closes it, and empty fields stay out of the address.
const form = document.querySelector("form.filters");
if (form) {
  const panels = [...form.querySelectorAll("details")];
  const close = (kept) => panels.forEach((panel) => { if (panel !== kept) panel.open = false; });
  panels.forEach((panel) => panel.addEventListener("toggle", () => { if (panel.open) close(panel); }));
  document.addEventListener("click", (event) => { if (!event.target.closest(".facet")) close(); });
  form.addEventListener("keydown", (event) => {
    const panel = event.target.closest("details[open]");
    if (event.key === "Escape" && panel) {
      panel.open = false;
      panel.querySelector("summary").focus();
    }
  });
  form.addEventListener("submit", () => {
    const empty = [...form.elements].filter((field) => field.name && field.type !== "checkbox" && !field.value);
    empty.forEach((field) => { field.disabled = true; });
    setTimeout(() => empty.forEach((field) => { field.disabled = false; }));
  });
}
