// Elements in few words.

/**
 * Make an element: `make("button", { class: "pb-button", type: "button" }, "Copy")`.
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name @param {Record<string, string>} attributes @param {(Node | string)[]} children
 */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/**
 * The element that a selector names. Throws where there is none: then templates and scripts no longer agree.
 * @template {Element} [Kind=HTMLElement]
 * @param {string} selector @param {ParentNode} root @param {new () => Kind} kind
 * @returns {Kind}
 */
export function get(selector, root = document, kind = /** @type {any} */ (HTMLElement)) {
  const found = root.querySelector(selector);
  if (found instanceof kind) return found;
  throw new Error(`the page has no ${selector}`);
}

/**
 * All elements that a selector names.
 * @template {Element} [Kind=HTMLElement]
 * @param {string} selector @param {ParentNode} root @param {new () => Kind} kind
 * @returns {Kind[]}
 */
export function all(selector, root = document, kind = /** @type {any} */ (HTMLElement)) {
  return /** @type {Kind[]} */ ([...root.querySelectorAll(selector)].filter((found) => found instanceof kind));
}

/**
 * The nearest element that a selector names, from this one outwards. Throws where there is none.
 * @param {string} selector @param {Element} element
 */
export function around(selector, element) {
  const found = element.closest(selector);
  if (found instanceof HTMLElement) return found;
  throw new Error(`nothing around is ${selector}`);
}

/**
 * The element that an event began in, or what of it or around it a selector names.
 * @template {Element} [Kind=HTMLElement]
 * @param {Event} event @param {string} selector @param {new () => Kind} kind
 * @returns {Kind | null}
 */
export function hit(event, selector, kind = /** @type {any} */ (HTMLElement)) {
  const found = event.target instanceof Element ? event.target.closest(selector) : null;
  return found instanceof kind ? found : null;
}

/**
 * The words that the page's template gives to its scripts.
 * @type {Record<string, string>}
 */
export const words = JSON.parse(document.getElementById("pb-words")?.textContent ?? "{}");

/**
 * Every language of the site, as the language menu names it; none on a page without one.
 * @returns {{code: string, name: string, direction: string}[]}
 */
export const languages = () =>
  all("a.pb-language", document, HTMLAnchorElement).map((link) => ({
    code: link.hreflang,
    name: link.firstChild?.textContent?.trim() ?? link.hreflang,
    direction: link.dir || "ltr",
  }));

/**
 * The language of an element's text.
 * @param {Element} element
 */
export function languageOf(element) {
  const around = element.closest("[lang]");
  return around instanceof HTMLElement ? around.lang : document.documentElement.lang;
}

/** What stands behind the # of this page's address; as it is where it is not well formed, as in a link cut short. */
export function anchor() {
  const hash = location.hash.slice(1);
  try {
    return decodeURIComponent(hash);
  } catch {
    return hash;
  }
}

/** Scroll to the section that the address names, after the page was rebuilt around it. */
export function returnToSection() {
  const place = document.getElementById(anchor());
  for (let fold = place?.closest("details"); fold; fold = fold.parentElement?.closest("details")) fold.open = true;
  place?.scrollIntoView();
}
