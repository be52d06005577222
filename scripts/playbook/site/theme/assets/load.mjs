// The content of another page of the site, to be shown within this one.

import { all, get } from "./dom.mjs";

/**
 * The content of the page at an address; its links lead where they led. Throws without a connection.
 * @param {URL} address
 */
export async function loadPage(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(response.statusText);
  const page = get(".pb-page", new DOMParser().parseFromString(await response.text(), "text/html"));
  for (const link of all("a[href]", page, HTMLAnchorElement)) {
    link.href = new URL(link.getAttribute("href") ?? "", address).href;
  }
  return page;
}
