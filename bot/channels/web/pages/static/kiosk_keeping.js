// Keeps the page itself on the device, and the screen awake.
import { newId } from './ids.js';

const HOUR = 3600 * 1000;

// What this device alone knows: by it the server tells it from others that have the link.
export function deviceId() {
  const own = newId();
  try {
    if (!localStorage.getItem('kiosk device')) localStorage.setItem('kiosk device', own);
    return localStorage.getItem('kiosk device');
  } catch (error) {
    return own;  // then it is another device after each reload
  }
}

// All files at once or none, so that what is kept is of one version.
export async function keepPage() {
  if (!navigator.serviceWorker) return;
  await navigator.serviceWorker.register('/kiosk-worker.js', { scope: '/kiosk/' });
  const files = Array.from(document.querySelectorAll('link[href], script[src]'), (node) => node.href || node.src);
  const cache = await caches.open('kiosk');
  await cache.addAll([location.href].concat(files));
}

export function stayAwake() {
  if (!navigator.wakeLock) return;
  const ask = () => document.hidden || navigator.wakeLock.request('screen').catch(() => {});
  document.addEventListener('visibilitychange', ask);
  ask();
}

// A tablet's browser that was not started in full screen mode goes there with the first tap.
export function fillScreen() {
  const root = document.documentElement;
  const filled = document.fullscreenElement || window.innerHeight >= screen.height;
  if (!filled && root.requestFullscreen && navigator.maxTouchPoints) root.requestFullscreen().catch(() => {});
}

// The server has another version of this page: load it, but never in a circle.
export function reloadOnce() {
  const last = Number(sessionStorage.getItem('reloaded')) || 0;
  if (Math.abs(Date.now() - last) < HOUR) return;
  sessionStorage.setItem('reloaded', Date.now());
  location.reload();
}
