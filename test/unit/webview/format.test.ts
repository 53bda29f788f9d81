import assert from 'node:assert/strict';
import { formatCount, formatNumber, formatShare, fullPrecision, stem } from '../../../src/webview/format.js';
import { formatLossCode } from '../../../src/webview/viewer/probe.js';

const plain = (text: string) => text.replace(/\u00a0/g, ' ');

describe('number format', () => {
  it('shows 4 significant digits', () => {
    for (const [value, text] of [
      [2.0522256, '2.052'],
      [0.39380042, '0.3938'],
      [0.025614, '0.02561'],
      [12.34567, '12.35'],
      [1234.567, '1,235'],
      [1.9841e-9, '1.984e−9'],
      [-1.5, '−1.500'],
    ] as const) {
      assert.equal(formatNumber(value), text);
    }
  });

  it('tells an exact value from a rounded one', () => {
    assert.equal(formatNumber(1), '1');
    assert.equal(formatNumber(0.99999), '1.000');
    assert.equal(formatNumber(0), '0');
    assert.notEqual(formatNumber(1e-12), '0');
  });

  it('names what is not a number', () => {
    assert.equal(formatNumber('nan'), 'NaN');
    assert.equal(formatNumber('inf'), '∞');
    assert.equal(formatNumber('-inf'), '−∞');
    assert.equal(formatNumber(null), '–');
    assert.equal(fullPrecision('nan'), 'nan');
    assert.equal(fullPrecision(null), '');
    assert.equal(fullPrecision(1.2666278571088354), '1.2666278571088354');
  });

  it('shows shares as percent, never a rounded 0 or 100', () => {
    for (const [value, text] of [
      [0.2451, '24.5 %'],
      [0.0639, '6.4 %'],
      [0.0070001, '0.70 %'],
      [0.0099603, '1.0 %'],
      [0.00003, '0.0030 %'],
      [0.99999, '> 99.9 %'],
      [1, '100 %'],
      [0, '0 %'],
      [1e-9, '1.0e−7 %'],
    ] as const) {
      assert.equal(plain(formatShare(value)), text);
    }
    assert.equal(formatShare('nan'), 'NaN');
    assert.equal(formatShare(null), '–');
  });

  it('groups thousands and shortens paths', () => {
    assert.equal(formatCount(1234567), '1,234,567');
    assert.equal(stem('a/b/0001TP_008700.npy'), '0001TP_008700');
    assert.equal(stem('.npy'), '.npy');
  });
});

describe('loss codes', () => {
  it('are as precise as they are, and say so', () => {
    assert.equal(formatLossCode(0xfffd, [0, 6.9]), '≈ 6.900');
    assert.equal(formatLossCode(0xfffe, [0, 6.9]), '∞');
    assert.equal(formatLossCode(0xffff, [0, 6.9]), 'NaN');
    assert.equal(formatLossCode(10, [0, 6.5533]), '≈ 0.0010');
  });

  it('claim 0 only where the whole map is 0', () => {
    assert.equal(formatLossCode(0, [0, 6.5533]), '< 0.00005');
    assert.equal(formatLossCode(0, [0, 0]), '0');
  });
});
