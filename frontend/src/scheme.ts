// Runs before the first paint, so that a remembered scheme shows no flash of the other one. Nothing else may stand here:
// the page waits for this file.
const root = document.documentElement;
root.classList.replace("no-js", "js");
try {
  const chosen = localStorage.getItem("silkline.scheme");
  if (chosen === "light" || chosen === "dark") root.dataset["scheme"] = chosen;
} catch {
  // Storage may be forbidden; the system's scheme stands.
}
// A comparison within another site's page shows no frame of this one.
if (/\/compare\/$/.test(location.pathname) && /[?&]embed=1(?:&|$)/.test(location.search)) root.classList.add("embedded");
