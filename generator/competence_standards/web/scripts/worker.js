/* The service worker. Keeps the pages that were opened, so that they open again where there is no network.
 *
 * It answers for the addresses of its edition alone, which service-worker.js names. A host may have other sites and
 * applications below the same address, and their requests pass as if there were no worker. What is kept is asked for without
 * cookies or passwords, so it is what everybody gets, whoever uses this browser.
 *
 * A store belongs to one edition of the site, and nothing of another one ever gets into it: what comes from the network is
 * kept only if the site is still of that edition afterwards. A new edition fetches anew every page that the old one kept,
 * and takes over when it has them all. So a reader without network sees one edition or the other, never half of each.
 */
"use strict";

const { version, worker, offline, assets, needed, addresses } = self.EDITION;
const SITE = self.registration.scope;
const STORES = `kept:${SITE}:`;
const STORE = STORES + version;
const PATIENCE = 4000;
/** The endings of this edition's addresses, by their first folder. In an ending, "*" stands for the name of the folder. */
const ENDINGS = new Map(
  addresses.flatMap(({ folders, endings }) => {
    const all = new Set(endings);
    return folders.map((name) => [name, all]);
  }),
);

/** The part of a URL below the site's top, without query and anchor; null unless this edition of the site has it. @param {string} url */
function addressOf(url) {
  if (!url.startsWith(SITE)) return null;
  const address = url.slice(SITE.length).replace(/[?#].*$/, "");
  const [, folder, ending] = /^(?:([^/]+)\/)?(.*)$/.exec(address) ?? [];
  const found = folder ? ending.split(folder).join("*") : ending;
  return !address.includes("*") && ENDINGS.get(folder ?? "")?.has(found) ? address : null;
}

/** The address that a request asks for; null where the request is not for the worker. @param {Request} request */
function askedFor({ method, url, headers }) {
  // The site's own queries say what to highlight on a page (h), and what to search for (q). They do not change the page.
  const known = [...new URL(url).searchParams.keys()].every((name) => name === "h" || name === "q");
  // A part of a file is not the file, and a password makes an answer one person's own.
  return method === "GET" && known && !headers.has("range") && !headers.has("authorization") ? addressOf(url) : null;
}

/** Style sheets and scripts have names that change with their content. @param {string} address */
function isNamedByContent(address) {
  return address.startsWith(assets);
}

/** Ask the server as a stranger does. Not what the browser's own cache still has: it may be of another edition. @param {string} address */
function ask(address) {
  return fetch(SITE + address, { cache: "no-cache", credentials: "omit", redirect: "manual" });
}

/** Whether everybody may get this answer: a whole file, which no header gives to one person or keeps out of stores. @param {Response} response */
function isKeepable({ status, headers }) {
  /** @param {string} header @param {string} words */
  const lists = (header, words) => new RegExp(`(^|,)\\s*(${words})\\s*([,=]|$)`, "i").test(headers.get(header) ?? "");
  return status === 200 && !lists("cache-control", "no-store|private") && !lists("vary", "\\*|cookie|authorization");
}

/** The addresses of the files that a page says it needs, besides those that all pages need. @param {string} address @param {Response} response */
async function companions(address, response) {
  if (!address.endsWith("/")) return [];
  const [, links] = /<html [^>]*data-keep="([^"]+)"/.exec(await response.clone().text()) ?? [];
  return (links?.split(" ") ?? []).flatMap((link) => addressOf(new URL(link, SITE + address).href) ?? []);
}

/** Whether the site is still of this worker's edition. */
async function isCurrent() {
  const response = await fetch(SITE + worker, { cache: "no-store" });
  return response.ok && (await response.text()).includes(`"${version}"`);
}

/** Fetch all that this edition needs, and all of its pages that an older one kept or a window shows. */
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
      // A page that is gone, moved or for some people only need not be kept. An answer of a server in trouble says nothing.
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

/** Put what has come from the network, and its data, into the store of this edition. @param {string} address @param {Response} response */
async function keep(address, response) {
  if (!(await caches.has(STORE))) return; // a reader removed everything, and a window of before is still open
  const store = await caches.open(STORE);
  /** @type {[string, Response][]} */
  const found = [[address, response]];
  for (const other of await companions(address, response)) {
    if (!(await store.match(SITE + other))) found.push([other, await ask(other)]);
  }
  if (await isCurrent()) {
    for (const [name, answer] of found) if (isKeepable(answer)) await store.put(SITE + name, answer);
  } else {
    // Not waited for: a browser can put this off for minutes, and the new worker takes over only once this event has ended.
    self.registration.update().catch(() => {});
  }
}

/** Does not make the store where there is none. @param {string} address */
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
    // What a stranger does not get may be there for this reader: then it is shown, and never kept.
    if (!isKeepable(response)) return fetch(event.request, { cache: "no-cache" });
    // A full disk, or no network all of a sudden: then the page is not kept, and shown all the same.
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

// A page was opened. Where everything was removed before, or the browser made room, this begins again as the first visit does.
self.addEventListener("message", (event) => {
  event.waitUntil(caches.has(STORE).then((has) => has || fill().catch(() => caches.delete(STORE))));
});

self.addEventListener("fetch", (event) => {
  const address = askedFor(event.request);
  if (address === null) return;
  event.respondWith(isNamedByContent(address) ? fromStore(event.request, address) : fromNetwork(event, address));
});
