import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { lightContract } from './src/web/kit/light-contract.ts'
import { themeVariables } from './src/web/kit/theme-variables.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  root: here('./src/web'),
  plugins: [lightContract(), react(), themeVariables()],
  build: {
    outDir: here('./dist/web'),
    emptyOutDir: true,
    target: 'es2023',
    // The policy of the site allows no inline script, no data: font and no style tag, so nothing may be inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Few files rather than many: a browser asks for six at a time, and most pages want most of these.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              name: 'frame',
              test: /node_modules[\\/](react|react-dom|scheduler|@tanstack|i18next|react-i18next)[\\/]/,
            },
            { name: 'controls', test: /node_modules[\\/](@mantine|@floating-ui|clsx|@tabler|react-|tslib|use-)/ },
            { name: 'kit', test: /src[\\/](web[\\/]kit|vocabulary|contract)[\\/]/ },
          ],
        },
      },
    },
  },
  server: {
    proxy: { '/api': process.env.PARCOURS_API ?? `http://127.0.0.1:${process.env.PARCOURS_PORT ?? 4100}` },
  },
})
