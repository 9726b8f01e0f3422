// Light or dark: the visitor's choice, kept on this machine.

const key = "theme";

/** chosen returns "light", "dark", or "" when the system decides. */
export function chosen() {
  try {
    const theme = localStorage.getItem(key);
    return theme === "light" || theme === "dark" ? theme : "";
  } catch {
    return ""; // storage may be forbidden
  }
}

/** shown returns the theme that the page has now. */
export function shown() {
  return (
    document.documentElement.dataset.theme ||
    (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")
  );
}

/** toggle switches the theme and keeps the choice. */
export function toggle() {
  const theme = shown() === "dark" ? "light" : "dark";
  document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem(key, theme);
  } catch {
    // The choice lasts as long as the page.
  }
}

/** watch calls listener with the theme whenever it changes. */
export function watch(listener) {
  const tell = () => listener(shown());
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", tell);
  new MutationObserver(tell).observe(document.documentElement, { attributeFilter: ["data-theme"] });
}
