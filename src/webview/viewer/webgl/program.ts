import type { Uniforms } from './uniforms.js';

type Setter = (value: number | readonly number[]) => void;

/** A linked program whose uniforms are set by name, each as its type in the shader asks for. */
export class Program {
  readonly #program: WebGLProgram;
  readonly #setters = new Map<string, Setter>();

  /** @throws Error with the driver's log when a shader is refused */
  constructor(
    readonly gl: WebGL2RenderingContext,
    vertex: string,
    fragment: string,
  ) {
    this.#program = gl.createProgram();
    const shaders = [compile(gl, gl.VERTEX_SHADER, vertex), compile(gl, gl.FRAGMENT_SHADER, fragment)];
    for (const shader of shaders) {
      gl.attachShader(this.#program, shader);
    }
    gl.linkProgram(this.#program);
    for (const shader of shaders) {
      gl.deleteShader(shader);
    }
    if (!gl.getProgramParameter(this.#program, gl.LINK_STATUS)) {
      throw new Error(`The shaders do not link: ${gl.getProgramInfoLog(this.#program)}`);
    }
    const count = gl.getProgramParameter(this.#program, gl.ACTIVE_UNIFORMS) as number;
    for (let index = 0; index < count; index++) {
      const { name, type } = gl.getActiveUniform(this.#program, index)!;
      this.#setters.set(name, setter(gl, type, gl.getUniformLocation(this.#program, name)!));
    }
  }

  use(): void {
    this.gl.useProgram(this.#program);
  }

  /** Those that the compiler has dropped are left out. */
  set(uniforms: Uniforms): void {
    for (const [name, value] of Object.entries(uniforms)) {
      this.#setters.get(name)?.(value);
    }
  }

  dispose(): void {
    this.gl.deleteProgram(this.#program);
  }
}

function compile(gl: WebGL2RenderingContext, type: number, source: string): WebGLShader {
  const shader = gl.createShader(type)!;
  gl.shaderSource(shader, source);
  gl.compileShader(shader);
  if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS)) {
    throw new Error(`A shader does not compile: ${gl.getShaderInfoLog(shader)}`);
  }
  return shader;
}

function setter(gl: WebGL2RenderingContext, type: number, location: WebGLUniformLocation): Setter {
  const list = (value: number | readonly number[]) => (typeof value === 'number' ? [value] : value);
  switch (type) {
    case gl.FLOAT:
      return value => gl.uniform1fv(location, list(value));
    case gl.FLOAT_VEC2:
      return value => gl.uniform2fv(location, list(value));
    case gl.FLOAT_VEC3:
      return value => gl.uniform3fv(location, list(value));
    case gl.FLOAT_VEC4:
      return value => gl.uniform4fv(location, list(value));
    case gl.INT_VEC2:
      return value => gl.uniform2iv(location, list(value));
    case gl.UNSIGNED_INT:
      return value => gl.uniform1uiv(location, list(value));
    default:
      // INT, BOOL and every kind of sampler.
      return value => gl.uniform1iv(location, list(value));
  }
}
