package pipeline.cli.option;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A converter for the date of a partition: an ISO date that is not after today in UTC. */
public final class PartitionDateConverter implements ITypeConverter<LocalDate> {
  private static final Pattern ISO_DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

  private final Clock clock;

  public PartitionDateConverter(Clock clock) {
    this.clock = clock;
  }

  @Override
  public LocalDate convert(String text) {
    LocalDate date = parseDay(text);
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    if (date.isAfter(today)) {
      throw new TypeConversionException(
          "date in the future: %s; use today in UTC or earlier, for example %s"
              .formatted(text, today));
    }
    return date;
  }

  private static LocalDate parseDay(String text) {
    if (!ISO_DAY.matcher(text).matches()) {
      throw new TypeConversionException(
          "'%s' is not a date; write it as YYYY-MM-DD, for example 2024-01-31".formatted(text));
    }
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException impossible) {
      throw new TypeConversionException(
          "%s does not exist; write an existing date as YYYY-MM-DD, for example 2024-01-31"
              .formatted(text));
    }
  }
}
