"""Mean IoU of a folder of predicted masks by a plain loop, for `npm run bench -- scan`. Prints one JSON line."""
import json
import os
import sys
import time
import zlib

import numpy as np
import torch

try:
    from PIL import Image
except ImportError:
    Image = None


def read(path):
    """Ids of an 8-bit grey PNG; without PIL only of unfiltered rows, which is how the workspace is written."""
    if Image:
        return np.asarray(Image.open(path))
    with open(path, "rb") as file:
        data = file.read()
    at, packed = 8, b""
    while at < len(data):
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        body = data[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            width, height = int.from_bytes(body[:4], "big"), int.from_bytes(body[4:8], "big")
        elif kind == b"IDAT":
            packed += body
        at += length + 12
    rows = np.frombuffer(zlib.decompress(packed), np.uint8).reshape(height, width + 1)
    if rows[:, 0].any():
        raise ValueError(f"{path} has filtered rows, which need PIL.")
    return rows[:, 1:]


def main():
    folder, classes = sys.argv[1], int(sys.argv[2])
    names = sorted(os.listdir(os.path.join(folder, "labels")))
    confusion = torch.zeros(classes * classes, dtype=torch.int64)
    start = time.perf_counter()
    for name in names:
        label = torch.from_numpy(read(os.path.join(folder, "labels", name)).astype(np.int64))
        prediction = torch.from_numpy(read(os.path.join(folder, "predictions", name)).astype(np.int64))
        valid = label != 255
        confusion += torch.bincount(label[valid] * classes + prediction[valid], minlength=classes * classes)
    ms = (time.perf_counter() - start) * 1000
    matrix = confusion.reshape(classes, classes).double()
    both = matrix.diag()
    iou = both / (matrix.sum(0) + matrix.sum(1) - both)
    reader = "PIL" if Image else "zlib and numpy"
    print(json.dumps({"pairs": len(names), "ms": ms, "meanIoU": float(iou.nanmean()), "reader": reader}))


main()
