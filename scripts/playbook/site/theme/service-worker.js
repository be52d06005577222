// Keeps the reader's language on the device. Copied to the site's root as it is: what there is to keep stands in
// offline/<language>.json, with the hash of every file.
//
// One cache per language and version. A version is used only once every file of it is there and has the right hash;
// a page that is open keeps to the version it was opened in, and so do the scripts and data it asks for later. So
// nobody ever sees a mix of old and new.
//
// What is kept ends with the site: where the server says that there is no such worker any more, everything is cleared
// away; where it says so of a language's list, that language is. No answer, or another one, says nothing of the kind.

/**
 * What there is to keep: every file's address below the site's root, and its hash.
 * @typedef {{version: string, files: Record<string, string>}} List
 * A language that is kept, and the name of its cache.
 * @typedef {{language: string, name: string}} Kept
 */

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const ROOT = new URL("./", worker.location.href).href;
const PREFIX = `playbook ${new URL(ROOT).pathname} `;
const NOTES = `${PREFIX}notes`;
const PRESS = `${PREFIX}press`; // what assets/press-worker.mjs keeps, once somebody has made a pack
const LANGUAGES_KEPT = 2; // the reader's own and one more, for teams that work in two
const AT_ONCE = 4; // requests
const GONE = [404, 410]; // HTTP: not found, gone
const YOUNG = 60_000; // milliseconds in which a page that is being opened may not be listed as open yet

/** @type {Map<string, Promise<object>>} */
const keeping = new Map();

worker.addEventListener("install", () => worker.skipWaiting()); // safe: every version of this file serves every cache
worker.addEventListener("message", (event) => {
  const language = event.data?.keep;
  if (language) event.waitUntil(keepOnce(language).then((outcome) => event.source?.postMessage(outcome)));
});
worker.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(ROOT)) return;
  event.respondWith(request.mode === "navigate" ? openPage(event) : fetchPart(event));
});

/** @param {string} name @param {any} otherwise @returns {Promise<any>} */
async function readNote(name, otherwise) {
  const note = await (await caches.open(NOTES)).match(ROOT + name);
  return note ? note.json() : otherwise;
}

/** @param {string} name @param {unknown} value */
async function writeNote(name, value) {
  await (await caches.open(NOTES)).put(ROOT + name, new Response(JSON.stringify(value)));
}

/**
 * One round at a time for each language, however many pages ask.
 * @param {string} language
 */
function keepOnce(language) {
  const kept = keeping.get(language);
  if (kept) return kept;
  const round = keep(language)
    .then((there) => (there ? { kept: language } : { ended: language }))
    .catch((error) => ({ offline: error instanceof TypeError, reason: String(error) }))
    .finally(() => keeping.delete(language));
  keeping.set(language, round);
  return round;
}

/**
 * Brings the kept version of a language up to date, or clears away what is no more; says whether the language is still
 * there. Throws a TypeError without a connection.
 * @param {string} language
 */
async function keep(language) {
  const address = `${ROOT}offline/${language}.json`;
  const [self, answer] = await Promise.all(
    [worker.location.href, address].map((file) => fetch(file, { cache: "no-cache" })),
  );
  if (GONE.includes(self.status)) return forget(() => false);
  if (GONE.includes(answer.status)) return forget((kept) => kept !== language);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  /** @type {List} */
  const list = await answer.json();
  const name = `${PREFIX}${language} ${list.version}`;
  /** @type {Kept[]} */
  const kept = await readNote("languages", []);
  const before = kept.find((entry) => entry.language === language);
  if (before?.name !== name || !(await caches.has(name))) await fill(name, list, before?.name);
  const others = kept.filter((entry) => entry.language !== language);
  await writeNote("languages", [{ language, name }, ...others].slice(0, LANGUAGES_KEPT));
  await tidy(language);
  return true;
}

/**
 * Clears away the languages that do not stay, and with the last of them the worker itself.
 * @param {(language: string) => boolean} stays
 */
async function forget(stays) {
  /** @type {Kept[]} */
  const kept = (await readNote("languages", [])).filter((/** @type {Kept} */ entry) => stays(entry.language));
  const names = new Set(kept.length ? [NOTES, PRESS, ...kept.map(({ name }) => name)] : []);
  for (const name of await caches.keys()) if (name.startsWith(PREFIX) && !names.has(name)) await caches.delete(name);
  if (kept.length) await writeNote("languages", kept);
  else await worker.registration.unregister();
  return false;
}

/**
 * Completes the cache of a version; what did not change comes from the version before, what is there stays.
 * @param {string} name @param {List} list @param {string} [nameBefore]
 */
