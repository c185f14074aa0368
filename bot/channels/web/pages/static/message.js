// One message as DOM nodes. Whatever a message says becomes text nodes, never markup.
import { clock, size } from './moment.js';

// Without the marks that turn the direction of writing: an address must read as it leads.
const LINK = /https?:\/\/[^\s<>"\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gi;
const TITLE_LENGTH = 80;
const MANY = 3;
const DENSE = 12;

export function element(name, className, text) {
  const node = document.createElement(name);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

export function action(className, text, onClick) {
  const node = element('button', className, text);
  node.type = 'button';
  node.addEventListener('click', onClick);
  return node;
}

// An http(s) address, absolute or on this site; null for javascript:, data: and the like.
function safe(address) {
  try {
    const url = new URL(address, location.href);
    return /^https?:$/.test(url.protocol) ? url.href : null;
  } catch (error) {
    return null;
  }
}

function link(address, text, className) {
  const anchor = element('a', className, text);
  anchor.href = address;
  anchor.target = '_blank';
  anchor.rel = 'noopener noreferrer nofollow';
  return anchor;
}

function withLinks(parent, text) {
  let done = 0;
  for (let found = LINK.exec(text); found; found = LINK.exec(text)) {
    const shown = found[0].replace(/[.,;:!?)\]}'”»…]+$/, '');
    const address = safe(shown);
    if (!address) continue;
    parent.append(text.slice(done, found.index), link(address, shown));
    done = found.index + shown.length;
  }
  parent.append(text.slice(done));
}

// Lines that stand out are named by number; of many lines that name none, the first is set off. Blank lines become
// narrow gaps: a phone shows few lines.
function botText(text, headings) {
  const lines = text.split('\n');
  const body = element('div', lines.length >= DENSE ? 'text dense' : 'text');
  const opens = !headings.length && lines.length >= MANY && lines[0].length <= TITLE_LENGTH;
  const strong = new Set(opens ? [0] : headings);
  let paragraph = null;
  lines.forEach((line, index) => {
    if (!line.trim() && index) {
      paragraph = null;
      return;
    }
    if (paragraph) paragraph.append('\n');
    else paragraph = body.appendChild(element('div', 'part'));
    paragraph.dir = 'auto';
    withLinks(strong.has(index) ? paragraph.appendChild(element('strong')) : paragraph, line);
  });
  return body;
}

function picture(given) {
  const address = safe(given.url);
  if (!address) return '';
  const frame = link(address, '', 'picture');
  const image = element('img');
  image.src = address;
  image.alt = given.alt || '';
  image.loading = 'lazy';
  frame.append(image);
  return frame;
}

function file(given) {
  const address = safe(given.url);
  if (!address) return element('span', 'file', given.name);
  const anchor = link(address, '', 'file');
  anchor.append(element('span', 'name', given.name), element('span', 'size', given.size ? size(given.size) : ''));
  return anchor;
}

function player(given) {
  const src = safe(given.url);
  if (!src || !['audio', 'video'].includes(given.plays)) return [file(given)];
  const node = element(given.plays, 'player');
  Object.assign(node, { src, controls: true, preload: 'none', ariaLabel: given.name });
  return [node, file(given)];
}

function buttonNode(button, onTap) {
  const address = button.url ? safe(button.url) : null;
  const node = address ? link(address, '', 'tap out') : element('button', 'tap');
  // Old eyes need a larger face.
  const parts = /^([^\sA-Za-z0-9À-ỹ]{1,8})\s+(.+)$/.exec(button.label);
  if (parts) node.append(element('span', 'symbol', parts[1]), ' ', element('span', '', parts[2]));
  else node.textContent = button.label;
  if (button.style) node.classList.add(button.style);
  if (!address) {
    node.type = 'button';
    node.addEventListener('click', () => {
      if (button.action || button.more) onTap(button, node);
      else if (button.copies) navigator.clipboard?.writeText(button.copies).then(() => node.classList.add('picked'));
    });
  }
  return node;
}

export function buttonRows(rows, onTap) {
  const all = element('div', 'buttons');
  (rows || []).forEach((row) => {
    const line = element('div', row.length >= MANY ? 'line many' : 'line');
    row.forEach((button) => line.append(buttonNode(button, onTap)));
    all.append(line);
  });
  return all;
}

export function bubble(message, words) {
  const mine = message.from === 'me';
  const node = element('div', 'bubble');
  node.append(element('span', 'unseen', mine ? words.from_me : words.from_bot));
  if (message.picture) node.append(picture(message.picture));
  if (message.file) node.append(...player(message.file));
  if (message.text && mine) {
    node.append(element('div', 'text', message.text));
    node.lastChild.dir = 'auto';
  } else if (message.text) {
    node.append(botText(message.text, message.headings || []));
  }
  const time = element('time', '', clock(message.at));
  time.dateTime = message.at;
  node.append(time);
  return node;
}
