// Reads a JSON list of draw.io files from standard input and writes, for each, the cells
// that mxGraph decodes, and where it draws them: {id, parent, label, box} of a vertex,
// {id, from, to, points} of an edge; or {error}.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { JSDOM } from 'jsdom'

const dom = new JSDOM('', { pretendToBeVisual: true, url: 'http://localhost/' })
for (const name of ['document', 'location', 'navigator', 'DOMParser', 'XMLSerializer', 'XMLDocument']) {
  Object.defineProperty(globalThis, name, { value: dom.window[name], configurable: true })
}
Object.defineProperty(globalThis, 'window', { value: dom.window, configurable: true })
const mx = createRequire(import.meta.url)('mxgraph')({ mxLoadResources: false, mxLoadStylesheets: false })
// The codec looks its classes up by name.
Object.assign(dom.window, mx)
Object.assign(globalThis, mx)

const files = []
for (const text of JSON.parse(readFileSync(0, 'utf8'))) {
  try {
    const file = mx.mxUtils.parseXml(text)
    const model = new mx.mxGraphModel()
    new mx.mxCodec(file).decode(file.querySelector('mxGraphModel'), model)
    const graph = new mx.mxGraph(dom.window.document.createElement('div'), model)
    files.push({
      cells: Object.values(model.cells).filter(c => c.vertex || c.edge).map(c => {
        const label = c.value?.getAttribute ? c.value.getAttribute('label') : c.value ?? ''
        const state = graph.view.getState(c)
        const told = { id: c.id, parent: c.parent.id, label }
        if (c.edge) return { ...told, from: c.source?.id ?? '', to: c.target?.id ?? '', points: state.absolutePoints.map(p => [p.x, p.y]) }
        return { ...told, box: [state.x, state.y, state.width, state.height] }
      }),
    })
  } catch (e) {
    files.push({ error: String(e) })
  }
}
process.stdout.write(JSON.stringify(files))