async function fill(name, list, nameBefore) {
  const cache = await caches.open(name);
  const before = nameBefore && nameBefore !== name ? await caches.open(nameBefore) : null;
  /** @type {List | undefined} */
  const listBefore = before ? await (await before.match(`${ROOT}list`))?.json() : null;
  const waiting = Object.entries(list.files);
  const work = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const [path, hash] = next;
      const address = ROOT + path;
      if (await cache.match(address)) continue;
      const same = listBefore?.files[path] === hash ? await before?.match(address) : null;
      await cache.put(address, same ?? (await download(address, hash)));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  await cache.put(`${ROOT}list`, new Response(JSON.stringify(list)));
}

/**
 * A file from the server, checked: while a new version is being put there, old files must not slip in.
 * @param {string} address @param {string} hash
 */
async function download(address, hash) {
  const answer = await fetch(address, { cache: "no-cache" });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  const body = await answer.arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", body)).slice(0, hash.length / 2);
  const found = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (found !== hash) throw new Error(`${address} is not of this version`);
  const headers = new Headers(answer.headers);
  for (const header of ["content-encoding", "content-length"]) headers.delete(header);
  return new Response(body, { headers });
}

/**
 * Removes the versions that are neither the newest of their language, nor open in a page, nor being fetched.
 * @param {string} language
 */
async function tidy(language) {
  /** @type {Kept[]} */
  const kept = await readNote("languages", []);
  const needed = new Set([NOTES, PRESS, ...kept.map(({ name }) => name)]);
  const open = new Set((await worker.clients.matchAll({ includeUncontrolled: true, type: "all" })).map(({ id }) => id));
  const notes = await caches.open(NOTES);
  for (const request of await notes.keys()) {
    if (!request.url.startsWith(`${ROOT}pin/`)) continue;
    const { name, since } = await /** @type {Response} */ (await notes.match(request)).json();
    if (open.has(request.url.slice(`${ROOT}pin/`.length)) || Date.now() - since < YOUNG) needed.add(name);
    else await notes.delete(request);
  }
  const fetching = [...keeping.keys()].filter((other) => other !== language).map((other) => `${PREFIX}${other} `);
  for (const name of await caches.keys()) {
    if (!name.startsWith(PREFIX) || needed.has(name) || fetching.some((start) => name.startsWith(start))) continue;
    await caches.delete(name);
  }
}

/**
 * The version that a page is of, for what it asks for later; kept in writing, as a worker may be ended at any time.
 * @param {string} client @param {string} name
 */
async function pin(client, name) {
  if (client) await writeNote(`pin/${client}`, { name, since: Date.now() });
}

/** @param {string} client */
async function pinned(client) {
  const found = client ? await readNote(`pin/${client}`, null) : null;
  return found && (await caches.has(found.name)) ? found.name : null;
}

/**
 * Looks an address up in every kept language, the one that was read last first.
 * @param {string} address
 */
async function findKept(address) {
  for (const { name } of await readNote("languages", [])) {
    const answer = await (await caches.open(name)).match(address, { ignoreSearch: true });
    if (answer) return { name, answer };
  }
  return null;
}

/**
 * A page: from the newest complete version that has it, else from the server, else the page that says why not.
 * @param {FetchEvent} event
 */
async function openPage(event) {
  const url = new URL(event.request.url);
  const address = url.origin + url.pathname.replace(/\/index\.html$/, "/");
  const found = await findKept(address);
  if (found) {
    await pin(event.resultingClientId, found.name);
    return found.answer;
  }
  if (await findKept(`${address}/`)) return Response.redirect(`${address}/${url.search}`);
  try {
    return await fetch(event.request);
  } catch (error) {
    if (address === `${ROOT}offline.html`) throw error;
    return Response.redirect(`${ROOT}offline.html?page=${encodeURIComponent(event.request.url.slice(ROOT.length))}`);
  }
}

/**
 * Whatever a page asks for: from the version that the page is of, else from the server, else from another language.
 * @param {FetchEvent} event
 */
async function fetchPart(event) {
  const name = await pinned(event.clientId);
  if (!name) return fetch(event.request);
  if (event.request.destination === "worker") await pin(event.resultingClientId, name);
  const part = await (await caches.open(name)).match(event.request, { ignoreSearch: true });
  if (part) return part;
  try {
    return await fetch(event.request);
  } catch (error) {
    const found = await findKept(event.request.url);
    const answer = found?.answer ?? (await (await caches.open(PRESS)).match(event.request, { ignoreSearch: true }));
    if (answer) return answer;
    throw error;
  }
}
