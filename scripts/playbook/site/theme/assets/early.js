// Runs before the first paint, so that nobody sees the wrong colours first. The only script that holds up a page.
(() => {
  const root = document.documentElement;
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const key = `${new URL("..", script.src).pathname}#scheme`;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  root.classList.replace("no-js", "js");

  function chosen() {
    try {
      return localStorage.getItem(key);
    } catch {
      return null; // storage is switched off: the device's choice it is
    }
  }

  function paint() {
    const scheme = chosen() ?? (dark.matches ? "slate" : "default");
    document.body?.setAttribute("data-md-color-scheme", scheme);
    return scheme;
  }

  const waiting = new MutationObserver(() => {
    if (!document.body) return;
    waiting.disconnect();
    paint();
  });
  waiting.observe(root, { childList: true });
  dark.addEventListener("change", paint);
  /** @type {any} */ (window).playbookScheme = { key, paint };
})();
