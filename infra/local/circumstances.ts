import { cpus } from 'node:os'

/** The day, the Node and the machine: what a measured figure is worth nothing without. */
export const circumstances = () => {
  const processors = cpus()
  const day = new Date().toISOString().slice(0, 10)
  return `${day}, Node ${process.versions.node}, ${processors.length} × ${processors[0]?.model.trim()}.`
}
