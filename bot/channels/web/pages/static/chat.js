// Puts the page together: one composer and one menu, and the conversation of the persona in view.
import { Composer, byId } from './composer.js';
import { Conversation } from './conversation.js';
import { Menu } from './menu.js';
import { action } from './message.js';
import { about, pause, rest } from './wire.js';

const page = JSON.parse(document.body.dataset.page);
const words = page.words;
const choices = document.querySelectorAll('[data-persona]');

const looks = document.querySelectorAll('[data-look]');

// Loaded by the demo alone, and only where it is looked at as another messenger.
const look = page.look ? await import('./look.js') : null;

const screen = { words, as: page.look, look, scroller: byId('scroller'), jump: byId('jump'), connection, onTaken };
const conversations = new Map();
let current = null;

const composer = new Composer(words, (text) => current.say(text), (file, text) => current.sendFile(file, text));
const menu = new Menu(byId('menu'), byId('open-menu'), composer.input, (command) => {
  composer.clear();
  current.say(command);
});

// `reason`: what the server says of a session that is lost.
function connection(state, reason) {
  const banner = byId('banner');
  if (banner.dataset.state === state) return;
  banner.dataset.state = state;
  banner.textContent = state === 'trouble' ? words.reconnecting : state === 'lost' ? reason || words.session_lost : '';
  if (state === 'lost') {
    banner.append(' ', action('', words.reload, () => location.reload()));
  }
}

// A message may have ended the session (then nothing of it is left on the screen) or brought a role and its commands.
function onTaken(conversation, answer) {
  if (answer.ended) location.replace('/');
  else if (answer.renewed && conversation === current) equip(conversation);
}

async function equip(conversation) {
  menu.set([]);
  for (let failures = 1; current === conversation; failures += 1) {
    try {
      const answer = await about(conversation.persona);
      if (current !== conversation) return;
      menu.set(answer.commands);
      composer.allowFiles(answer.attachments, answer.accept);
      return;
    } catch (trouble) {
      if (trouble.final) return;
      await rest(pause(failures));
    }
  }
}

function show(persona) {
  if (current && current.persona === persona) return;
  if (current) current.close();
  if (!conversations.has(persona)) conversations.set(persona, new Conversation(persona, screen));
  current = conversations.get(persona);
  current.open();
  equip(current);
  choices.forEach((button) => {
    button.setAttribute('aria-pressed', String(button.dataset.persona === persona));
    if (button.dataset.persona === persona) button.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  });
}

function switchTo(persona) {
  show(persona);
  cleanAddress();
}

function address(look) {
  return '/?as=' + encodeURIComponent(current.persona) + (look ? '&look=' + look : '');
}

function cleanAddress() {
  history.replaceState(null, '', document.body.classList.contains('demo') ? address(page.look) : '/');
}

// Safari keeps 100vh when the keyboard slides in and would push the text field out of sight.
function fitAboveKeyboard() {
  const view = window.visualViewport;
  if (!view) return;
  view.addEventListener('resize', () => {
    if (Math.abs(view.scale - 1) > 0.01) return;
    document.documentElement.style.setProperty('--height', view.height + 'px');
  });
}

// Whoever reads the end goes on reading the end when the keyboard opens, a notice appears or a picture has loaded.
function holdTheEnd() {
  const scroller = screen.scroller;
  let following = true;
  const keep = () => following && current.thread.toEnd();
  scroller.addEventListener('scroll', () => {
    following = current.thread.atEnd();
    if (following) screen.jump.hidden = true;
  });
  scroller.addEventListener('load', keep, true);
  if (window.ResizeObserver) new ResizeObserver(keep).observe(scroller);
}

choices.forEach((button) => {
  button.addEventListener('click', () => switchTo(button.dataset.persona));
});
looks.forEach((button) => {
  button.addEventListener('click', () => location.assign(address(button.dataset.look)));
});
byId('sign-out').addEventListener('click', () => current.say('/thoat'));
byId('jump').addEventListener('click', () => current.thread.toEnd());
window.addEventListener('offline', () => connection('trouble'));
composer.listenForDrops(byId('scroller'));
fitAboveKeyboard();
show(page.persona);
holdTheEnd();
if (page.start) {
  // A link from a receipt or an invitation says what it is about. It is personal: once it is in the outbox, it must
  // not stay in the address bar, the history or a screenshot.
  current.say('/start ' + page.start);
  cleanAddress();
}
