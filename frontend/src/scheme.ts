// Runs before the first paint, so that a remembered scheme shows no flash of the other one. It is written into each page
// by its digest, so nothing else may stand here.
const root = document.documentElement;
root.classList.replace("no-js", "js");
// What is stored comes from another process, which is busy with the new page at first: to ask at once held up the reading
// of the page. The browser calls this when a frame begins, before anything of it is laid out or painted.
requestAnimationFrame(() => {
  try {
    const chosen = localStorage.getItem("silkline.scheme");
    if (chosen === "light" || chosen === "dark") root.dataset["scheme"] = chosen;
  } catch {
    // Storage may be forbidden; the system's scheme stands.
  }
});
// A comparison within another site's page shows no frame of this one.
if (/\/compare\/$/.test(location.pathname) && /[?&]embed=1(?:&|$)/.test(location.search)) root.classList.add("embedded");
