"""The outputs of the fused pass in plain PyTorch, for `npm run bench` where python3 has torch. Prints one JSON line."""
import json
import os
import resource
import sys
import time

import torch
import torch.nn.functional as F


def outputs(x, y, c):
    """Per-pixel cross entropy and focal, soft and hard sums per class, confusion of the argmax."""
    valid = y < c
    ce = F.cross_entropy(x, y, ignore_index=c, reduction="none")
    pt = torch.exp(-ce)
    focal = 0.5 * (1 - pt) ** 2 * ce
    p = torch.softmax(x, 1)
    one_hot = F.one_hot(y, c + 1)[..., :c].permute(0, 3, 1, 2).to(p.dtype)
    soft = (p * one_hot).sum(dim=(0, 2, 3)), p.sum(dim=(0, 2, 3)), one_hot.sum(dim=(0, 2, 3))
    above = (p > 0.5).to(p.dtype)
    hard = (above * one_hot).sum(dim=(0, 2, 3)), above.sum(dim=(0, 2, 3))
    cells = y[valid] * c + x.argmax(1)[valid]
    return ce, focal, ce[valid].mean(), focal.mean(), soft, hard, torch.bincount(cells, minlength=c * c)


def main():
    c, h, w, runs = map(int, sys.argv[1:5])
    torch.set_num_threads(os.cpu_count() or 1)
    generator = torch.Generator().manual_seed(20261123)
    x = torch.rand((1, c, h, w), generator=generator) * 12 - 6
    y = torch.randint(0, c + 1, (1, h, w), generator=generator)
    times = []
    with torch.no_grad():
        for k in range(runs + 1):
            start = time.perf_counter()
            outputs(x, y, c)
            if k:
                times.append((time.perf_counter() - start) * 1000)
    times.sort()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"medianMs": times[len(times) // 2], "minMs": times[0], "peakMb": peak, "torch": torch.__version__}))


main()
