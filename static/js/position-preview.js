// Shows beside the statement's form what the position would become, while it is filled in. Without this script the
// button opens the same answer as a page.
"use strict";
(function ($) {
  const panel = document.getElementById("position-outcome");
  const button = document.querySelector("input.preview");
  if (!panel || !button) return;
  const form = button.form;
  let shown = "", timer = 0, latest = 0;

  async function refresh() {
    const data = new FormData(form);
    const asked = new URLSearchParams(data).toString();
    if (asked === shown) return;
    shown = asked;
    const number = ++latest;
    const answer = await fetch(panel.dataset.url, {
      method: "POST", body: data, headers: { "X-Requested-With": "fetch" },
    }).catch(() => null);
    // An older answer must not replace a newer one, nor the login page stand in for an answer.
    if (number !== latest) return;
    if (!answer || !answer.ok || answer.redirected) { shown = ""; return; }
    panel.innerHTML = await answer.text();
  }

  function soon() {
    clearTimeout(timer);
    timer = setTimeout(refresh, 400);
  }

  // jQuery hears the autocomplete fields, which never send the browser's own change event.
  $(form).on("change input focusin", soon);
  document.addEventListener("formset:removed", soon);
  button.addEventListener("click", (event) => {
    event.preventDefault();
    shown = "";
    refresh();
    panel.scrollIntoView({ block: "center" });
  });
  refresh();
})(django.jQuery);
