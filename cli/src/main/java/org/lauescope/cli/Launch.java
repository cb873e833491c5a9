package org.lauescope.cli;

/// Starts [Lauescope] with the Vector API at hand.
///
/// The Vector API is an incubating module. Named on the command line (`--add-modules
/// jdk.incubator.vector`) it makes the JVM print a warning at every start; loaded from here it is
/// the same module, as fast, without the warning. This asks a class of the JDK that is not public,
/// which `Add-Exports` in the jar's manifest or `--add-exports
/// java.base/jdk.internal.module=ALL-UNNAMED` opens. Where that fails one line says so, and the
/// kernels' scalar twins do the work.
public final class Launch {

    private static final String VECTORS = "jdk.incubator.vector";

    private Launch() {}

    public static void main(String[] arguments) {
        try {
            loadVectors();
        } catch (ReflectiveOperationException | RuntimeException e) {
            System.err.println(
                    "lauescope: no Vector API on this JVM, so kernels run slower ("
                            + e
                            + "); LAUESCOPE_JAVA_OPTS='--add-modules "
                            + VECTORS
                            + "' may help");
        }
        Lauescope.main(arguments);
    }

    /// Adds the module to this JVM, unless it is there already.
    static void loadVectors() throws ReflectiveOperationException {
        if (ModuleLayer.boot().findModule(VECTORS).isEmpty()) {
            Class.forName("jdk.internal.module.Modules")
                    .getMethod("loadModule", String.class)
                    .invoke(null, VECTORS);
        }
    }
}
