// Runs the modules of sigma.js and graphology that the chunks before this script registered.

const modules = Object.assign({}, ...self.webpackChunkipysigma.map(([, functions]) => functions));
const loaded = new Map();

/** Return what a module exports, running it when it is asked for the first time. */
function load(name) {
  if (!loaded.has(name)) {
    const module = { exports: {} };
    loaded.set(name, module);
    modules[name].call(module.exports, module, module.exports, load);
  }
  return loaded.get(name).exports;
}

const { Sigma } = load("./node_modules/sigma/index.js");
const { UndirectedGraph, DirectedGraph } = load("./node_modules/graphology/dist/graphology.umd.min.js");
