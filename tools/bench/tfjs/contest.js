// The contest of the page: the engine's program, which put "engine" into the
// global scope, beside TensorFlow.js on its wasm backend and ConvNetJS, in turns.
// tools/bench loads the libraries before this script and asks:
//
//   await contest.prepare()          {release, simd}; throws unless all compute the same numbers
//   contest.works                    {work: [contender, …]}, the engine first
//   contest.round(work, ms)          milliseconds of each contender, repeated for a while
//   contest.search()                 {rate, tried}: Adam's best rate for one epoch, which epoch takes
//   contest.epoch()                  [{contender, seconds, loss, accuracy}]

(() => {
  const SMALL = "784-32-16-10";
  const WIDE = "784-1024-200-100-10";
  const PATH = "/node_modules/@tensorflow/tfjs-backend-wasm/dist/";
  const STOCK = "TensorFlow.js";
  const TUNED = "TensorFlow.js tuned";
  const PANELS = "engine, float32 panels"; // the sums, and all but the products, are float64

  const doubles = (bytes) => new Float64Array(bytes.buffer);
  const singles = (bytes) => new Float32Array(bytes.buffer);
  const transpose = (values, rows, columns) =>
    Float32Array.from({ length: values.length }, (_, i) => values[(i % rows) * columns + Math.floor(i / rows)]);

  /** parameters cuts θ into tensors; TensorFlow.js has weights in×out, the engine out×in. */
  function parameters(theta, dims) {
    const tensors = [];
    let at = 0;
    for (let l = 0; l + 1 < dims.length; l++) {
      const [rows, columns] = [dims[l + 1], dims[l]];
      const weight = theta.subarray(at, (at += rows * columns));
      tensors.push(tf.tensor2d(transpose(weight, rows, columns), [columns, rows]));
      tensors.push(tf.tensor1d(Float32Array.from(theta.subarray(at, (at += rows)))));
    }
    return tensors;
  }

  /** flat is the inverse of parameters. */
  function flat(tensors) {
    const parts = tensors.map((t) => (t.rank === 2 ? transpose(t.dataSync(), ...t.shape) : t.dataSync()));
    return parts.flatMap((part) => Array.from(part));
  }

  /** off is the largest difference over the largest entry. */
  function off(got, want) {
    let worst = 0;
    let scale = 0;
    want.forEach((v, i) => {
      worst = Math.max(worst, Math.abs(got[i] - v));
      scale = Math.max(scale, Math.abs(v));
    });
    return got.length === want.length && scale > 0 ? worst / scale : NaN;
  }

  /**
   * products returns the product of a layer. Tuned, the products of its
   * derivatives are written with explicit transpositions, in every order of
   * differentiation: the backend has its fast path only for plain factors. The
   * first layer's input is a constant then, as it is for the engine.
   */
  function products(x, tuned) {
    if (!tuned) return (a, w) => tf.matMul(a, w);
    const xT = tf.transpose(x);
    const any = tf.customGrad((a, w, save) => {
      save([a, w]);
      return {
        value: tf.matMul(a, w),
        gradFunc: (dy, [a, w]) => [any(dy, tf.transpose(w)), any(tf.transpose(a), dy)],
      };
    });
    const first = tf.customGrad((w) => ({ value: tf.matMul(x, w), gradFunc: (dy) => firstT(dy) }));
    const firstT = tf.customGrad((d) => ({ value: tf.matMul(xT, d), gradFunc: (g) => first(g) }));
    return (a, w, layer) => (layer === 0 ? first(w) : any(a, w));
  }

  function logits(x, theta, product, tanh = tf.tanh) {
    let a = x;
    for (let k = 0; k < theta.length; k += 2) {
      a = tf.add(product(a, theta[k], k / 2), theta[k + 1]);
      if (k + 2 < theta.length) a = tanh(a);
    }
    return a;
  }

  /**
   * twice are tanh and the loss with gradients that can be differentiated again:
   * the stock ones save their outputs outside the tape, or have no gradient.
   */
  function twice(y) {
    const tanh = tf.customGrad((x, save) => {
      save([x]);
      return { value: tf.tanh(x), gradFunc: (dy, [x]) => tf.mul(dy, tf.sub(tf.scalar(1), tf.square(tanh(x)))) };
    });
    const softmax = tf.customGrad((z, save) => {
      save([z]);
      return {
        value: tf.softmax(z),
        gradFunc: (dy, [z]) => {
          const s = softmax(z);
          const m = tf.mul(dy, s);
          return tf.sub(m, tf.mul(tf.sum(m, -1, true), s));
        },
      };
    });
    const loss = tf.customGrad((z, save) => {
      save([z]);
      return {
        value: tf.losses.softmaxCrossEntropy(y, z),
        gradFunc: (dy, [z]) => tf.mul(tf.div(dy, y.shape[0]), tf.sub(softmax(z), y)),
      };
    });
    return { tanh, loss };
  }

  /** network is a perceptron on the engine's problem, in TensorFlow.js and in ConvNetJS. */
  function network(name) {
    const dims = name.split("-").map(Number);
    const given = engine.problem(name);
    const pixels = Float32Array.from(doubles(given.x));
    const n = given.labels.length;
    const x = tf.tensor2d(pixels, [n, dims[0]]);
    const y = tf.oneHot(given.labels, dims.at(-1)).toFloat();
    const theta = parameters(doubles(given.theta), dims);
    const variables = theta.map((t) => tf.variable(t));

    const gradients = (tuned) => {
      const product = products(x, tuned);
      const loss = () => tf.losses.softmaxCrossEntropy(y, logits(x, variables, product));
      return () => {
        const { value, grads } = tf.variableGrads(loss, variables);
        const list = variables.map((v) => grads[v.name]);
        return { value, list };
      };
    };
    const timed = (gradient) => () => {
      const { value, list } = gradient();
      value.dataSync();
      tf.dispose([value, list]);
    };
    const [stock, tuned] = [gradients(false), gradients(true)];

    const double = twice(y);
    const product = products(x, true);
    const slopes = tf.grads((...th) => double.loss(logits(x, th, product, double.tanh)));
    const u = tf.tidy(() => slopes(theta));
    const hbar = () =>
      tf.tidy(() => {
        const rows = u.map((direction, s) => {
          const column = tf.grads((...th) => tf.sum(tf.mul(slopes(th)[s], direction)))(theta);
          return column.map((h, t) => tf.sum(tf.mul(h, u[t])));
        });
        return tf.stack(rows.flat()).dataSync();
      });

    const check = () => {
      const want = doubles(given.gradient);
      for (const [which, gradient] of Object.entries({ [STOCK]: stock, [TUNED]: tuned })) {
        const { value, list } = gradient();
        const worst = Math.max(off(flat(list), want), off(value.dataSync(), [given.loss]));
        tf.dispose([value, list]);
        if (!(worst < 1e-4)) throw new Error(`${which}: gradient of ${name} is off by ${worst}`);
      }
      engine.single(name);
      const single = off(doubles(engine.last(name)), want);
      if (!(single < 1e-4)) throw new Error(`${PANELS}: gradient of ${name} is off by ${single}`);
      const worst = off(hbar(), doubles(given.hbar));
      if (!(worst < 1e-3)) throw new Error(`${TUNED}: H̄ of ${name} is off by ${worst}`);
    };

    return { check, stock: timed(stock), tuned: timed(tuned), hbar, convnet: convnet(dims, pixels, given.labels) };
  }

  /** convnet is a step of SGD by ConvNetJS, which has no bare gradient. */
  function convnet(dims, pixels, labels) {
    const net = new convnetjs.Net();
    net.makeLayers([
      { type: "input", out_sx: 1, out_sy: 1, out_depth: dims[0] },
      ...dims.slice(1, -1).map((width) => ({ type: "fc", num_neurons: width, activation: "tanh" })),
      { type: "softmax", num_classes: dims.at(-1) },
    ]);
    const trainer = new convnetjs.SGDTrainer(net, {
      method: "sgd", learning_rate: 0.01, momentum: 0, l2_decay: 0, batch_size: labels.length,
    });
    const volumes = labels.map((_, i) => {
      const v = new convnetjs.Vol(1, 1, dims[0], 0);
      v.w.set(pixels.subarray(i * dims[0], (i + 1) * dims[0]));
      return v;
    });
    return () => volumes.forEach((v, i) => trainer.train(v, labels[i]));
  }

  /** product multiplies 1000×784 by a new matrix 784×200. */
  function product() {
    const [m, k, n] = [1000, 784, 200];
    const a = tf.randomNormal([m, k]);
    const values = tf.randomNormal([k, n]).dataSync();
    return () =>
      tf.tidy(() => {
        const c = tf.matMul(a, tf.tensor2d(values, [k, n]));
        return c.dataSync()[0];
      });
  }

  /**
   * adam returns an epoch of TensorFlow.js: tuned products, the engine's θ and
   * order of digits, and the same looks at the test set, at a rate.
   */
  function adam() {
    const dims = SMALL.split("-").map(Number);
    const given = engine.digits();
    const batch = 100;
    const [x, testX] = [singles(given.x), tf.tensor2d(singles(given.testX), [given.testLabels.length, dims[0]])];
    const oneHot = (labels) => tf.oneHot(labels, dims.at(-1)).toFloat();
    const testY = oneHot(given.testLabels);
    const start = parameters(doubles(given.theta), dims);
    return (rate) => {
      const variables = start.map((t) => tf.variable(t));
      const optimiser = tf.train.adam(rate);
      let seen;
      for (let step = 0; step < given.labels.length / batch; step++) {
        const [lo, hi] = [step * batch, (step + 1) * batch];
        tf.tidy(() => {
          const images = tf.tensor2d(x.subarray(lo * dims[0], hi * dims[0]), [batch, dims[0]]);
          const y = oneHot(given.labels.slice(lo, hi));
          const layer = products(images, true);
          optimiser.minimize(() => tf.losses.softmaxCrossEntropy(y, logits(images, variables, layer)), false, variables);
        });
        if ((step + 1) % 10 === 0) {
          seen = tf.tidy(() => {
            const z = logits(testX, variables, (a, w) => tf.matMul(a, w));
            const right = tf.equal(tf.argMax(z, -1), tf.argMax(testY, -1)).toFloat();
            return {
              loss: tf.losses.softmaxCrossEntropy(testY, z).dataSync()[0],
              accuracy: tf.mean(right).dataSync()[0],
            };
          });
        }
      }
      optimiser.dispose();
      tf.dispose(variables);
      return seen;
    };
  }

  const RATES = [0.001, 0.003, 0.01, 0.03];

  const all = {};
  let epochs;
  let rival; // an epoch of Adam at a rate

  async function prepare() {
    tf.wasm.setWasmPaths(PATH);
    tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false); // the engine has one thread, too
    await tf.setBackend("wasm");
    await tf.ready();
    if (tf.getBackend() !== "wasm") throw new Error(`TensorFlow.js computes on ${tf.getBackend()}`);
    for (const name of [SMALL, WIDE]) {
      const net = network(name);
      net.check();
      all[`gradient of ${name}`] = {
        engine: () => engine.gradient(name), [PANELS]: () => engine.single(name),
        [STOCK]: net.stock, [TUNED]: net.tuned, ConvNetJS: net.convnet,
      };
      if (name === SMALL) all[`summary of ${name}`] = { engine: () => engine.summary(name), [TUNED]: net.hbar };
    }
    all["product 1000×784×200, a new matrix each call"] = {
      engine: () => engine.product(), [PANELS]: () => engine.singles(), [STOCK]: product(),
    };
    rival = adam();
    contest.works = Object.fromEntries(Object.entries(all).map(([work, sides]) => [work, Object.keys(sides)]));
    return {
      release: tf.version.tfjs,
      simd: await tf.env().getAsync("WASM_HAS_SIMD_SUPPORT"),
    };
  }

  /** sample repeats work for a while, once at least, and returns its milliseconds. */
  function sample(work, budget) {
    const begin = performance.now();
    for (let turns = 1; ; turns++) {
      work();
      const spent = performance.now() - begin;
      if (spent >= budget) return spent / turns;
    }
  }

  /** search finds Adam's best rate by the test loss after one epoch, which is what is timed. */
  function search() {
    const tried = RATES.map((rate) => ({ rate, loss: rival(rate).loss }));
    const [best] = tried.filter(({ loss }) => Number.isFinite(loss)).sort((a, b) => a.loss - b.loss);
    epochs = { "grouped Newton": () => engine.epoch(), "Adam, TensorFlow.js tuned": () => rival(best.rate) };
    return { rate: best.rate, tried: tried.map(({ rate, loss }) => `${rate}: ${loss.toFixed(3)}`).join(", ") };
  }

  globalThis.contest = {
    prepare,
    search,
    works: {},
    round: (work, budget) => Object.values(all[work]).map((side) => sample(side, budget)),
    epoch: () =>
      Object.entries(epochs).map(([contender, run]) => {
        const begin = performance.now();
        const { loss, accuracy, failed } = run();
        if (failed) throw new Error(`${contender}: ${failed}`);
        return { contender, seconds: (performance.now() - begin) / 1e3, loss, accuracy };
      }),
  };
})();
