/** A rectangle drawn by one fragment shader over textures: all that maps and frames need. */

const VERTEX = `#version 300 es
void main() {
  gl_Position = vec4(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0, 0.0, 1.0);
}`;

export class Raster {
  /** @param {HTMLCanvasElement} canvas @param {string} fragment */
  constructor(canvas, fragment) {
    this.canvas = canvas;
    this.fragment = fragment;
    const gl = canvas.getContext('webgl2', { alpha: false, antialias: false, depth: false });
    if (!gl) {
      throw new Error('this browser has no WebGL 2, which draws the maps; allow it in the settings or use another browser');
    }
    this.gl = gl;
    /** @type {Map<string, {texture: WebGLTexture, unit: number}>} */
    this.textures = new Map();
    /** @type {() => void} called when the graphics card has forgotten everything */
    this.onRestored = () => {};
    canvas.addEventListener('webglcontextlost', (event) => event.preventDefault());
    canvas.addEventListener('webglcontextrestored', () => {
      this.textures.clear();
      this.#compile();
      this.onRestored();
    });
    this.#compile();
  }

  #compile() {
    const gl = this.gl;
    const program = gl.createProgram();
    for (const [type, source] of /** @type {[number, string][]} */ ([
      [gl.VERTEX_SHADER, VERTEX],
      [gl.FRAGMENT_SHADER, this.fragment],
    ])) {
      const shader = /** @type {WebGLShader} */ (gl.createShader(type));
      gl.shaderSource(shader, source);
      gl.compileShader(shader);
      gl.attachShader(program, shader);
      if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS) && !gl.isContextLost()) {
        throw new Error(gl.getShaderInfoLog(shader) ?? 'shader');
      }
    }
    gl.linkProgram(program);
    gl.useProgram(program);
    this.program = program;
    /** @type {Map<string, WebGLUniformLocation|null>} */
    this.places = new Map();
  }

  /**
   * @param {string} name of the sampler
   * @param {'R32F'|'R8'|'RGBA8'} format
   * @param {number} width @param {number} height
   * @param {ArrayBufferView} data
   */
  texture(name, format, width, height, data) {
    const gl = this.gl;
    const most = gl.getParameter(gl.MAX_TEXTURE_SIZE);
    if (width > most || height > most) {
      throw new Error(`${width} × ${height} points; this graphics card draws up to ${most} in a row`);
    }
    let entry = this.textures.get(name);
    if (!entry) {
      entry = { texture: gl.createTexture(), unit: this.textures.size };
      this.textures.set(name, entry);
    }
    const [inner, outer, type] = {
      R32F: [gl.R32F, gl.RED, gl.FLOAT],
      R8: [gl.R8, gl.RED, gl.UNSIGNED_BYTE],
      RGBA8: [gl.RGBA8, gl.RGBA, gl.UNSIGNED_BYTE],
    }[format];
    gl.activeTexture(gl.TEXTURE0 + entry.unit);
    gl.bindTexture(gl.TEXTURE_2D, entry.texture);
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
    gl.texImage2D(gl.TEXTURE_2D, 0, inner, width, height, 0, outer, type, data);
    for (const parameter of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) {
      gl.texParameteri(gl.TEXTURE_2D, parameter, gl.NEAREST);
    }
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
    gl.uniform1i(this.#place(name), entry.unit);
  }

  /** @param {string} name @param {...number} values floats */
  set(name, ...values) {
    const place = this.#place(name);
    /** @type {any} */ (this.gl)[`uniform${values.length}f`](place, ...values);
  }

  /** @param {string} name @param {number} value */
  setInteger(name, value) {
    this.gl.uniform1i(this.#place(name), value);
  }

  /** @param {string} name */
  #place(name) {
    if (!this.places.has(name)) {
      this.places.set(name, this.gl.getUniformLocation(this.program, name));
    }
    return this.places.get(name) ?? null;
  }

  draw() {
    const gl = this.gl;
    gl.viewport(0, 0, this.canvas.width, this.canvas.height);
    this.set('size', this.canvas.width, this.canvas.height);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
  }
}
