package org.lauescope.io.frame.hdf5;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.DataFormatException;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;
import org.jspecify.annotations.Nullable;

/// Undoes the filters of a chunk: shuffle, Deflate, LZ4, bitshuffle with or without LZ4. Instances
/// keep no state and may be shared.
public final class ChunkDecoder {

    static final int DEFLATE = 1;
    static final int SHUFFLE = 2;
    static final int FLETCHER32 = 3;
    static final int LZF = 32000;
    static final int LZ4 = 32004;
    public static final int BITSHUFFLE = 32008;

    private static final Set<Integer> OWN = Set.of(DEFLATE, SHUFFLE, FLETCHER32, LZ4, BITSHUFFLE);

    /// Fifth parameter of bitshuffle: what compresses its blocks.
    private static final int LZ4_CODE = 2;

    private static final int ZSTANDARD_CODE = 3;
    private static final int CHECKSUM_BYTES = 4;
    private static final LZ4SafeDecompressor DECOMPRESSOR =
            LZ4Factory.fastestInstance().safeDecompressor();

    /// Takes decoded bytes in order.
    public interface Sink {
        /// @param bytes valid only during the call
        void accept(byte[] bytes, int length);

        /// Takes elements as planes of their bits, which spares restoring them first.
        ///
        /// @param planes see [org.lauescope.simd.BitPlanes]; valid only during the call
        /// @return false if they are wanted as bytes
        default boolean acceptPlanes(byte[] planes, int elements) {
            return false;
        }
    }

    /// A chunk makes no sense.
    public static final class Damage extends Exception {
        private static final long serialVersionUID = 1;

        Damage(String message) {
            super(message);
        }
    }

    /// @param id of the filter as registered with the HDF Group
    /// @param parameters its client data
    public record Filter(int id, int[] parameters) {}

    private final List<Filter> filters;
    private final int elementBytes;

    /// @param filters in the order in which they were applied
    public ChunkDecoder(List<Filter> filters, int elementBytes) {
        this.filters = List.copyOf(filters);
        this.elementBytes = elementBytes;
    }

    /// Whether all filters are undone here.
    boolean isComplete() {
        return filters.stream().allMatch(filter -> OWN.contains(filter.id));
    }

    /// The compression after bitshuffle if it is not one that is undone here, or null.
    @Nullable String obstacle() {
        for (Filter filter : filters) {
            int code = filter.id == BITSHUFFLE ? compression(filter) : 0;
            if (code != 0 && code != LZ4_CODE) {
                return "bitshuffle and "
                        + (code == ZSTANDARD_CODE ? "Zstandard" : "compression " + code);
            }
        }
        return null;
    }

    static String name(int filter) {
        return switch (filter) {
            case DEFLATE -> "gzip";
            case SHUFFLE -> "shuffle";
            case FLETCHER32 -> "Fletcher 32";
            case LZF -> "LZF";
            case LZ4 -> "LZ4";
            case BITSHUFFLE -> "bitshuffle";
            default -> "HDF5 filter " + filter;
        };
    }

    /// As `shuffle, gzip`.
    @Override
    public String toString() {
        List<String> names = new ArrayList<>();
        for (Filter filter : filters) {
            names.add(
                    name(filter.id)
                            + (filter.id == BITSHUFFLE && compression(filter) == LZ4_CODE
                                    ? " + LZ4"
                                    : ""));
        }
        return names.isEmpty() ? "uncompressed" : String.join(", ", names);
    }

    private static int compression(Filter bitshuffle) {
        return bitshuffle.parameters.length > 4 ? bitshuffle.parameters[4] : 0;
    }

    /// @param stored the chunk as it lies in the file; already decoded if the filters are not
    ///   complete here
    /// @param length of the decoded chunk, bytes
    public void decode(ByteBuffer stored, int length, Sink sink) throws Damage {
        ByteBuffer bytes = stored;
        for (int i = isComplete() ? filters.size() - 1 : -1; i >= 0; i--) {
            Filter filter = filters.get(i);
            if (filter.id == BITSHUFFLE && i == 0) {
                // The usual case of a detector: block by block, which stays in the first-level
                // cache.
                unbitshuffle(filter, bytes, length, sink);
                return;
            }
            bytes = ByteBuffer.wrap(decode(filter, bytes, length));
        }
        if (bytes.remaining() != length) {
            throw new Damage("%d bytes instead of %d".formatted(bytes.remaining(), length));
        }
        byte[] chunk = new byte[length];
        bytes.get(chunk);
        sink.accept(chunk, length);
    }

    private byte[] decode(Filter filter, ByteBuffer bytes, int length) throws Damage {
        return switch (filter.id) {
            case DEFLATE -> inflate(bytes, length);
            case SHUFFLE ->
                    unshuffle(
                            bytes,
                            filter.parameters.length > 0 ? filter.parameters[0] : elementBytes);
            case FLETCHER32 -> withoutChecksum(bytes);
            case LZ4 -> unLz4(bytes, length);
            default -> {
                ByteBuffer plain = ByteBuffer.allocate(length);
                unbitshuffle(filter, bytes, length, (block, n) -> plain.put(block, 0, n));
                yield plain.array();
            }
        };
    }

    private static byte[] inflate(ByteBuffer bytes, int length) throws Damage {
        byte[] plain = new byte[length + CHECKSUM_BYTES];
        if (bytes.remaining() == length) {
            // Deflate is left out for chunks that would grow; what is as long as the chunk is the
            // chunk.
            byte[] same = new byte[length];
            bytes.duplicate().get(same);
            return same;
        }
        try (java.util.zip.Inflater inflater = new java.util.zip.Inflater()) {
            inflater.setInput(bytes.duplicate());
            int done = 0;
            while (done < plain.length) {
                int n = inflater.inflate(plain, done, plain.length - done);
                if (n == 0) {
                    break;
                }
                done += n;
            }
            return java.util.Arrays.copyOf(plain, done);
        } catch (DataFormatException e) {
            throw new Damage("gzip: " + e.getMessage());
        }
    }

