// The row of actions at the head of a page. Links lead to sections of the page until a reader presses one; what stands
// in the panels comes then. The row keeps its look and its place, so nothing on the page moves.

/** Makes the actions of a row open panels. */
export function startActions(bar: HTMLElement): void {
  if (!("popover" in HTMLElement.prototype)) {
    for (const button of bar.querySelectorAll("button")) button.hidden = true; // what needs panels
    return;
  }
  for (const action of bar.querySelectorAll<HTMLElement>("[data-act]")) {
    const button = action instanceof HTMLButtonElement ? action : replaced(action);
    button.setAttribute("aria-haspopup", "dialog");
    button.setAttribute("aria-expanded", "false");
    button.addEventListener("click", () => {
      const wasOpen = button.getAttribute("aria-expanded") === "true";
      import("./actions.js").then(
        (parts) => parts.toggle(bar, button, wasOpen),
        () => button.dataset["href"] && (location.hash = button.dataset["href"]),
      );
    });
  }
}

function replaced(link: HTMLElement): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = link.className;
  button.textContent = link.textContent;
  button.dataset["act"] = link.dataset["act"] ?? "";
  button.dataset["href"] = link.getAttribute("href") ?? "";
  link.replaceWith(button);
  return button;
}
