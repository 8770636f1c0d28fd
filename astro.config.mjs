import react from '@astrojs/react'
import { defineConfig } from 'astro/config'
import { renderer } from './src/lib/publishing/renderer/adapter.ts'
import { OLD_CLASSES, oldBrowsers } from './src/lib/publishing/renderer/old-browsers.ts'

export default defineConfig({
  site: process.env.SITE_URL ?? 'http://127.0.0.1:4321',
  // Compiled into a renderer that a publication calls for each page; what is served are files (docs/decisions/0010).
  output: 'server',
  adapter: renderer(),
  trailingSlash: 'never',
  build: { format: 'file', inlineStylesheets: 'never' },
  integrations: [react()],
  // No picture is scaled here.
  image: { service: { entrypoint: 'astro/assets/services/noop' } },
  // Coloured code would need inline styles, which our policy refuses.
  markdown: { syntaxHighlight: false },
  vite: {
    plugins: [oldBrowsers()],
    build: { assetsInlineLimit: 0, target: 'node24' },
    worker: { plugins: () => [oldBrowsers()], rolldownOptions: OLD_CLASSES },
  },
  devToolbar: { enabled: false },
})
