/**
 * Three doors, and no function without one. A page's door opens to JSON from a page of the site; a doorbell to the project's
 * secret key; a webhook to its sender's signature.
 */
export type Door = 'page' | 'doorbell' | 'webhook'

export type Handler = (request: Request) => Promise<Response>

/** A handler behind its door, which it says so that `serve` takes no other. */
export type Guarded = Handler & { readonly door: Door }

export const guarded = (door: Door, handler: Handler): Guarded => Object.assign(handler, { door })
