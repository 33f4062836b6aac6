// Completes search fields from the directory: a WAI-ARIA 1.2 combobox with a list. Without it they are plain forms.
const { url, label, none, one, many } = document.currentScript.dataset;
const PAUSE = 120; // milliseconds between the last key and the question
const count = document.createElement("p"); // what a screen reader hears

// A field with data-to asks for a body to go on with: only bodies are offered, each leading to that address and its slug.
function offered(results, to) {
  if (!to) return results;
  const slugOf = (result) => result.url.split("/").at(-2);
  return results.filter((result) => result.kind === "body").map((result) => ({ ...result, url: to + slugOf(result) }));
}

function combobox(input, number) {
  const list = document.createElement("ul");
  let options = [], active = -1, timer, asking;

  list.id = `suggestions-${number}`;
  list.className = "suggestions";
  list.hidden = true;
  set(list, { role: "listbox", "aria-label": label });
  set(input, { role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": false, "aria-controls": list.id });
  input.after(list);

  function close() {
    clearTimeout(timer);
    asking?.abort();
    show([]);
    count.textContent = "";
  }
  function show(results) {
    options = results.map(optionOf);
    list.replaceChildren(...options);
    list.hidden = !options.length;
    set(input, { "aria-expanded": !list.hidden });
    list.style.cssText = `left:${input.offsetLeft}px;top:${input.offsetTop + input.offsetHeight}px;width:${input.offsetWidth}px`;
    count.textContent = [none, one][options.length] ?? many.replace("#", options.length);
    mark(-1);
  }
  function optionOf(result, n) {
    const option = document.createElement("li"), detail = document.createElement("span");
    detail.textContent = result.detail;
    option.append(result.label, " ", detail);
    option.id = `${list.id}-${n}`;
    option.dataset.url = result.url;
    set(option, { role: "option", "aria-selected": false });
    return option;
  }
  function mark(n) {
    options[active]?.setAttribute("aria-selected", false);
    active = n;
    options[active]?.setAttribute("aria-selected", true);
    options[active]?.scrollIntoView({ block: "nearest" });
    if (options[active]) set(input, { "aria-activedescendant": options[active].id });
    else input.removeAttribute("aria-activedescendant");
  }
  async function ask() {
    const text = input.value.trim();
    asking?.abort();
    if (!text) return close();
    asking = new AbortController();
    try {
      const answer = await fetch(`${url}?q=${encodeURIComponent(text)}`, { signal: asking.signal });
      if (answer.ok) show(offered((await answer.json()).results, input.dataset.to));
    } catch (error) {
      if (error.name !== "AbortError") close(); // no connection: the form still works
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const last = options.length - 1;
    const moves = { ArrowDown: active < last ? active + 1 : -1, ArrowUp: active < 0 ? last : active - 1 };
    if (active >= 0) Object.assign(moves, { Home: 0, End: last });
    if (event.isComposing) return;
    if (event.key === "ArrowDown" && list.hidden) ask();
    else if (list.hidden) return;
    else if (event.key in moves) mark(moves[event.key]);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && active >= 0) location.assign(options[active].dataset.url);
    else return;
    event.preventDefault();
  });
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.url);
  });
}

function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
}

set(count, { role: "status", class: "unseen" });
document.body.append(count);
document.querySelectorAll("input[name=q]").forEach(combobox);
