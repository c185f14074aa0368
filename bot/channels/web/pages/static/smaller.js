// A picture straight from a camera is made smaller before it is sent: nobody can be asked to do that themselves.
const EDGES = [2400, 1600, 1000];

// The same file where it cannot be read as a picture, or would not get smaller.
export async function smaller(file, enough, largest) {
  let best = file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
    for (const edge of EDGES) {
      const made = await drawn(picture, edge);
      if (made && made.size < best.size) best = made;
      if (best.size <= enough || (edge < EDGES[0] && best.size <= largest)) break;
    }
    picture.close();
  } catch {
    return file;
  }
  if (best === file) return file;
  return new File([best], file.name.replace(/\.\w+$/, '') + '.jpg', { type: 'image/jpeg' });
}

function drawn(picture, edge) {
  const scale = Math.min(1, edge / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const pen = canvas.getContext('2d');
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, 'image/jpeg', 0.85));
}
