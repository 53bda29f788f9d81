// What stands in a bundle for parts of tfjs that are never used: see bundle.mjs.
module.exports = {};
