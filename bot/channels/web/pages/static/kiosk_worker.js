// Shows the kiosk's page from the device when the network or the server is away. The page itself fills the cache.
const PATIENCE = 4000;
const AWAY = [429, 500, 502, 503, 504];

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

async function fromServer(request) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const response = await fetch(request, { signal: stop.signal });
    if (AWAY.includes(response.status)) throw new Error('the server is away');
    return response;
  } finally {
    clearTimeout(timer);
  }
}

async function answer(request) {
  try {
    return await fromServer(request);
  } catch (error) {
    const cache = await caches.open('kiosk');
    const kept = await cache.match(request, { ignoreSearch: true });
    return kept || Response.error();
  }
}

self.addEventListener('fetch', (event) => {
  const path = new URL(event.request.url).pathname;
  const ours = path.startsWith('/kiosk/') || path.startsWith('/static/');
  if (event.request.method === 'GET' && ours) event.respondWith(answer(event.request));
});
