// Sends what waits, oldest first, always under the same ids: the server counts each once, however often it is told.
const AT_ONCE = 50;
const AGAIN_AFTER_SECONDS = 15;
const BEAT_SECONDS = 60;
const PATIENCE_SECONDS = 20;
const MALFORMED = [400, 413, 415, 422];

// A clock that nobody can set while the page is open: only differences of it are ever used.
const opened = Date.now() - performance.now();
export const now = () => Math.round(opened + performance.now());

async function post(path, body) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE_SECONDS * 1000);
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      cache: 'no-store',
      signal: stop.signal,
    });
    const answer = await response.json();
    // What does not say "ok" was said by something between us and the server.
    const status = typeof answer.ok === 'boolean' ? response.status : 0;
    return { status, answer, after: Number(response.headers.get('Retry-After')) || 0 };
  } catch (error) {
    return { status: 0, answer: {}, after: 0 };
  } finally {
    clearTimeout(timer);
  }
}

export class Sender {
  // `stores`: a promise of them, so that the first tap need not wait for the disk. `onState('well' | 'offline' |
  // 'closed' | 'other')`; `onVersion` is told which version of the page the server has.
  constructor(stores, token, device, onState, onVersion) {
    Object.assign(this, { stores, device, onState, onVersion });
    this.path = '/api/kiosk/' + encodeURIComponent(token);
    this.sending = null;
    this.timer = null;
    this.beats = this.heard = 0;
  }

  start() {
    window.addEventListener('online', () => this.beat());
    window.addEventListener('offline', () => this.onState('offline'));
    setInterval(() => this.beat(), BEAT_SECONDS * 1000);
    this.beat();
  }

  async take(entry) {
    await this.keep(entry);
    await this.flush();
  }

  async keep(entry) {
    for (const store of await this.stores) {
      try {
        return await store.add(entry);
      } catch (error) { /* the next one */ }
    }
  }

  async waiting() {
    const counts = await Promise.all((await this.stores).map((store) => store.count().catch(() => 0)));
    return counts.reduce((sum, count) => sum + count, 0);
  }

  // One round at a time; whoever asks meanwhile waits for one that begins after what they stored.
  async flush() {
    while (this.sending) await this.sending;
    this.sending = this.round();
    await this.sending;
  }

  async round() {
    clearTimeout(this.timer);
    for (const store of await this.stores) {
      await this.empty(store).catch(() => {});  // a disk that cannot be read must not hold up the other store
    }
    this.sending = null;
  }

  async empty(store) {
    let limit = AT_ONCE;
    for (;;) {
      const { keys, entries } = await store.first(limit);
      if (!entries.length) return;
      const said = await this.send(entries);
      const refused = MALFORMED.includes(said.status);
      if (said.status !== 200 && !refused) return this.later(said);
      if (!refused) this.judge(200);
      // One that the server cannot read is found and left out, and no other with it.
      if (!refused || keys.length === 1) await store.remove(keys);
      limit = refused ? 1 : AT_ONCE;
    }
  }

  send(entries) {
    return post(this.path + '/taps', {
      device: this.device,
      sent_at: now(),
      taps: entries.filter((entry) => entry.level),
      reasons: entries.filter((entry) => entry.reason),
    });
  }

  later(said) {
    this.judge(said.status);
    this.timer = setTimeout(() => this.flush(), (said.after || AGAIN_AFTER_SECONDS) * 1000);
  }

  async beat() {
    await this.flush();
    const waiting = await this.waiting();
    const number = ++this.beats;
    const said = await post(this.path + '/beat', { device: this.device, waiting });
    if (number < this.heard) return;  // two may be under way: a later one has been answered
    this.heard = number;
    this.judge(said.status);
    if (said.answer.version) this.onVersion(said.answer.version);
  }

  judge(status) {
    this.onState(status === 200 ? 'well' : status === 404 ? 'closed' : status === 403 ? 'other' : 'offline');
  }
}
