// What the person sent and the server has not taken yet. One at a time and in order, always under the same
// client_id: the server keeps the first and ignores the rest, so asking again can never count twice.
import { newId } from './ids.js';
import { Trouble, pause, post, rest, upload } from './wire.js';

const TRIES_BEFORE_TELLING = 3;

export class Outbox {
  // `onTaken(answer)`: what the server said when it took an entry.
  constructor(persona, onChange, onTaken) {
    this.persona = persona;
    this.onChange = onChange;
    this.onTaken = onTaken;
    this.entries = [];
    this.running = false;
    this.nudge = null;
  }

  // What was waiting when the page was closed or reloaded in this tab. A file cannot be kept so.
  restore() {
    let kept = [];
    try {
      kept = JSON.parse(sessionStorage.getItem(this.key())) || [];
    } catch (error) { /* storage may be switched off */ }
    kept.forEach((entry) => this.take(entry));
  }

  add(entry) {
    this.take(Object.assign({ client_id: newId(), at: new Date().toISOString() }, entry));
  }

  take(entry) {
    Object.assign(entry, { state: 'waiting', tries: 0, progress: 0 });
    this.entries.push(entry);
    this.changed(entry);
    this.run();
  }

  has(action, messageId) {
    return this.entries.some((entry) => entry.action === action && entry.message_id === messageId);
  }

  retry(entry) {
    entry.state = 'waiting';
    entry.tries = 0;
    if (this.entries.indexOf(entry) < 0) this.entries.push(entry);
    this.changed(entry);
    if (this.nudge) this.nudge();
    this.run();
  }

  // The conversation shows it: the server has it, whatever became of our own call.
  confirmed(clientId) {
    const entry = this.entries.find((one) => one.client_id === clientId);
    if (entry) this.remove(entry, 'taken');
  }

  // The conversation was erased: what was taken until now, and what is just being taken, no longer comes back in it.
  // Answers the client_ids of what still waits.
  forget() {
    this.entries.forEach((entry) => { entry.erased = entry === this.current; });
    return this.entries.map((entry) => entry.client_id);
  }

  remove(entry, state) {
    entry.state = state;
    this.entries = this.entries.filter((one) => one !== entry);
    this.changed(entry);
  }

  async run() {
    if (this.running) return;
    this.running = true;
    for (;;) {
      const entry = this.entries.find((one) => one.state !== 'refused');
      this.current = entry;
      if (!entry) break;
      await this.attempt(entry);
    }
    this.running = false;
  }

  async attempt(entry) {
    try {
      this.onTaken(await this.send(entry));
      if (this.entries.indexOf(entry) >= 0) this.remove(entry, entry.erased ? 'dropped' : 'taken');
    } catch (error) {
      await this.afterTrouble(entry, error instanceof Trouble ? error : new Trouble('', { final: true }));
    }
  }

  send(entry) {
    if (entry.file) {
      return upload(this.persona, entry, (share) => {
        entry.progress = share;
        this.changed(entry);
      });
    }
    const { client_id, text, action, label, message_id } = entry;
    return post(this.persona, { client_id, text, action, label, message_id });
  }

  async afterTrouble(entry, trouble) {
    if (this.entries.indexOf(entry) < 0) return;
    entry.tries += 1;
    entry.progress = 0;
    entry.error = trouble.message;
    if (trouble.final) entry.state = 'refused';
    else if (entry.tries >= TRIES_BEFORE_TELLING) entry.state = 'failing';
    this.changed(entry);
    if (!trouble.final) {
      const nudged = new Promise((resolve) => { this.nudge = resolve; });
      await Promise.race([nudged, rest(trouble.after || pause(entry.tries))]);
    }
  }

  changed(entry) {
    const kept = this.entries.filter((one) => !one.file && one.state !== 'refused');
    try {
      if (kept.length) sessionStorage.setItem(this.key(), JSON.stringify(kept));
      else sessionStorage.removeItem(this.key());
    } catch (error) { /* then it lives as long as the page */ }
    this.onChange(entry);
  }

  key() {
    return 'cchc.waiting.' + this.persona;
  }
}
