interface Client {
  readonly middlewareStack: { remove(name: string): boolean }
}

/** Spares a client what the SDK prepares at every request and nobody here reads: its log line, its user agent. */
export const frugal = <C extends Client>(client: C): C => {
  client.middlewareStack.remove('loggerMiddleware')
  client.middlewareStack.remove('getUserAgentMiddleware')
  return client
}
