// Puts the kiosk together: a face is tapped, kept, thanked for, and sent whenever there is a network.
import { deviceId, fillScreen, keepPage, reloadOnce, stayAwake } from './kiosk_keeping.js';
import { listenForScans } from './kiosk_scanner.js';
import { Screens } from './kiosk_screens.js';
import { Sender, now } from './kiosk_sending.js';
import { openStores } from './kiosk_store.js';
import { newId } from './ids.js';

const DOSSIER_SECONDS = 60;

const page = JSON.parse(document.body.dataset.page);
const token = location.pathname.split('/').pop();
let rated = null;
let dossier = '';
let dossierTimer = null;
let outdated = false;

const screens = new Screens(page.words, (reason) => sender.take({ client_id: rated, reason }), refresh);
const sender = new Sender(openStores('kiosk ' + token), token, deviceId(), onState, (version) => {
  outdated = version !== page.version;
  refresh();
});

function refresh() {
  if (outdated && screens.shown === 'start' && !dossier) reloadOnce();
}

function onState(state) {
  screens.dot(state !== 'well');
  const isShut = ['closed', 'other'].includes(screens.shown);
  if (['closed', 'other'].includes(state) && screens.shown !== 'thanks') screens.close(state);
  if (state === 'well' && isShut) screens.start();
}

function hold(scanned) {
  clearTimeout(dossierTimer);
  dossier = scanned;
  screens.dossier(Boolean(scanned));
  // Whoever comes next must not rate the dossier of somebody who has left.
  if (scanned) dossierTimer = setTimeout(() => hold(''), DOSSIER_SECONDS * 1000);
}

function rate(button) {
  if (screens.shown !== 'start') return;
  rated = newId();
  const tap = { client_id: rated, level: Number(button.dataset.level), tapped_at: now(), dossier };
  sender.take(tap);
  screens.thank(button);
  hold('');
  fillScreen();
}

function onScan(scanned) {
  if (screens.shown === 'closed' || screens.shown === 'other') return;
  if (screens.shown === 'thanks') screens.start();
  if (scanned) hold(scanned);
  else screens.unread();
}

document.querySelectorAll('[data-level]').forEach((button) => button.addEventListener('click', () => rate(button)));
document.getElementById('forget').addEventListener('click', () => hold(''));
['contextmenu', 'selectstart', 'dragstart'].forEach((name) => {
  document.addEventListener(name, (event) => event.preventDefault());
});
listenForScans(onScan);
stayAwake();
sender.start();
keepPage().catch(() => {});
