/* The service worker. Saves the pages that the reader opens, so that they open again offline.
 *
 * It handles only the addresses of its edition, which service-worker.js lists. Other sites below the same address are not affected. Saved
 * files are fetched without cookies or passwords, so they are the same for every user of this browser.
 *
 * Each edition of the site has its own cache. A response is saved only if the site is still at that edition after the download. A new
 * edition downloads every page that the old one saved, and takes over when all are there. So an offline reader sees one edition or the
 * other, never a mix.
 */
"use strict";

const { version, worker, offline, assets, needed, addresses } = self.EDITION;
const SITE = self.registration.scope;
const STORES = `kept:${SITE}:`;
const STORE = STORES + version;
const PATIENCE = 4000;
/** The endings of this edition's addresses, by first folder. "*" in an ending means the folder's name. */
const ENDINGS = new Map(
  addresses.flatMap(({ folders, endings }) => {
    const all = new Set(endings);
    return folders.map((name) => [name, all]);
  }),
);

/** Return a URL's path below the home page, or null if this edition does not have it. @param {string} url */
function addressOf(url) {
  if (!url.startsWith(SITE)) return null;
  const address = url.slice(SITE.length).replace(/[?#].*$/, "");
  const [, folder, ending] = /^(?:([^/]+)\/)?(.*)$/.exec(address) ?? [];
  const found = folder ? ending.split(folder).join("*") : ending;
  return !address.includes("*") && ENDINGS.get(folder ?? "")?.has(found) ? address : null;
}

/** Return the address of a request, or null if the worker does not handle the request. @param {Request} request */
function requestedAddress({ method, url, headers }) {
  // The site's queries, to highlight (h) and to search (q), do not change the file.
  const known = [...new URL(url).searchParams.keys()].every((name) => name === "h" || name === "q");
  // Skip requests for part of a file, and requests with a password, whose response is for one person.
  return method === "GET" && known && !headers.has("range") && !headers.has("authorization") ? addressOf(url) : null;
}

/** Whether a file's name changes with its content, as for style sheets and scripts. @param {string} address */
function isNamedByContent(address) {
  return address.startsWith(assets);
}

/** Fetch a file without credentials. Bypass the browser's cache, which may have another edition's file. @param {string} address */
function ask(address) {
  return fetch(SITE + address, { cache: "no-cache", credentials: "omit", redirect: "manual" });
}

/** Whether a response can be saved: a complete file that no header marks as private or not to be stored. @param {Response} response */
function isKeepable({ status, headers }) {
  /** @param {string} header @param {string} words */
  const lists = (header, words) => new RegExp(`(^|,)\\s*(${words})\\s*([,=]|$)`, "i").test(headers.get(header) ?? "");
  return status === 200 && !lists("cache-control", "no-store|private") && !lists("vary", "\\*|cookie|authorization");
}

/** Return the addresses of the additional files that a page needs. @param {string} address @param {Response} response */
async function companions(address, response) {
  if (!address.endsWith("/")) return [];
  const [, links] = /<html [^>]*data-keep="([^"]+)"/.exec(await response.clone().text()) ?? [];
  return (links?.split(" ") ?? []).flatMap((link) => addressOf(new URL(link, SITE + address).href) ?? []);
}

/** Whether the site on the server still has this worker's edition. */
async function isCurrent() {
  const response = await fetch(SITE + worker, { cache: "no-store" });
  return response.ok && (await response.text()).includes(`"${version}"`);
}

/** Download the files that every page needs, and each page that an older edition saved or that a window shows. */
async function fill() {
  const wanted = new Set(needed);
  /** @param {string} url */
  const add = (url) => {
    const address = addressOf(url);
    if (address !== null && !isNamedByContent(address)) wanted.add(address);
  };
  for (const name of await caches.keys()) {
    if (!name.startsWith(STORES) || name === STORE) continue;
    for (const request of await (await caches.open(name)).keys()) add(request.url);
  }
  for (const client of await self.clients.matchAll({ includeUncontrolled: true, type: "window" })) add(client.url);
  const store = await caches.open(STORE);
  /** @param {string} address @returns {Promise<unknown>} */
  const get = async (address) => {
    const response = await ask(address);
    if (!isKeepable(response)) {
      // Skip pages that are gone, moved or restricted. Fail on a server error, because the page may still exist.
      if (needed.includes(address) || response.status >= 500) throw new Error(`${address}: ${response.status}`);
      return;
    }
    const more = (await companions(address, response)).filter((one) => !wanted.has(one));
    for (const one of more) wanted.add(one);
    await Promise.all([store.put(SITE + address, response), ...more.map(get)]);
  };
  await Promise.all([...wanted].map(get));
  if (!(await isCurrent())) throw new Error("The site changed while it was fetched.");
}

/** Save a response, and the data that its page needs, in this edition's cache. @param {string} address @param {Response} response */
async function keep(address, response) {
  if (!(await caches.has(STORE))) return; // the reader removed everything, but an old window is still open
  const store = await caches.open(STORE);
  /** @type {[string, Response][]} */
  const found = [[address, response]];
  for (const other of await companions(address, response)) {
    if (!(await store.match(SITE + other))) found.push([other, await ask(other)]);
  }
  if (await isCurrent()) {
    for (const [name, answer] of found) if (isKeepable(answer)) await store.put(SITE + name, answer);
  } else {
    // Do not wait: the browser can delay the update for minutes, and the new worker cannot take over before this event ends.
    self.registration.update().catch(() => {});
  }
}

/** Return a saved response. Unlike caches.open, this does not create a missing cache. @param {string} address */
function kept(address) {
  return caches.match(SITE + address, { cacheName: STORE });
}

/** @param {Request} request @param {string} address */
async function fromStore(request, address) {
  return (await kept(address)) || fetch(request);
}

/** @param {WindowEventMap["fetch"]} event @param {string} address @returns {Promise<Response>} */
async function fromNetwork(event, address) {
  const before = await kept(address);
  const fetched = ask(address).then((response) => {
    if (before && response.status >= 500) return before;
    // A page may need this reader's credentials. Show it, but do not save it.
    if (!isKeepable(response)) return fetch(event.request, { cache: "no-cache" });
    // If saving fails (disk full, connection lost), still show the page.
    if (!before) event.waitUntil(keep(address, response.clone()).catch(() => {}));
    return response;
  });
  if (before) {
    const waited = new Promise((resolve) => setTimeout(resolve, PATIENCE, before));
    return Promise.race([fetched.catch(() => before), waited]);
  }
  return fetched.catch(() =>
    event.request.mode === "navigate" ? Response.redirect(SITE + offline) : Response.error(),
  );
}

self.addEventListener("install", (event) => {
  event.waitUntil(fill().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) if (name.startsWith(STORES) && name !== STORE) await caches.delete(name);
      await self.clients.claim();
    })(),
  );
});

// Runs when a page opens. If the cache was removed, by the reader or the browser, fill it as on the first visit.
self.addEventListener("message", (event) => {
  event.waitUntil(caches.has(STORE).then((has) => has || fill().catch(() => caches.delete(STORE))));
});

self.addEventListener("fetch", (event) => {
  const address = requestedAddress(event.request);
  if (address === null) return;
  event.respondWith(isNamedByContent(address) ? fromStore(event.request, address) : fromNetwork(event, address));
});
