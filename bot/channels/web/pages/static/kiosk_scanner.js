// A scanner of QR codes types like a keyboard, very fast, and ends with Enter. Where a key does not say the letter that
// is printed on it, its place on the keyboard is read: a Vietnamese input method turns "ww" or "s1" into something else.
const PAUSE = 2000;
const SHORTEST = 8;
const LINK = /(?:\/r\/|\bd_)([A-Za-z0-9_-]{17,40})(?:[?#].*)?$/;
const PLACES = { Minus: '-_', Slash: '/?', Period: '.>', Equal: '=+', Semicolon: ';:', Space: '  ', NumpadDivide: '//' };
const SHIFTED_DIGITS = ')!@#$%^&*(';

export function dossierOf(typed) {
  const found = LINK.exec(typed.trim());
  return found ? found[1] : null;
}

function character(event) {
  const { code, key } = event;
  const letter = /^Key([A-Z])$/.exec(code);
  const plain = key.length === 1 && key > ' ' && key <= '~' && !event.getModifierState('CapsLock');
  if (plain && (!letter || key.toUpperCase() === letter[1])) return key;
  if (letter) return event.shiftKey ? letter[1] : letter[1].toLowerCase();
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(code);
  if (digit) return event.shiftKey && code.startsWith('Digit') ? SHIFTED_DIGITS[digit[1]] : digit[1];
  return PLACES[code] ? PLACES[code][event.shiftKey ? 1 : 0] : '';
}

// `onScan(token or null)`: null for something else than a dossier's link.
export function listenForScans(onScan) {
  let typed = '';
  let last = 0;
  document.addEventListener('keydown', (event) => {
    if (event.timeStamp - last > PAUSE) typed = '';
    last = event.timeStamp;
    if (event.key !== 'Enter') {
      typed = (typed + character(event)).slice(-400);
      if (typed && event.key === ' ') event.preventDefault();
      return;
    }
    // The scanner's Enter must not press the button that happens to have the focus.
    if (typed) event.preventDefault();
    if (typed.length >= SHORTEST) onScan(dossierOf(typed));
    typed = '';
  });
}
