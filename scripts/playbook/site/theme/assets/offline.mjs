// Keeps the site on the device for when there is no signal, and says so when there is none.

import { longDate } from "./dates.mjs";
import { all } from "./dom.mjs";
import { recall, remember } from "./storage.mjs";

const [notice] = all(".pb-offline");
const root = document.documentElement;

/** @param {boolean} offline */
function show(offline) {
  root.classList.toggle("pb-is-offline", offline);
  if (notice) notice.hidden = !offline || Boolean(document.querySelector(".pb-lost")); // such a page says so itself
}

addEventListener("online", () => show(false));
addEventListener("offline", () => show(true));
show(!navigator.onLine);

/**
 * Remember the day on which the copy of a language was found to be what the server has.
 * @param {string} language
 */
function noteKept(language) {
  remember("kept", { ...recall("kept"), [language]: Date.now() });
  tellKept();
  root.dataset.kept = language;
}

/** Say at the foot of the page since when it is kept here as it is. */
function tellKept() {
  const day = recall("kept")?.[root.lang];
  for (const line of all(".pb-kept")) {
    line.hidden = !Number.isInteger(day);
    if (!line.hidden) line.textContent = (line.dataset.saved ?? "").replace("{date}", longDate(new Date(day)));
  }
}

tellKept();

async function keepThisLanguage() {
  const worker = navigator.serviceWorker;
  worker.addEventListener("message", ({ data }) => {
    if (data.kept) {
      noteKept(data.kept);
    } else if (data.ended) {
      remember("kept", undefined);
      tellKept();
      root.dataset.ended = data.ended;
    } else root.dataset.failed = data.reason;
    show(Boolean(data.offline) || !navigator.onLine);
  });
  await worker.register(new URL("../service-worker.js", import.meta.url), { updateViaCache: "none" }).catch(() => {
    // no connection, or a browser that keeps nothing: what was registered before still works
  });
  (await worker.ready).active?.postMessage({ keep: root.dataset.reads ?? root.lang });
}

// After everything else: what is kept for later must not slow down what is being read now.
if ("serviceWorker" in navigator) {
  const whenIdle = window.requestIdleCallback ?? ((/** @type {() => void} */ task) => setTimeout(task, 200));
  if (document.readyState === "complete") whenIdle(keepThisLanguage);
  else addEventListener("load", () => whenIdle(keepThisLanguage));
}