    private static byte[] withoutChecksum(ByteBuffer bytes) throws Damage {
        if (bytes.remaining() < CHECKSUM_BYTES) {
            throw new Damage("%d bytes".formatted(bytes.remaining()));
        }
        byte[] plain = new byte[bytes.remaining() - CHECKSUM_BYTES];
        bytes.duplicate().get(plain);
        return plain;
    }

    /// Byte 0 of all elements is stored first, then byte 1 of all, and so on; a remainder as it is.
    private static byte[] unshuffle(ByteBuffer bytes, int size) throws Damage {
        byte[] in = new byte[bytes.remaining()];
        bytes.duplicate().get(in);
        if (size < 2) {
            return in;
        }
        int elements = in.length / size;
        byte[] out = in.clone();
        for (int b = 0; b < size; b++) {
            int from = b * elements;
            for (int i = 0; i < elements; i++) {
                out[i * size + b] = in[from + i];
            }
        }
        return out;
    }

    /// The LZ4 filter: total length (8 bytes) and block length (4), then each block with its stored
    /// length (4), all big endian; a block as long as stored is not compressed.
    private static byte[] unLz4(ByteBuffer bytes, int length) throws Damage {
        byte[] plain = new byte[length];
        Blocks blocks = new Blocks(bytes, length, true);
        for (int done = 0; done < length; ) {
            int block = Math.min(blocks.blockBytes, length - done);
            int stored = blocks.next();
            if (stored == block) {
                blocks.bytes.get(plain, done, block);
            } else {
                blocks.decompress(stored, plain, done, block);
            }
            done += block;
        }
        return plain;
    }

    /// Bitshuffle, with the same framing if LZ4 follows it. Blocks hold a multiple of eight
    /// elements; up to seven that are left over at the end are stored as they are.
    private void unbitshuffle(Filter filter, ByteBuffer bytes, int length, Sink sink)
            throws Damage {
        boolean lz4 = compression(filter) == LZ4_CODE;
        int size =
                filter.parameters.length > 2 && filter.parameters[2] > 0
                        ? filter.parameters[2]
                        : elementBytes;
        if (size != 1 && size != 2 && size != 4 && size != 8) {
            throw new Damage("bitshuffle of elements of %d bytes".formatted(size));
        }
        Blocks blocks = new Blocks(bytes, length, lz4);
        int given = filter.parameters.length > 3 ? filter.parameters[3] : 0;
        int blockElements =
                lz4
                        ? blocks.blockBytes / size
                        : given > 0 ? given : Math.max(8192 / size / 8 * 8, 128);
        if (blockElements < 8 || blockElements % 8 != 0) {
            throw new Damage("bitshuffle blocks of %d elements".formatted(blockElements));
        }
        int most = Math.min(blockElements, length / size) * size;
        byte[] shuffled = new byte[most];
        byte[] plain = new byte[most];
        int[] words = new int[most / size];
        int left = length / size;
        while (left >= 8) {
            int elements = Math.min(blockElements, left & ~7);
            if (lz4) {
                blocks.decompress(blocks.next(), shuffled, 0, elements * size);
            } else {
                blocks.read(shuffled, elements * size);
            }
            if (!sink.acceptPlanes(shuffled, elements)) {
                Bitshuffle.restore(shuffled, elements, size, words, plain);
                sink.accept(plain, elements * size);
            }
            left -= elements;
        }
        int rest = length - (length / size - left) * size;
        if (rest > 0) {
            blocks.read(plain, rest);
            sink.accept(plain, rest);
        }
    }

    /// Walks the blocks of a chunk.
    private static final class Blocks {
        private final ByteBuffer bytes;
        private final int blockBytes;

        /// @param framed whether total and block length come first
        Blocks(ByteBuffer stored, int length, boolean framed) throws Damage {
            bytes = stored.duplicate(); // big endian
            if (!framed) {
                blockBytes = length;
                return;
            }
            if (bytes.remaining() < 12) {
                throw new Damage("%d bytes".formatted(bytes.remaining()));
            }
            long total = bytes.getLong();
            blockBytes = bytes.getInt();
            if (total != length || blockBytes < 1) {
                throw new Damage(
                        "LZ4 data of %d bytes in blocks of %d instead of %d bytes"
                                .formatted(total, blockBytes, length));
            }
        }

        int next() throws Damage {
            int stored = bytes.remaining() < 4 ? -1 : bytes.getInt();
            if (stored < 0 || stored > bytes.remaining()) {
                throw new Damage(
                        "an LZ4 block of %d bytes with %d left"
                                .formatted(stored, bytes.remaining()));
            }
            return stored;
        }

        void read(byte[] plain, int length) throws Damage {
            if (length > bytes.remaining()) {
                throw new Damage("%d of %d bytes".formatted(bytes.remaining(), length));
            }
            bytes.get(plain, 0, length);
        }

        void decompress(int stored, byte[] plain, int to, int length) throws Damage {
            int found;
            try {
                found =
                        DECOMPRESSOR.decompress(
                                bytes,
                                bytes.position(),
                                stored,
                                ByteBuffer.wrap(plain),
                                to,
                                length);
            } catch (LZ4Exception e) {
                throw new Damage("LZ4: " + e.getMessage());
            }
            if (found != length) {
                throw new Damage("an LZ4 block of %d instead of %d bytes".formatted(found, length));
            }
            bytes.position(bytes.position() + stored);
        }
    }
}
