// A fake extension host: answers the panel's messages with a snapshot made up here or loaded from ?data=.
(() => {
  const query = new URLSearchParams(location.search);
  const theme = query.get('theme') ?? 'dark';
  const wanted = query.get('state') ?? 'ready';
  document.getElementById('app').dataset.gpuAcceleration = query.get('gpu') ?? 'auto';
  const kinds = {
    dark: 'vscode-dark',
    light: 'vscode-light',
    hc: 'vscode-high-contrast',
    'hc-light': 'vscode-high-contrast-light',
  };
  document.body.className = kinds[theme];
  document.body.dataset.vscodeThemeKind = kinds[theme];

  const names = ['background', 'road', 'car', 'pole', 'sign', 'rider'];
  const colors = [
    [60, 60, 60],
    [128, 64, 128],
    [0, 0, 142],
    [153, 153, 153],
    [220, 220, 0],
    [255, 0, 0],
  ];
  const [width, height] = wanted === 'large' ? [2048, 1024] : [64, 48];
  const unit = width / 64;
  const inside = (x, y, cx, cy, rx, ry) => Math.hypot((x - cx) / rx, (y - cy) / ry) < 1;

  /** Class of a pixel of a small street; `shift` displaces the objects, so that a prediction can err. */
  function classAt(column, row, shift) {
    const x = column / unit - shift;
    const y = row / unit;
    if (Math.abs(x - 12) < 1 && y > 8) return 3;
    if (inside(x, y, 12, 8, 4, 3)) return 4;
    if (inside(x, y, 40, 32, 11, 7)) return 2;
    return y > 30 - shift ? 1 : 0;
  }

  function scene() {
    const layers = {};
    for (const id of ['label', 'prediction', 'crossEntropy', 'focal']) {
      layers[id] = new Uint16Array(width * height);
    }
    for (let i = 0; i < width * height; i++) {
      const [x, y] = [i % width, Math.floor(i / width)];
      const ignored = y >= height - 2 * unit || inside(x / unit, y / unit, 56, 10, 4, 4);
      const label = classAt(x, y, 0);
      const prediction = classAt(x, y, 1.6);
      const loss =
        label === prediction
          ? 0.02 + 0.3 * Math.abs(Math.sin(x / unit / 3) * Math.cos(y / unit / 4))
          : 0.5 + y / height / 2;
      layers.label[i] = ignored ? 0xffff : label;
      layers.prediction[i] = prediction;
      layers.crossEntropy[i] = ignored ? 0 : Math.round(loss * 0xfffd);
      layers.focal[i] = ignored ? 0 : Math.round(loss ** 2 * 0xfffd);
    }
    if (wanted === 'nan') {
      layers.crossEntropy.fill(0xffff, 20 * width, 22 * width);
      layers.crossEntropy.fill(0xfffe, 24 * width, 26 * width);
    }
    return layers;
  }

  function report(layers) {
    const mask = wanted === 'mask';
    const only = value => (mask ? null : value);
    const valid = layers.label.filter(id => id !== 0xffff).length;
    const classes = names.map((name, id) => {
      const pixels = layers.label.filter(label => label === id).length;
      const hits = layers.label.filter((label, i) => label === id && layers.prediction[i] === id).length;
      const predicted = layers.prediction.filter((p, i) => p === id && layers.label[i] !== 0xffff).length;
      const absent = pixels === 0;
      const value = number => (absent ? null : only(number));
      return {
        id,
        name,
        color: colors[id],
        absent,
        pixels,
        pixelShare: pixels / valid,
        crossEntropy: value(wanted === 'nan' && id === 0 ? 'nan' : 0.2 + 0.7 * id),
        crossEntropyShare: value(wanted === 'nan' ? 'nan' : [0.31, 0.1, 0.22, 0.3, 0.07][id]),
        focal: value(0.05 + 0.3 * id),
        focalShare: value([0.21, 0.1, 0.22, 0.4, 0.07][id]),
        dice: absent ? 1.9841050718e-9 : 0.9 - id * 0.17,
        fScore: absent ? 1 : 0.92 - id * 0.2,
        iou: absent ? null : hits / (pixels + predicted - hits),
        precision: predicted > 0 ? hits / predicted : null,
        recall: absent ? null : hits / pixels,
      };
    });
    const all = width * height;
    const found = classes.filter(row => row.iou !== null).map(row => row.iou);
    const sum = found.reduce((total, iou) => total + iou, 0);
    const ce = wanted === 'nan' ? 'nan' : only(0.412345678);
    return {
      prediction: 'predictions/street_0001.npy',
      label: 'labels/street_0001.png',
      settings: {
        weights: [1, 1, 2, 4, 4, 1],
        alpha: 0.5,
        gamma: 2,
        beta: 1,
        smooth: 1e-5,
        threshold: 0.5,
        base: 'crossEntropy',
        includeDice: true,
        dialect: 'origin',
        ignoreIndex: 255,
        reduceZeroLabel: false,
        classesFrom: 'classes.json',
        ignoreName: 'void',
        reading: {
          kind: mask ? 'mask' : 'logits',
          layout: mask ? 'HW' : 'CHW',
          dtype: mask ? 'uint8' : 'float16',
          shape: mask ? [height, width] : [names.length, height / 2, width / 2],
          numClasses: names.length,
          samples: wanted === 'volume' ? 20 : 1,
          samplesInFile: wanted === 'volume' ? 20 : 1,
          sample: null,
          volume: wanted === 'volume',
          predictionSize: mask ? [height, width] : [height / 2, width / 2],
          labelSize: [height, width],
          resized: !mask,
          evidence: mask
            ? ['Two axes of integers: a mask.']
            : ['Smallest axis first: CHW.', 'Values from -9.1 to 11.3: logits.'],
        },
        labelReading: {
          encoding: 'index',
          preset: null,
          ignoreValues: [255],
          evidence: ['uint8 values 0–5 and 255: read as ids', '255 (void) is ignored'],
        },
      },
      pixels: { all, valid, ignored: all - valid },
      totals: {
        crossEntropy: ce,
        focal: only(0.098765432),
        dice: 0.41234,
        fScore: 0.5671234,
        total: ce === null || ce === 'nan' ? ce : ce + 0.41234,
        meanIoU: sum / found.length,
        meanIoUOrigin: sum / names.length,
        pixelAccuracy: 0.8765432,
      },
      classes,
      confusion: [],
      findings: [
        {
          code: 'class-absent',
          severity: 'info',
          message: '1 of 6 classes does not occur in the label (rider).',
          hint: 'It still enters the Dice mean.',
          role: 'label',
        },
      ],
    };
  }

  const pair = { prediction: 'predictions/street_0001.npy', label: 'labels/street_0001.png', image: null };
  const layers = scene();
  const made = () => ({
    state: 'ready',
    inspectionId: 1,
    pair,
    report: report(layers),
    layers: Object.keys(layers)
      .filter(id => wanted !== 'mask' || id === 'label' || id === 'prediction')
      .map(id => {
        const loss = id === 'crossEntropy' || id === 'focal';
        return { id, width, height, encoding: loss ? 'loss' : 'class', range: loss ? [0, 6.907755] : null };
      }),
    picture: null,
    background: 0,
    reading: { kind: 'auto', layout: 'auto' },
    comparison: null,
    stale: wanted === 'stale',
  });

  const sent = [];
  window.sentToHost = sent;
  const uris = { prediction: 'file:///p.npy', label: null, image: null };
  const post = message => window.dispatchEvent(new MessageEvent('message', { data: message }));
  const showSnapshot = snapshot =>
    post({
      type: 'snapshot',
      snapshot,
      persist: { version: 1, uris, reading: snapshot.reading ?? { kind: 'auto', layout: 'auto' } },
    });
  window.showSnapshot = showSnapshot;

  const folder = query.get('data');
  const bytes = async name => (await fetch(`${folder}${name}.bin`)).arrayBuffer();

  const answered = (id, outcome) => post({ type: 'answer', id, outcome });

  /** Layers and slices, as loaded or made up here; nothing else is known. */
  async function answerTo({ id, question, params }) {
    const found = question === 'slices' ? slices() : question === 'layer' ? await layerFor(params) : null;
    const hint = 'Ask the real worker: serve.ts.';
    const unknown = { code: 'question-unknown', message: 'The harness does not know.', hint };
    answered(id, found ? { ok: pack(found) } : { err: unknown });
  }

  /** The real worker's answers, from serve.ts: one line a message. */
  async function askLive({ id, question, params }) {
    const compares = window.readySnapshot.comparison !== null;
    const response = await fetch('/live/ask', { method: 'POST', body: JSON.stringify({ question, params, compares }) });
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    for (;;) {
      const { value, done } = await reader.read();
      text += value ?? '';
      const lines = text.split('\n');
      text = lines.pop();
      for (const line of lines) {
        const { type, problem, json, buffers } = JSON.parse(line);
        const packed = { json, buffers: buffers?.map(decode) };
        if (type === 'partial') {
          post({ type, id, answer: packed });
        } else {
          answered(id, problem ? { err: problem } : { ok: packed });
        }
      }
      if (done) {
        return;
      }
    }
  }

  function decode(text) {
    return Uint8Array.from(atob(text), character => character.charCodeAt(0)).buffer;
  }

  /** As src/shared/packing.ts does. */
  function pack(value) {
    const buffers = [];
    const packed = item => {
      if (ArrayBuffer.isView(item)) {
        buffers.push(item.slice().buffer);
        return { $array: item.constructor.name, buffer: buffers.length - 1 };
      }
      if (Array.isArray(item)) return item.map(packed);
      if (typeof item !== 'object' || item === null) return item;
      return Object.fromEntries(Object.entries(item).map(([key, each]) => [key, packed(each)]));
    };
    return { json: packed(value), buffers };
  }

  /** Layers that the scene does not have are made up from those it has. */
  async function layerFor({ layer, sample, axis }) {
    const id = layer.id === 'loss' ? layer.term : layer.id;
    const info = window.readySnapshot.layers.find(each => each.id === id);
    const base = info ?? { ...window.readySnapshot.layers[0], id, range: MADE_UP[id]?.[1] ?? null };
    const codes = folder && info ? new Uint16Array(await bytes(id)) : (layers[id] ?? madeUp(layer, sample)).slice();
    if (wanted === 'slow') await new Promise(done => setTimeout(done, 1500));
    if (axis && axis !== 'sample') return null;
    const [encoding, range, unit] = info
      ? [info.encoding, info.range, info.range ? 'nats' : null]
      : ((layer.channel === 'magnitude' ? ['loss', [0, 3e-5], 'gradient'] : MADE_UP[id]) ?? []);
    return encoding && { info: { ...base, encoding, range, unit }, codes, scale: null };
  }

  const MADE_UP = {
    gradient: ['signed', [-2.4e-5, 2.4e-5], 'gradient'],
    probability: ['loss', [0, 1], 'probability'],
    confidence: ['loss', [0, 1], 'probability'],
    margin: ['loss', [0, 1], 'probability'],
    entropy: ['loss', [0, 1.79], 'nats'],
    boundaryDistance: ['loss', [0, 22], 'pixels'],
    dice: ['loss', [0, 4], 'loss'],
    total: ['loss', [0, 9], 'nats'],
    piece: ['id', null, null],
  };

  function madeUp(layer, sample) {
    return Uint16Array.from({ length: width * height }, (_, i) => {
      const [x, y] = [(i % width) / unit, Math.floor(i / width) / unit];
      const wave = Math.sin(x / 5 + sample) * Math.cos(y / 7);
      if (layer.id === 'piece') return layers.label[i] === 2 && layers.prediction[i] === 2 ? 1 : 0;
      if (layer.id === 'gradient' && layer.channel !== 'magnitude') return Math.round(0x7ffe + 0x7ffe * wave ** 3);
      return Math.round(Math.abs(wave) ** 3 * 0xfffd);
    });
  }

  /** A volume of twenty slices. */
  function slices() {
    const total = Float64Array.from({ length: 20 }, (_, k) => 0.1 + Math.exp(-(((k - 13) / 3) ** 2)));
    const none = new Float64Array(20);
    const worst = [...total.keys()].sort((a, b) => total[b] - total[a]);
    return {
      axis: 'sample',
      count: 20,
      width,
      height,
      pixels: none,
      errors: none,
      crossEntropy: total,
      focal: total,
      total,
      worst,
    };
  }

  async function answer(message) {
    if (message.type === 'ready') {
      const step = wanted === 'loading' ? 'Evaluating 34 of 90 tiles' : 'Reading label';
      showSnapshot({ state: 'loading', pair, step, fraction: 0.38 });
      if (wanted === 'error') {
        showSnapshot({
          state: 'error',
          pair,
          problem: {
            code: 'class-count-mismatch',
            message: 'The prediction has 151 channels, but classes.json names 19 classes.',
            hint: 'Point "segmentationLoss.classes" at the class list this model was trained with.',
          },
          actions: [
            { id: 'openSettings', title: 'Open settings' },
            { id: 'pickPrediction', title: 'Pick another prediction' },
          ],
        });
      } else if (wanted !== 'loading') {
        window.readySnapshot = folder ? await (await fetch(`${folder}snapshot.json`)).json() : made();
        showSnapshot(window.readySnapshot);
      }
    } else if (message.type === 'action' && /compar/i.test(message.id)) {
      const prediction = window.readySnapshot.otherPrediction ?? 'predictions_b/street_0001.npy';
      const comparison = message.id === 'compare' ? { id: 'pair 2', prediction } : null;
      window.readySnapshot = { ...window.readySnapshot, comparison };
      showSnapshot(window.readySnapshot);
    } else if (message.type === 'ask') {
      await (folder === '/live/' ? askLive(message) : answerTo(message));
    } else if (message.type === 'getPicture') {
      post({ type: 'picture', inspectionId: message.inspectionId, data: await bytes('picture') });
    }
  }

  window.acquireVsCodeApi = () => ({
    postMessage(message) {
      sent.push(message);
      setTimeout(() => answer(message));
    },
    getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null'),
    setState: state => sessionStorage.setItem('state', JSON.stringify(state)),
  });
})();
