// The three screens and their words; knows nothing of queues and servers.
const THANKS_SECONDS = 5;
const UNREAD_SECONDS = 6;
const UNHAPPY_TO = 2;
// The second half of a double tap on a face must not land on what appears in its place.
const SETTLING = 400;

const byId = (id) => document.getElementById(id);
const all = (selector) => Array.from(document.querySelectorAll(selector));

export class Screens {
  // `onReason(reason)`, `onLeave()` when the start screen comes back.
  constructor(words, onReason, onLeave) {
    Object.assign(this, { words, onReason, onLeave });
    this.shown = 'start';
    this.timers = {};
    this.say('vi');
    byId('language').addEventListener('click', () => this.say(this.language === 'vi' ? 'en' : 'vi'));
    byId('back').addEventListener('click', () => this.start());
    all('[data-reason]').forEach((chip) => chip.addEventListener('click', () => this.choose(chip)));
    // Whoever touches the screen is still there.
    document.addEventListener('pointerdown', () => this.shown === 'thanks' && this.countDown());
  }

  say(language) {
    this.language = language;
    document.documentElement.lang = language;
    all('[data-word]').forEach((node) => { node.textContent = this.words[language][node.dataset.word]; });
    byId('language').lang = language === 'vi' ? 'en' : 'vi';
    this.ask();
  }

  ask() {
    byId('ask').textContent = this.words[this.language][byId('received').hidden ? 'ask' : 'ask_dossier'];
  }

  show(name) {
    this.shown = name;
    this.since = performance.now();
    ['start', 'thanks', 'closed', 'other'].forEach((id) => { byId(id).hidden = id !== name; });
    if (document.activeElement) document.activeElement.blur();
  }

  after(seconds, name, action) {
    clearTimeout(this.timers[name]);
    this.timers[name] = setTimeout(action, seconds * 1000);
  }

  start() {
    clearTimeout(this.timers.thanks);
    this.dossier(false);
    this.say('vi');
    this.show('start');
    this.onLeave();
  }

  dossier(received) {
    byId('received').hidden = !received;
    byId('unread').hidden = true;
    this.ask();
  }

  unread() {
    byId('unread').hidden = false;
    this.after(UNREAD_SECONDS, 'unread', () => { byId('unread').hidden = true; });
  }

  thank(button) {
    byId('chosen').replaceChildren(button.querySelector('svg').cloneNode(true));
    byId('why').hidden = Number(button.dataset.level) > UNHAPPY_TO;
    all('[data-reason]').forEach((chip) => chip.setAttribute('aria-pressed', 'false'));
    this.show('thanks');
    this.countDown();
  }

  countDown() {
    const bar = byId('left');
    bar.classList.remove('running');
    bar.getBoundingClientRect();  // so that the bar begins anew
    bar.classList.add('running');
    this.after(THANKS_SECONDS, 'thanks', () => this.start());
  }

  choose(chip) {
    const tooSoon = performance.now() - this.since < SETTLING;
    if (this.shown !== 'thanks' || tooSoon || chip.getAttribute('aria-pressed') === 'true') return;
    chip.setAttribute('aria-pressed', 'true');
    this.countDown();
    this.onReason(chip.dataset.reason);
  }

  // `why`: 'closed', or 'other' where the link belongs to another device.
  close(why) {
    clearTimeout(this.timers.thanks);
    this.show(why);
  }

  dot(shown) {
    byId('dot').hidden = !shown;
  }
}
