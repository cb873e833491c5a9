/// Benchmarks, one class per question. Run them with `java -cp … org.openjdk.jmh.Main`.
@NullMarked
package org.lauescope.bench;

import org.jspecify.annotations.NullMarked;
