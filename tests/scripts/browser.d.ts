// What our scripts use of a browser that TypeScript's own list does not have, or has only for one kind of script.

interface Window {
  /** The four names of Material's script: see boot.js. */
  __md_scope: URL;
  __md_hash: (text: string) => number;
  __md_get: (name: string, storage?: Storage | null, scope?: URL) => any;
  __md_set: (name: string, value: unknown, storage?: Storage | null, scope?: URL) => void;
  trustedTypes?: { createPolicy: (name: string, rules: { [rule: string]: (text: string) => string | null }) => void };
  /** What a build says of its edition of the site: see offline.py. */
  EDITION: {
    version: string;
    worker: string;
    offline: string;
    assets: string;
    needed: string[];
    addresses: { folders: string[]; endings: string[] }[];
  };
  registration: ServiceWorkerRegistration;
  skipWaiting: () => Promise<void>;
  clients: {
    claim: () => Promise<void>;
    matchAll: (which: { includeUncontrolled: boolean; type: string }) => Promise<{ url: string }[]>;
  };
}

interface Event {
  /** Of the events of a service worker. */
  waitUntil: (done: Promise<unknown>) => void;
}

interface WindowEventMap {
  fetch: Event & { request: Request; respondWith: (response: Promise<Response>) => void };
}
