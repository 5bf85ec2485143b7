import { asset } from '../../asset.ts'
import { script } from './script.ts'
import { style } from './style.ts'

export const { path: stylePath, file: styleSheet } = asset('/console', 'css', style)
export const { path: scriptPath, file: scriptFile } = asset('/console', 'js', script)
