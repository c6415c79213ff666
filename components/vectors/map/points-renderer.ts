import type { MapClass, MapColoring } from './map-coloring'
import { NO_POINT } from './map-coloring'
import { MapDrawingError } from './map-drawing-error'
import { forEachSpread, type MapRenderer, pointAlpha, pointSize, readRgb } from './map-renderer'

/** Most kinds of points that the shader knows. */
const MOST_CLASSES = 16

const SHAPES: readonly MapClass['shape'][] = ['disc', 'up', 'down', 'ring']

const VERTEX = `#version 300 es
layout(location = 0) in vec2 position;
layout(location = 1) in uint code;
uniform vec2 middle;
uniform vec2 scale;
uniform float size;
uniform vec4 colors[${MOST_CLASSES}];
uniform int shapes[${MOST_CLASSES}];
uniform uint outside;
flat out vec4 color;
flat out int shape;
void main() {
  if (code == ${NO_POINT}u) {
    gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
    return;
  }
  gl_Position = vec4((position - middle) * scale, code == outside ? 0.5 : 0.0, 1.0);
  gl_PointSize = size;
  color = colors[code];
  shape = size < 4.0 ? -1 : shapes[code];
}`

const FRAGMENT = `#version 300 es
precision mediump float;
flat in vec4 color;
flat in int shape;
out vec4 pixel;
void main() {
  vec2 place = gl_PointCoord - 0.5;
  float distance = length(place);
  if (shape == 0 && distance > 0.5) discard;
  if (shape == 1 && abs(place.x) > 0.5 * gl_PointCoord.y) discard;
  if (shape == 2 && abs(place.x) > 0.5 * (1.0 - gl_PointCoord.y)) discard;
  if (shape == 3 && (distance > 0.5 || distance < 0.28)) discard;
  pixel = vec4(color.rgb * color.a, color.a);
}`

/**
 * Draws a point a row with WebGL 2, in one call for all that a frame draws. Rows outside the filter lie below the others by their depth. Throws
 * `MapDrawingError` where the browser has no WebGL 2 or refuses the program.
 */
export function createPointsRenderer(canvas: HTMLCanvasElement): MapRenderer {
  const gl = canvas.getContext('webgl2', { antialias: false, preserveDrawingBuffer: true })
  if (!gl) throw new MapDrawingError('This browser has no WebGL 2')
  const program = link(gl)
  const uniform = (name: string) => gl.getUniformLocation(program, name)
  const places = {
    middle: uniform('middle'),
    scale: uniform('scale'),
    size: uniform('size'),
    colors: uniform('colors'),
    shapes: uniform('shapes'),
    outside: uniform('outside'),
  }
  const [positionBuffer, codeBuffer] = [gl.createBuffer(), gl.createBuffer()]
  let rows = 0
  let points = 0
  let classes: readonly MapClass[] = []
  let outside: number | null = null
  let fence: WebGLSync | null = null

  // biome-ignore lint/correctness/useHookAtTopLevel: a function of WebGL, no hook.
  gl.useProgram(program)
  gl.enable(gl.BLEND)
  gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA)
  gl.depthFunc(gl.LEQUAL)
  gl.clearColor(0, 0, 0, 0)

  function setPositions(positions: Float32Array): void {
    if (!gl) return
    rows = positions.length / 2
    const spread = new Float32Array(positions.length)
    forEachSpread(rows, (row, place) => {
      spread[2 * place] = positions[2 * row] ?? 0
      spread[2 * place + 1] = positions[2 * row + 1] ?? 0
    })
    gl.bindBuffer(gl.ARRAY_BUFFER, positionBuffer)
    gl.bufferData(gl.ARRAY_BUFFER, spread, gl.STATIC_DRAW)
    gl.enableVertexAttribArray(0)
    gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 0, 0)
  }

  function setColoring(coloring: MapColoring): void {
    if (!gl) return
    if (coloring.classes.length > MOST_CLASSES)
      throw new RangeError(`Points are of at most ${MOST_CLASSES} classes, not ${coloring.classes.length}`)
    const spread = new Uint8Array(coloring.codes.length)
    forEachSpread(coloring.codes.length, (row, place) => {
      spread[place] = coloring.codes[row] ?? NO_POINT
    })
    classes = coloring.classes
    outside = coloring.outside
    points = classes.reduce((sum, { points: many }) => sum + many, 0)
    gl.bindBuffer(gl.ARRAY_BUFFER, codeBuffer)
    gl.bufferData(gl.ARRAY_BUFFER, spread, gl.STATIC_DRAW)
    gl.enableVertexAttribArray(1)
    gl.vertexAttribIPointer(1, 1, gl.UNSIGNED_BYTE, 0, 0)
  }

  return {
    setPositions,
    setColoring,
    draw: (frame, { density, zoom, from, to }) => {
      const [width, height] = [Math.round(frame.width * density), Math.round(frame.height * density)]
      if (canvas.width !== width || canvas.height !== height) {
        canvas.width = width
        canvas.height = height
      }
      gl.viewport(0, 0, width, height)
      if (from === 0) gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT)
      if (rows === 0 || classes.length === 0) return 1
      const size = pointSize(points, zoom)
      const alpha = pointAlpha(points, size, frame, zoom)
      const colors = classes.flatMap(({ color }, at) => [
        ...readRgb(color).map((channel) => channel / 255),
        at === outside ? Math.min(0.7, alpha) : alpha,
      ])
      if (outside === null) gl.disable(gl.DEPTH_TEST)
      else gl.enable(gl.DEPTH_TEST)
      gl.uniform2f(places.middle, frame.x, frame.y)
      gl.uniform2f(places.scale, (2 * frame.scale) / frame.width, (2 * frame.scale) / frame.height)
      gl.uniform1f(places.size, size * density)
      gl.uniform4fv(places.colors, colors)
      gl.uniform1iv(
        places.shapes,
        classes.map(({ shape }) => SHAPES.indexOf(shape)),
      )
      gl.uniform1ui(places.outside, outside ?? NO_POINT)
      const first = Math.ceil(rows * from)
      gl.drawArrays(gl.POINTS, first, Math.ceil(rows * to) - first)
      gl.deleteSync(fence)
      fence = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0)
      gl.flush()
      return to
    },
    isDone: () => fence === null || gl.getSyncParameter(fence, gl.SYNC_STATUS) === gl.SIGNALED || gl.isContextLost(),
    dispose: () => {
      gl.deleteSync(fence)
      gl.deleteBuffer(positionBuffer)
      gl.deleteBuffer(codeBuffer)
      gl.deleteProgram(program)
    },
  }
}

function link(gl: WebGL2RenderingContext): WebGLProgram {
  const program = gl.createProgram()
  for (const [kind, source] of [
    [gl.VERTEX_SHADER, VERTEX],
    [gl.FRAGMENT_SHADER, FRAGMENT],
  ] as const) {
    const shader = gl.createShader(kind)
    if (!shader) throw new MapDrawingError('The graphics processor is not there any more')
    gl.shaderSource(shader, source)
    gl.compileShader(shader)
    gl.attachShader(program, shader)
    if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS) && !gl.isContextLost())
      throw new MapDrawingError(`A shader of the map was refused: ${gl.getShaderInfoLog(shader)}`)
  }
  gl.linkProgram(program)
  if (!gl.getProgramParameter(program, gl.LINK_STATUS))
    throw new MapDrawingError(
      `The program of the map was refused: ${gl.getProgramInfoLog(program) ?? 'no reason given'}`,
    )
  return program
}
