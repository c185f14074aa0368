// One persona's conversation: what is on its way out, the long poll, and the thread that shows both. Each persona has
// its own, so a late answer to one can never appear in another.
import { Outbox } from './outbox.js';
import { Thread } from './thread.js';
import { messages, pause, rest } from './wire.js';

const LONGEST_POLL = 25;
const HIDDEN_PAUSE = 30;

export class Conversation {
  constructor(persona, screen) {
    this.persona = persona;
    this.screen = screen;
    this.last = 0;
    this.begins = null;
    this.isLoaded = false;
    this.stop = null;
    this.thread = new Thread(screen, (id, button, node) => this.tap(id, button, node), () => this.say('/start'));
    this.outbox = new Outbox(persona, (entry) => this.sending(entry), (answer) => screen.onTaken(this, answer));
    this.outbox.restore();
  }

  say(text) {
    const choice = this.screen.look && this.screen.look.chosen(this.thread.choices, text);
    if (choice) return this.outbox.add({ action: choice.action, label: choice.label, message_id: this.last });
    this.outbox.add({ text: text });
  }

  sendFile(file, text) {
    this.outbox.add({ file: file, text: text });
  }

  tap(messageId, button, node) {
    if (this.outbox.has(button.action, messageId)) return;
    node.classList.add('picked');
    this.outbox.add({ action: button.action, label: button.label, message_id: messageId });
  }

  sending(entry) {
    this.thread.sending(entry, () => this.outbox.retry(entry), () => this.outbox.remove(entry, 'dropped'));
  }

  open() {
    this.stop = new AbortController();
    this.screen.scroller.append(this.thread.node);
    this.thread.toEnd();
    this.follow(this.stop.signal);
  }

  close() {
    this.stop.abort();
    this.thread.node.remove();
    this.screen.connection('');
  }

  async follow(signal) {
    let failures = 0;
    let lost = false;
    while (!signal.aborted) {
      try {
        await this.poll(signal, failures ? 0 : LONGEST_POLL);
        failures = 0;
        lost = false;
        if (!signal.aborted) this.screen.connection('');
      } catch (trouble) {
        if (signal.aborted) return;
        // A session that is just getting a new token is known by it a moment later.
        if (trouble.lost && lost) return this.screen.connection('lost', trouble.message);
        lost = trouble.lost;
        failures += 1;
        // A single cut is how many proxies end a long poll; it is not worth a word.
        if (failures > 1 || !this.isLoaded || navigator.onLine === false) this.screen.connection('trouble');
        await rest(trouble.after || pause(failures));
      }
    }
  }

  async poll(signal, wait) {
    const began = Date.now();
    const answer = await messages(this.persona, this.screen.as, this.last, this.isLoaded ? wait : 0, signal);
    if (signal.aborted) return;
    if (this.erased(answer.begins)) return;
    this.receive(answer.messages);
    if (!this.isLoaded) return answer.more ? undefined : this.loaded();
    if (answer.more || answer.messages.length) return;
    // A hidden tab asks seldom: a browser allows one site six connections, and a phone its battery.
    if (document.hidden) await rest(HIDDEN_PAUSE);
    else if (wait && Date.now() - began < 1000) await rest(1);
  }

  // What the page shows is no longer held by the server: it goes here, too, and the rest is asked for anew.
  erased(begins) {
    const before = this.begins;
    this.begins = begins;
    if (before === null || before === begins) return false;
    this.last = 0;
    this.thread.empty(this.outbox.forget());
    return true;
  }

  receive(list) {
    if (!list.length) return;
    this.last = list[list.length - 1].id;
    this.thread.receive(list);
    list.forEach((message) => message.client_id && this.outbox.confirmed(message.client_id));
  }

  loaded() {
    this.isLoaded = true;
    this.thread.loaded();
    // A first visit begins by itself.
    if (this.thread.isEmpty()) this.say('/start');
  }
}
