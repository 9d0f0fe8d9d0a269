import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { themeVariables } from './src/web/kit/theme-variables.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  root: here('./src/web'),
  plugins: [react(), themeVariables()],
  build: {
    outDir: here('./dist/web'),
    emptyOutDir: true,
    target: 'es2023',
    // The policy of the site allows no inline script, no data: font and no style tag, so nothing may be inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    proxy: { '/api': process.env.PARCOURS_API ?? `http://127.0.0.1:${process.env.PARCOURS_PORT ?? 4100}` },
  },
})
