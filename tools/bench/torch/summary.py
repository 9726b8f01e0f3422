"""The peer in PyTorch: gradient and summary of a network by nested reverse-mode
differentiation, as one would write it there. tools/bench starts it:

    summary.py SHAPES THREADS NUMBERS

SHAPES is a JSON list of the parameters' shapes in the order of theta, NUMBERS a
file of float64: theta, then the batch's inputs, then its labels. A shape of four
sides makes a convolution, each followed by tanh and max-pooling of 2x2. Every
line of standard input is a question, every answer a line of JSON:

    numbers      {"loss", "gbar", "hbar", "order3"}, and the release: "torch", "blas"
    gradient MS  milliseconds of a gradient, repeated for MS milliseconds
    summary MS   the same of a summary along the gradient, which is not timed
"""
import json
import math
import os
import sys
import time

threads = int(sys.argv[2])
os.environ["OMP_WAIT_POLICY"] = "PASSIVE"  # who waits must not slow the other side down
os.environ["OPENBLAS_NUM_THREADS"] = str(threads)

import torch  # noqa: E402: reads the environment

torch.set_num_threads(threads)
shapes = json.loads(sys.argv[1])
sizes = [math.prod(shape) for shape in shapes]
numbers = torch.from_file(sys.argv[3], size=os.path.getsize(sys.argv[3]) // 8, dtype=torch.float64).clone()
theta = [part.clone().view(shape).requires_grad_()
         for part, shape in zip(numbers[:sum(sizes)].split(sizes), shapes)]
convolutional = len(shapes[0]) == 4
width = 32 * 32 * shapes[0][1] if convolutional else shapes[0][1]
rest = numbers[sum(sizes):]
n = len(rest) // (width + 1)
x = rest[:n * width].view(n, -1, 32, 32) if convolutional else rest[:n * width].view(n, width)
target = rest[n * width:].long()


def loss():
    h = x
    for k in range(0, len(theta), 2):
        weight, bias = theta[k], theta[k + 1]
        if weight.dim() == 4:
            h = torch.max_pool2d(torch.tanh(torch.conv2d(h, weight, bias)), 2)
            continue
        h = torch.nn.functional.linear(h.flatten(1), weight, bias)
        if k + 2 < len(theta):
            h = torch.tanh(h)
    return torch.nn.functional.cross_entropy(h, target)


def gradient():
    return torch.autograd.grad(loss(), theta)


def inner(a, b):
    return (a * b).sum()


def summary(u):
    """Derivatives of order 1, 2 and, on the diagonal, 3 along u, by tensor."""
    value = loss()
    first = [inner(g, d) for g, d in zip(torch.autograd.grad(value, theta, create_graph=True), u)]
    s = len(theta)
    hbar, order3 = torch.zeros(s, s, dtype=x.dtype), torch.zeros(s, dtype=x.dtype)
    for i in range(s):
        row = [inner(h, d) for h, d in zip(torch.autograd.grad(first[i], theta[i:], create_graph=True), u[i:])]
        for j, v in enumerate(row):
            hbar[i, i + j] = hbar[i + j, i] = v.detach()
        third, = torch.autograd.grad(row[0], theta[i], retain_graph=True, allow_unused=True)
        if third is not None:
            order3[i] = inner(third, u[i])
    return value, first, hbar, order3


def timed(work, budget):
    """Milliseconds of work, repeated for at least budget milliseconds."""
    begin, turns = time.perf_counter(), 0
    while True:
        work()
        turns += 1
        spent = 1e3 * (time.perf_counter() - begin)
        if spent >= budget:
            return spent / turns


def blas():
    """The file of the linear algebra in use: the reference library is ten times slower."""
    with open("/proc/self/maps") as maps:
        files = {os.path.basename(os.path.realpath(line.split()[-1])) for line in maps if "blas" in line}
    return " ".join(sorted(files))


u = [g.detach() for g in gradient()]
for line in sys.stdin:
    question, *arguments = line.split()
    if question == "numbers":
        value, first, hbar, order3 = summary(u)
        answer = {"torch": torch.__version__, "blas": blas(), "loss": value.item(),
                  "gbar": [v.item() for v in first], "hbar": hbar.flatten().tolist(),
                  "order3": order3.tolist()}
    elif question == "gradient":
        answer = timed(gradient, float(arguments[0]))
    elif question == "summary":
        answer = timed(lambda: summary(u), float(arguments[0]))
    else:
        sys.exit(f"summary.py: no question {question!r}")
    print(json.dumps(answer), flush=True)
