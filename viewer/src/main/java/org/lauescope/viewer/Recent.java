package org.lauescope.viewer;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/// What was asked for lately, up to a size; safe for many threads.
final class Recent<T> {

    private record Entry<T>(T value, int size) {}

    private final long most;
    private final Map<String, Entry<T>> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long kept;

    /// @param most sizes together
    Recent(long most) {
        this.most = most;
    }

    T of(String key, Supplier<T> source, ToIntFunction<T> size) {
        synchronized (entries) {
            Entry<T> known = entries.get(key);
            if (known != null) {
                return known.value;
            }
        }
        T value = source.get();
        Entry<T> entry = new Entry<>(value, size.applyAsInt(value));
        synchronized (entries) {
            Entry<T> other = entries.put(key, entry);
            kept += entry.size - (other == null ? 0 : other.size);
            Iterator<Entry<T>> oldest = entries.values().iterator();
            while (kept > most && entries.size() > 1) {
                kept -= oldest.next().size;
                oldest.remove();
            }
        }
        return value;
    }
}
