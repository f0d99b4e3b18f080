package pipeline.cli.option;

import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.TypeConversionException;

/**
 * A converter for the constants of an enum, written in lower case and with hyphens instead of
 * underscores.
 */
public record EnumConverter<E>(Class<E> type) implements ITypeConverter<E> {
  /** Registers a converter for each enum type of a command's options and parameters. */
  public static void register(CommandLine command) {
    for (ArgSpec argument : command.getCommandSpec().args()) {
      register(command, argument.auxiliaryTypes()[0]);
    }
  }

  private static <T> void register(CommandLine command, Class<T> type) {
    if (type.isEnum()) {
      command.registerConverter(type, new EnumConverter<>(type));
    }
  }

  @Override
  public E convert(String text) {
    List<E> constants = List.of(type.getEnumConstants());
    List<String> labels = constants.stream().map(EnumConverter::label).toList();
    int index = labels.indexOf(text.toLowerCase(Locale.ROOT));
    if (index < 0) {
      throw new TypeConversionException(
          "'%s' is not one of %s".formatted(text, String.join(", ", labels)));
    }
    return constants.get(index);
  }

  private static String label(Object constant) {
    return constant.toString().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
