package pipeline.cli.option;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the date of a partition: an ISO day that exists and has begun, in UTC. */
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
          "%s is in the future; today is %s in UTC, so write for example %s"
              .formatted(text, today, today));
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
