// The line under what is still on its way: how far it is, and what can be done where it does not get through.
import { action, element } from './message.js';

// Answers the line.
export function showState(node, entry, words, retry, drop) {
  const failing = entry.state === 'failing';
  const refused = entry.state === 'refused';
  node.classList.toggle('unsent', entry.state === 'waiting');
  node.classList.toggle('failed', failing || refused);
  const line = node.querySelector('.state') || node.appendChild(stateLine(words, retry, drop));
  const [status, again, discard] = line.children;
  const says = inWords(entry, words);
  if (status.textContent !== says) status.textContent = says;
  line.hidden = !says;
  // What was refused would be refused again.
  again.hidden = !failing;
  discard.hidden = !refused;
  return line;
}

function stateLine(words, retry, drop) {
  const line = element('p', 'state');
  line.appendChild(element('span')).setAttribute('role', 'status');
  line.append(action('again', words.retry, retry), action('drop', words.drop, drop));
  return line;
}

function inWords(entry, words) {
  if (entry.state === 'taken') return '';
  if (entry.state === 'refused') return entry.error || words.refused;
  if (entry.state === 'failing') return entry.error || words.failed;
  const percent = Math.floor(entry.progress * 100);
  return words.sending + (percent > 0 && percent < 100 ? ' ' + percent + '%' : '');
}
