#!/usr/bin/env python3
"""Makes the HDF5 files of this folder, with h5py and the filter plug-ins of Debian:

    apt-get install python3-h5py bitshuffle hdf5-filter-plugin hdf5-filter-plugin-blosc-serial
    HDF5_PLUGIN_PATH=/usr/lib/x86_64-linux-gnu/hdf5/serial/plugins python3 make_files.py

Every pixel follows from its place (see `images`), so that the tests need no other file to compare with.
The sides are chosen so that a chunk has full blocks of bitshuffle, a partial one and a rest of a few elements.
"""
import os

import h5py
import numpy as np

ROWS, COLUMNS, FRAMES = 31, 45, 3
BLOCK = 512  # elements
LZ4, BITSHUFFLE, BLOSC = 32004, 32008, 32001


def images(dtype, frames=FRAMES, first=0, rows=ROWS, columns=COLUMNS):
    frame, row, column = np.meshgrid(np.arange(first, first + frames), np.arange(rows), np.arange(columns),
                                     indexing="ij")
    value = (row * column) % 97 + 5 * frame + 3
    spots = (7 * row + 3 * column) % 101 == 0
    dtype = np.dtype(dtype)
    bright = {1: 200, 2: 30000, 4: 2000000000, 8: 2000000000}[dtype.itemsize]
    if dtype.kind == "i" and dtype.itemsize == 1:
        bright, value = 100, value % 100
    return np.where(spots, bright + row, value).astype(dtype)


def write(name, data, **options):
    with h5py.File(name, "w") as file:
        return file.create_dataset("entry/data/data", data=data, **options)


here = os.path.dirname(os.path.abspath(__file__))
os.chdir(here)
frame = (1, ROWS, COLUMNS)
for kind in ("u1", "u2", "u4", "u8", "i2", "i4", "f4"):
    write(f"bslz4_{kind}.h5", images(kind), chunks=frame, compression=BITSHUFFLE, compression_opts=(BLOCK, 2))
# Detectors leave the block size to the library: 8192 bytes.
write("bslz4_u2_default_blocks.h5", images("u2", 1, rows=61, columns=83), chunks=(1, 61, 83), compression=BITSHUFFLE,
      compression_opts=(0, 2))
write("bitshuffle_u2.h5", images("u2"), chunks=frame, compression=BITSHUFFLE, compression_opts=(0, 0))
write("bslz4_u2_parts.h5", images("u2"), chunks=(1, 16, COLUMNS), compression=BITSHUFFLE, compression_opts=(0, 2))
write("lz4_u2.h5", images("u2"), chunks=frame, compression=LZ4, compression_opts=(1024,))
write("gzip_shuffle_u2.h5", images("u2"), chunks=frame, compression="gzip", shuffle=True)
write("gzip_shuffle_fletcher_i4.h5", images("i4"), chunks=frame, compression="gzip", shuffle=True, fletcher32=True)
write("gzip_parts_i4.h5", images("i4"), chunks=(2, 16, 32), compression="gzip")
write("gzip_four_axes_u2.h5", images("u2", 12).reshape(4, 3, ROWS, COLUMNS), chunks=(2, 2, ROWS, COLUMNS),
      compression="gzip")
write("plain_chunks_u2.h5", images("u2"), chunks=frame)
write("big_endian_i4.h5", images(">i4", 1))
write("contiguous_u2.h5", images("u2", 1)[0])
write("lzf_u2.h5", images("u2", 1), chunks=frame, compression="lzf")
write("blosc_u2.h5", images("u2", 1), chunks=frame, compression=BLOSC)
with h5py.File("latest_u2.h5", "w", libver="latest") as file:
    file.create_dataset("entry/data/data", data=images("u2"), chunks=frame, maxshape=(None, ROWS, COLUMNS),
                        compression=BITSHUFFLE, compression_opts=(0, 2))
with h5py.File("user_block_u2.h5", "w", userblock_size=512) as file:
    file.create_dataset("entry/data/data", data=images("u2", 1))
    file.create_dataset("chunked", data=images("u2", 2), chunks=frame, compression="gzip")
with h5py.File("unfinished_u2.h5", "w") as file:
    data = file.create_dataset("entry/data/data", (FRAMES, ROWS, COLUMNS), "u2", chunks=frame, compression="gzip")
    data[0] = images("u2", 1)[0]

# As an EIGER writes: a master file that links to its data files, gaps at the largest value of the type.
for number, (first, count) in enumerate([(0, 2), (2, 1)], start=1):
    with h5py.File(f"eiger_data_{number:06d}.h5", "w") as file:
        data = images("u2", count, first)
        data[:, 15, :] = 0xFFFF
        dataset = file.create_dataset("entry/data/data", data=data, chunks=frame, compression=BITSHUFFLE,
                                      compression_opts=(0, 2))
        dataset.attrs["image_nr_low"] = first + 1
        dataset.attrs["image_nr_high"] = first + count
with h5py.File("eiger_master.h5", "w") as file:
    entry = file.create_group("entry")
    entry.attrs["NX_class"] = "NXentry"
    group = entry.create_group("data")
    group.attrs["NX_class"] = "NXdata"
    for number in (1, 2):
        group[f"data_{number:06d}"] = h5py.ExternalLink(f"eiger_data_{number:06d}.h5", "/entry/data/data")
    detector = entry.create_group("instrument/detector")
    detector.attrs["NX_class"] = "NXdetector"
    detector["description"] = "Dectris EIGER2 Si 1M"
    detector["count_time"] = np.float32(0.5)
    detector["count_time"].attrs["units"] = "s"
    detector["frame_time"] = np.float32(2.0)
    detector["frame_time"].attrs["units"] = "s"
    specific = detector.create_group("detectorSpecific")
    specific["countrate_correction_count_cutoff"] = np.uint32(25000)
    specific["data_collection_date"] = "2021-03-01T10:00:00.500+01:00"
    mask = np.zeros((ROWS, COLUMNS), "u4")
    mask[15, :] = 1
    mask[5, 7] = 2
    specific["pixel_mask"] = mask
with h5py.File("eiger_lost_master.h5", "w") as file:
    file["entry/data/data_000001"] = h5py.ExternalLink("eiger_lost_data_000001.h5", "/entry/data/data")

# NeXus points to the small dataset; without @default the large one would be taken.
with h5py.File("nexus_default.nxs", "w") as file:
    file.attrs["default"] = "entry"
    file["other/large"] = images("u2", 2)
    file["entry/instrument/detector/mask"] = images("u2", 3)
    entry = file["entry"]
    entry.attrs["default"] = "result"
    result = entry.create_group("result")
    result.attrs["signal"] = "counts"
    result["counts"] = images("u2", 1)
    result["counts"].attrs["units"] = "counts"
with h5py.File("no_images.h5", "w") as file:
    file["entry/curve"] = np.arange(100.0)
    file["entry/title"] = "nothing to see"
with h5py.File("virtual.h5", "w", libver="latest") as file:
    layout = h5py.VirtualLayout((2, ROWS, COLUMNS), "u2")
    layout[:] = h5py.VirtualSource("eiger_data_000001.h5", "/entry/data/data", (2, ROWS, COLUMNS))
    file.create_virtual_dataset("entry/data/data", layout)
