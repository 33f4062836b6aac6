// Copies the text a button names. Without this file the buttons stay hidden, and the text is selected by hand.
const selected = (part) => {
  const range = document.createRange();
  range.selectNodeContents(part);
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
};

const copied = async (part) => {
  try {
    await navigator.clipboard.writeText(part.textContent.trim());
    return true;
  } catch {
    selected(part); // no clipboard on a page without https: select, and try the older way
    return document.execCommand("copy");
  }
};

document.querySelectorAll("button[data-copies]").forEach((button) => {
  const status = button.parentElement.querySelector("[role=status]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    status.textContent = "";
    const done = await copied(document.getElementById(button.dataset.copies));
    status.textContent = done ? button.dataset.done : button.dataset.failed;
  });
});
