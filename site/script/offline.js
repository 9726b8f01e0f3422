// The service worker: after the first visit the playground works offline.
// RELEASE, FILES and PAGES are filled in when the site is published.

const shelf = `playground-${RELEASE}`;

async function install() {
  const cache = await caches.open(shelf);
  await cache.addAll(["./", ...PAGES, ...FILES]);
  await self.skipWaiting();
}

async function activate() {
  const old = (await caches.keys()).filter((name) => name.startsWith("playground-") && name !== shelf);
  for (const name of old) await caches.delete(name);
  await self.clients.claim();
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  const scope = new URL(self.registration.scope);
  if (request.method !== "GET" || address.origin !== scope.origin) return;
  const name = address.pathname.slice(scope.pathname.length);
  // Some hosts serve one-step.html as one-step.
  const page = PAGES.find((page) => name === page || `${name}.html` === page);
  if (request.mode === "navigate" && address.pathname.startsWith(scope.pathname) && (name === "" || page)) {
    // A page: from the network while there is one, whatever its state says.
    event.respondWith(fetch(request).catch(async () => direct(await caches.match(page ?? "./", { ignoreSearch: true }))));
  } else if (FILES.some((file) => address.pathname === scope.pathname + file)) {
    event.respondWith(caches.match(request, { ignoreSearch: true }).then((kept) => (kept ? direct(kept) : fetch(request))));
  }
});

// Some hosts redirect frame.html to frame; a browser takes no answer to a
// navigation that was redirected before it was kept.
function direct(kept) {
  return kept.redirected ? new Response(kept.body, { headers: kept.headers }) : kept;
}
