// Reads a JSON list of Mermaid texts from standard input and writes, for each, what
// Mermaid's own parser makes of it: {vertices: {id: label}, edges, subgraphs} or {error}.
import { readFileSync } from 'node:fs'
import { JSDOM } from 'jsdom'

const dom = new JSDOM('')
globalThis.window = dom.window
globalThis.document = dom.window.document
const { default: mermaid } = await import('mermaid')

await mermaid.parse("flowchart TB") // registers the kinds of diagrams

const charts = []
for (const text of JSON.parse(readFileSync(0, 'utf8'))) {
  try {
    const { type, db } = await mermaid.mermaidAPI.getDiagramFromText(text)
    charts.push({
      type,
      title: db.getAccTitle(),
      vertices: Object.fromEntries([...db.getVertices()].map(([id, v]) => [id, v.text ?? ''])),
      edges: db.getEdges().map(e => ({ from: e.start, to: e.end, label: e.text ?? '' })),
      subgraphs: db.getSubGraphs().map(s => ({ id: s.id, title: s.title ?? '', holds: s.nodes })),
    })
  } catch (e) {
    charts.push({ error: String(e) })
  }
}
process.stdout.write(JSON.stringify(charts))
