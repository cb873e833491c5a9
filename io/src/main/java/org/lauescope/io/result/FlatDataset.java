package org.lauescope.io.result;

import io.jhdf.ObjectHeader;
import io.jhdf.WritableDatasetImpl;
import io.jhdf.api.WritableGroup;
import io.jhdf.object.message.AttributeInfoMessage;
import io.jhdf.object.message.AttributeMessage;
import io.jhdf.object.message.DataLayoutMessage.ContiguousDataLayoutMessage;
import io.jhdf.object.message.DataSpace;
import io.jhdf.object.message.DataSpaceMessage;
import io.jhdf.object.message.DataTypeMessage;
import io.jhdf.object.message.FillValueMessage;
import io.jhdf.object.message.Message;
import io.jhdf.storage.HdfFileChannel;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/// A dataset of any shape whose values lie in one flat array, last axis fastest, which is asked for
/// only while the dataset is written: jHDF itself keeps everything it is to write, as arrays of
/// arrays, until the file is closed.
final class FlatDataset extends WritableDatasetImpl {

    private static final int BUFFER = 1 << 16;

    private final int[] shape;
    private final Supplier<?> values;

    private FlatDataset(
            WritableGroup parent, String name, Class<?> type, int[] shape, Supplier<?> values) {
        super(onePoint(type, shape.length), name, parent);
        this.shape = shape;
        this.values = values;
    }

    /// An array with as many axes, from which jHDF takes the type.
    private static Object onePoint(Class<?> type, int axes) {
        int[] ones = new int[axes];
        Arrays.fill(ones, 1);
        return Array.newInstance(type, ones);
    }

    static FlatDataset put(
            WritableGroup parent, String name, int[] shape, Supplier<double[]> values) {
        return put(parent, new FlatDataset(parent, name, double.class, shape, values));
    }

    static FlatDataset putIntegers(
            WritableGroup parent, String name, int[] shape, Supplier<int[]> values) {
        return put(parent, new FlatDataset(parent, name, int.class, shape, values));
    }

    private static FlatDataset put(WritableGroup parent, FlatDataset dataset) {
        parent.putDataset(dataset.getName(), dataset);
        return dataset;
    }

    /// The object header, then the values in one piece: as the superclass writes a contiguous
    /// dataset (HDF5 File Format Specification 3.0, IV.A).
    @Override
    public long write(HdfFileChannel file, long position) {
        DataSpace space = DataSpace.modifyDimensions(DataSpace.fromObject(getData()), shape);
        List<Message> messages = new ArrayList<>();
        messages.add(DataTypeMessage.create(getDataType()));
        messages.add(DataSpaceMessage.create(space));
        messages.add(FillValueMessage.NO_FILL);
        int layout = messages.size();
        messages.add(ContiguousDataLayoutMessage.create(0, 0));
        if (!getAttributes().isEmpty()) {
            messages.add(AttributeInfoMessage.create());
            getAttributes()
                    .forEach((name, attribute) ->
                            messages.add(AttributeMessage.create(name, attribute)));
        }
        long data =
                position + new ObjectHeader.ObjectHeaderV2(position, messages).toBuffer().limit();
        long end = data + writeValues(file, data, space.getTotalLength());
        // Nothing lies nowhere: HDF5's undefined address.
        messages.set(
                layout, ContiguousDataLayoutMessage.create(end > data ? data : -1, end - data));
        file.write(new ObjectHeader.ObjectHeaderV2(position, messages).toBuffer(), position);
        // When all is written, jHDF puts its version where the channel stands.
        file.position(end);
        return end;
    }

    /// @return number of bytes written
    private long writeValues(HdfFileChannel file, long position, long expected) {
        Object array = values.get();
        int length = array instanceof int[] integers ? integers.length : ((double[]) array).length;
        if (length != expected) {
            throw new IllegalStateException(
                    "%s has %d values; expected %d".formatted(getPath(), length, expected));
        }
        int size = array instanceof int[] ? Integer.BYTES : Double.BYTES;
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.nativeOrder());
        int count = BUFFER / size;
        for (int from = 0; from < length; from += count) {
            int part = Math.min(count, length - from);
            buffer.clear().limit(part * size);
            if (array instanceof int[] integers) {
                buffer.asIntBuffer().put(integers, from, part);
            } else {
                buffer.asDoubleBuffer().put((double[]) array, from, part);
            }
            while (buffer.hasRemaining()) {
                file.write(buffer, position + (long) from * size + buffer.position());
            }
        }
        return (long) length * size;
    }
}
