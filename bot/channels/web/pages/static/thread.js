// The messages of one conversation on the screen: settled ones (the server's, in its order) and, under them, what
// is still on its way.
import { action, bubble, buttonRows, element } from './message.js';
import { dayInWords, dayOf } from './moment.js';
import { showState } from './state.js';

const NEAR = 80;
const MARGIN = 6;

// "/start CODE" carries a personal code that nobody looking over a shoulder needs to see.
function shown(message, words) {
  return message.from === 'me' && /^\/start(\s|$)/.test(message.text || '')
    ? Object.assign({}, message, { text: words.start, tap: true })
    : message;
}

export class Thread {
  constructor(screen, onTap, onStart) {
    Object.assign(this, { words: screen.words, look: screen.look, scroller: screen.scroller, jump: screen.jump, onTap, onStart });
    const words = this.words;
    this.node = element('div', 'thread');
    this.welcome = this.node.appendChild(element('div', 'welcome', words.loading));
    this.settled = this.node.appendChild(element('div', 'settled'));
    this.settled.setAttribute('role', 'log');
    this.settled.setAttribute('aria-label', words.conversation);
    // History is not news: it is read out only from the first poll on.
    this.settled.setAttribute('aria-live', 'off');
    this.waiting = this.node.appendChild(element('div', 'waiting'));
    this.known = new Map();
    this.pending = new Map();
    this.choices = [];
    this.lastDay = '';
    this.isLoaded = false;
    this.expecting = false;
  }

  isEmpty() {
    return !this.settled.firstChild && !this.waiting.firstChild;
  }

  // All that came from the server goes, and of what was sent all that is not waiting any more.
  empty(waiting) {
    this.settled.textContent = '';
    this.known.clear();
    this.lastDay = '';
    this.pending.forEach((node, id) => {
      if (waiting.indexOf(id) >= 0) return;
      this.pending.delete(id);
      node.remove();
    });
    this.welcome.hidden = !this.isEmpty();
  }

  loaded() {
    this.isLoaded = true;
    this.welcome.textContent = '';
    this.welcome.append(element('p', '', this.words.welcome), action('', this.words.start, this.onStart));
    this.welcome.hidden = !this.isEmpty();
    setTimeout(() => this.settled.setAttribute('aria-live', 'polite'), 500);
  }

  // Keeps the reader's place: at the end it follows, but never past the first new line; further up it only says that
  // there is more below, unless it answers what was just sent.
  receive(messages) {
    const following = this.atEnd() || this.expecting || !this.isLoaded;
    const arrived = messages.map((message) => this.place(message)).filter(Boolean);
    this.welcome.hidden = !this.isEmpty();
    if (!arrived.length) return following && !this.expecting ? this.toEnd() : undefined;
    this.expecting = false;
    if (following) this.reveal(this.isLoaded ? arrived[0] : arrived[arrived.length - 1]);
    else this.jump.hidden = this.atEnd();
  }

  place(message) {
    // A messenger that changes no message shows a new one.
    const old = message.replaces && !message.drawn && this.known.get(message.replaces);
    if (old) return this.replace(old, message);
    const optimistic = message.client_id && this.pending.get(message.client_id);
    if (optimistic) {
      this.pending.delete(message.client_id);
      optimistic.remove();
    }
    this.separate(message.at);
    const node = this.build(message);
    this.foldTaps(node);
    this.settled.append(node);
    if (message.from !== 'bot') return null;
    this.emphasise(node);
    return node;
  }

  replace(node, message) {
    const hadFocus = node.contains(document.activeElement);
    this.fill(node, message);
    this.emphasise(node);
    if (hadFocus) (node.querySelector('.tap') || this.scroller).focus({ preventScroll: true });
    return node;
  }

  // Taps that changed one message in place (the next page, the period before) leave only the last of them to see.
  foldTaps(node) {
    const before = this.settled.lastChild;
    if (before && before.classList.contains('tapped') && node.classList.contains('tapped')) before.classList.add('passed');
  }

  build(message) {
    const node = element('article', 'message ' + (message.from === 'me' ? 'me' : 'bot'));
    this.fill(node, message);
    return node;
  }

  fill(node, message) {
    this.known.set(message.id, node);
    node.textContent = '';
    const said = shown(message, this.words);
    node.classList.toggle('tapped', Boolean(said.tap));
    if (message.drawn) {
      const last = message.drawn[message.drawn.length - 1];
      if (last.choices) this.choices = last.choices;
      return this.look.appendDrawn(node, message.drawn, said, this.words, (button, tapped) => this.onTap(message.id, button, tapped));
    }
    node.append(bubble(said, this.words));
    if (message.buttons && message.buttons.length) {
      node.append(buttonRows(message.buttons, (button, tapped) => this.onTap(message.id, button, tapped)));
    }
  }

  emphasise(node) {
    if (this.newest) this.newest.classList.remove('newest');
    this.newest = node;
    node.classList.add('newest');
  }

  separate(at) {
    const day = dayOf(at);
    if (day === this.lastDay) return;
    this.lastDay = day;
    this.settled.append(element('p', 'day', dayInWords(at, this.words)));
  }

  // What the person has just sent, as it stands on its way out.
  sending(entry, retry, drop) {
    let node = this.pending.get(entry.client_id);
    if (entry.state === 'dropped') {
      this.pending.delete(entry.client_id);
      if (node) node.remove();
      this.welcome.hidden = !this.isEmpty();
      return;
    }
    if (!node) {
      if (entry.state === 'taken') return;
      node = this.waiting.appendChild(this.optimistic(entry));
      this.pending.set(entry.client_id, node);
      this.welcome.hidden = true;
      this.expecting = true;
      // After a tap the eye stays where it is: the answer may change that very message.
      if (!entry.action || this.atEnd()) this.toEnd();
    }
    const line = showState(node, entry, this.words, retry, drop);
    if (node.classList.contains('failed')) this.reveal(line);
  }

  optimistic(entry) {
    const text = entry.action ? entry.label : entry.text;
    const file = entry.file ? { url: 'about:blank', name: entry.file.name, size: entry.file.size } : null;
    return this.build({ from: 'me', at: entry.at, text: text, file: file, tap: Boolean(entry.action) });
  }

  atEnd() {
    const box = this.scroller;
    return box.scrollHeight - box.scrollTop - box.clientHeight < NEAR;
  }

  toEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.jump.hidden = true;
  }

  // Brings the beginning of a node into view, and as much of it as fits, moving no further than needed.
  reveal(node) {
    const box = this.scroller.getBoundingClientRect();
    const place = node.getBoundingClientRect();
    const above = place.top - box.top - MARGIN;
    const below = place.bottom - box.bottom + MARGIN;
    if (above < 0) this.scroller.scrollTop += above;
    else if (below > 0) this.scroller.scrollTop += Math.min(above, below);
    this.jump.hidden = this.atEnd();
  }
}
