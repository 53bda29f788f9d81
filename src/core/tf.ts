/**
 * The single place TensorFlow.js comes in. Losses are tfjs expressions on sums per class, evaluated on our float64
 * backend (tensors/float64Backend.ts); the pass over the logits is a kernel of its own (kernels/).
 */
import * as tf from '@tensorflow/tfjs';

// Silences the advice to install native bindings, which an extension cannot follow.
tf.env().set('PROD', true);

export { tf };
