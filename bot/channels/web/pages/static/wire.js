// The calls to the server (docs/web-chat.md). A call that fails throws a Trouble: `final` says that asking again
// would get the same answer, `after` how many seconds the server asked to be left alone.
export class Trouble extends Error {
  constructor(message, traits) {
    super(message);
    Object.assign(this, { final: false, lost: false, after: 0 }, traits);
  }
}

const ASK_AGAIN = [408, 425, 429];

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    return null;  // a proxy's error page
  }
}

function judged(status, retryAfter, text) {
  const answer = parsed(text);
  if (status >= 200 && status < 300 && answer) return answer;
  throw new Trouble((answer && answer.error) || '', {
    final: status >= 400 && status < 500 && ASK_AGAIN.indexOf(status) < 0,
    lost: status === 401,
    after: Math.min(Number(retryAfter) || 0, 300),
  });
}

async function call(path, options, seconds, signal) {
  const stop = new AbortController();
  const abort = () => stop.abort();
  const timer = setTimeout(abort, seconds * 1000);
  if (signal) signal.addEventListener('abort', abort);
  try {
    const request = Object.assign({ credentials: 'same-origin', cache: 'no-store', signal: stop.signal }, options);
    const response = await fetch(path, request);
    return judged(response.status, response.headers.get('Retry-After'), await response.text());
  } catch (error) {
    throw error instanceof Trouble ? error : new Trouble('');
  } finally {
    clearTimeout(timer);
    if (signal) signal.removeEventListener('abort', abort);
  }
}

const as = (persona) => '?as=' + encodeURIComponent(persona);

export function about(persona) {
  return call('/api/chat' + as(persona), {}, 20);
}

// `look`: the messenger as which the demo shows the conversation; empty otherwise.
export function messages(persona, look, after, wait, signal) {
  const drawn = look ? '&look=' + look : '';
  return call('/api/chat/messages' + as(persona) + drawn + '&after=' + after + '&wait=' + wait, {}, wait + 20, signal);
}

export function post(persona, body) {
  const headers = { 'Content-Type': 'application/json' };
  return call('/api/chat/messages' + as(persona), { method: 'POST', headers: headers, body: JSON.stringify(body) }, 20);
}

// XMLHttpRequest because fetch cannot tell how much of a file has left the phone.
export function upload(persona, entry, onProgress) {
  const form = new FormData();
  form.append('client_id', entry.client_id);
  if (entry.text) form.append('text', entry.text);
  form.append('file', entry.file, entry.file.name);
  const request = new XMLHttpRequest();
  return new Promise((resolve, reject) => {
    request.open('POST', '/api/chat/files' + as(persona));
    request.timeout = 10 * 60 * 1000;
    request.upload.onprogress = (event) => onProgress(event.total ? event.loaded / event.total : 0);
    request.onerror = request.ontimeout = request.onabort = () => reject(new Trouble(''));
    request.onload = resolve;
    request.send(form);
  }).then(() => judged(request.status, request.getResponseHeader('Retry-After'), request.responseText));
}

// A sleep that ends early when the network comes back or the person looks at the page again.
export function rest(seconds) {
  return new Promise((resolve) => {
    const wake = () => {
      clearTimeout(timer);
      window.removeEventListener('online', wake);
      document.removeEventListener('visibilitychange', onLook);
      resolve();
    };
    const onLook = () => document.hidden || wake();
    const timer = setTimeout(wake, seconds * 1000);
    window.addEventListener('online', wake);
    document.addEventListener('visibilitychange', onLook);
  });
}

// 1, 2, 4, 8 … 30 s, a little different for everyone so that a recovering server is not stormed.
export function pause(failures) {
  return Math.min(30, Math.pow(2, failures - 1)) * (0.8 + 0.4 * Math.random());
}
