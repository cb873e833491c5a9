#!/usr/bin/env python3
"""Makes the TIFF files of this folder with tifffile and libtiff's tiffcp:

    apt-get install python3-tifffile libtiff-tools
    python3 make_files.py

The name of a file tells its pixel type and storage; every pixel follows from its place (see `image`).
"""
import os
import subprocess

import numpy as np
import tifffile

ROWS, COLUMNS = 31, 45


def image(dtype, page=0):
    row, column = np.meshgrid(np.arange(ROWS), np.arange(COLUMNS), indexing="ij")
    dtype = np.dtype(dtype)
    value = (row * column) % 97 + 5 * page + 3
    bright = {1: 90, 2: 30000, 4: 2000000000, 8: 2000000000}[dtype.itemsize]
    value = np.where((7 * row + 3 * column) % 101 == 0, bright + row, value).astype(np.int64)
    if dtype.kind in "if":  # no data
        value[15, :] = -1
    if dtype.kind == "f":
        return (value + 0.25).astype(dtype)
    return value.astype(dtype)


os.chdir(os.path.dirname(os.path.abspath(__file__)))
for kind in ("u1", "i1", "u2", "i2", "u4", "i4", "f4", "f8"):
    plain = f"{kind}_plain.tif"
    tifffile.imwrite(plain, image(kind), rowsperstrip=8, metadata=None)
    floating = kind[0] == "f"
    variants = {
        "lzw": ["-c", "lzw"],
        "zip_tiles_big": ["-c", "zip", "-t", "-w", "32", "-l", "16", "-B"],
    }
    if kind != "f8":
        # libtiff 4.5 writes the floating predictor wrongly if it has to swap bytes: little endian there.
        variants["lzw_predictor"] = ["-c", "lzw:3"] if floating else ["-c", "lzw:2", "-B"]
        variants["zip_predictor_tiles"] = ["-c", "zip:3" if floating else "zip:2", "-t", "-w", "16", "-l", "16"]
    if kind in ("u1", "i4"):
        variants["packbits"] = ["-c", "packbits"]
        variants["tiles"] = ["-c", "none", "-t", "-w", "16", "-l", "32"]
        variants["bigtiff"] = ["-8"]
        variants["bigtiff_big"] = ["-8", "-B", "-c", "zip"]
        variants["one_strip"] = ["-c", "lzw", "-r", "1000"]
    for name, options in variants.items():
        subprocess.run(["tiffcp", *options, plain, f"{kind}_{name}.tif"], check=True)
with tifffile.TiffWriter("u2_pages.tif") as pages:
    for page in range(4):
        # The third page is a thumbnail, which is no frame.
        pages.write(image("u2", page), subfiletype=1 if page == 2 else 0, metadata=None)

# Unsigned pixels beyond the signed range: the two topmost values are no data, others make the frame one of floats.
large = image("u4")
large[0, 0], large[0, 1] = 0xFFFFFFFF, 0xFFFFFFFE
tifffile.imwrite("u4_topmost.tif", large, metadata=None)
large[0, 2] = 3000000000
tifffile.imwrite("u4_beyond.tif", large, metadata=None)

tifffile.imwrite("colour.tif", np.zeros((4, 5, 3), "u1"), photometric="rgb", metadata=None)
subprocess.run(["tiffcp", "-c", "zstd", "i4_plain.tif", "zstd.tif"], check=False)
