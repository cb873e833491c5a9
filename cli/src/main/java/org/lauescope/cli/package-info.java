/// The `lauescope` command: its subcommands, what they print and what they write.
@NullMarked
package org.lauescope.cli;

import org.jspecify.annotations.NullMarked;
