// Stands in for VS Code: answers the page's messages from serve.ts.
const theme = new URLSearchParams(location.search).get('theme') ?? 'dark';
document.body.className = {
  dark: 'vscode-dark',
  light: 'vscode-light',
  hc: 'vscode-high-contrast',
  'hc-light': 'vscode-high-contrast-light',
}[theme];
window.sent = [];
const post = message => window.postMessage(message, '*');

async function answer(message) {
  window.sent.push(message);
  if (message.type === 'ready' || message.type === 'baseline') {
    const query = message.model ? `?baseline=${encodeURIComponent(message.model)}` : '';
    const { status, overview } = await (await fetch(`/live/overview.json${query}`)).json();
    post({ type: 'status', status });
    post({ type: 'overview', overview });
  } else if (message.type === 'thumbnail') {
    const response = await fetch('/live/thumbnail', { method: 'POST', body: JSON.stringify(message.pair) });
    const [width, height] = (response.headers.get('x-size') ?? '0 0').split(' ').map(Number);
    const picture = response.ok ? { width, height, rgba: await response.arrayBuffer() } : null;
    post({ type: 'thumbnail', pair: message.pair, picture });
  }
}

window.acquireVsCodeApi = () => ({
  postMessage: message => void answer(message),
  getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null'),
  setState: state => sessionStorage.setItem('state', JSON.stringify(state)),
});
