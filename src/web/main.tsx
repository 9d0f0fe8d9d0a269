import '@fontsource-variable/inter/wght.css'
import './kit/mantine.css'
import 'virtual:theme-variables.css'
import './kit/tokens.css'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { startWords } from './kit/language.ts'

await startWords()
createRoot(document.getElementById('root')!).render(<App />)
