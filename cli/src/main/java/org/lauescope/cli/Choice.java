package org.lauescope.cli;

import java.util.List;
import java.util.Locale;
import picocli.CommandLine;

/// Reads an option with a few values by their names as they are written on a command line:
/// `pseudo-voigt`, in any case, `_` for `-` allowed.
final class Choice<E extends Enum<E>> implements CommandLine.ITypeConverter<E> {

    private final List<E> values;

    Choice(Class<E> type) {
        values = List.of(type.getEnumConstants());
    }

    /// Lets every option of a command and its subcommands that is an enum be read so.
    static void readAll(CommandLine line) {
        for (CommandLine.Model.OptionSpec option : line.getCommandSpec().options()) {
            if (option.type().isEnum()) {
                read(line, option.type().asSubclass(Enum.class));
            }
        }
        line.getSubcommands().values().forEach(Choice::readAll);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static void read(CommandLine line, Class type) {
        line.registerConverter(type, new Choice(type));
    }

    static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public E convert(String text) {
        String wanted = text.toLowerCase(Locale.ROOT).replace('_', '-');
        return values.stream()
                .filter(value -> name(value).equals(wanted))
                .findFirst()
                .orElseThrow(() ->
                        new CommandLine.TypeConversionException(
                                "\"%s\" is unknown; expected one of %s"
                                        .formatted(
                                                text,
                                                String.join(
                                                        ", ",
                                                        values.stream()
                                                                .map(Choice::name)
                                                                .toList()))));
    }
}
