package pipeline.tables.row;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;
import pipeline.model.Artist;

/** A reader that converts the columns of an Avro record to the types of the row records. */
record RecordReader(IndexedRecord row) {

  @Nullable String text(int column) {
    Object value = row.get(column);
    return value == null ? null : value.toString();
  }

  @Nullable Integer integer(int column) {
    return (Integer) row.get(column);
  }

  @Nullable Long longValue(int column) {
    return (Long) row.get(column);
  }

  @Nullable Boolean flag(int column) {
    return (Boolean) row.get(column);
  }

  @Nullable Instant instant(int column) {
    Long micros = longValue(column);
    return micros == null ? null : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  @Nullable LocalDate date(int column) {
    Integer days = integer(column);
    return days == null ? null : LocalDate.ofEpochDay(days);
  }

  List<Artist> artists(int column) {
    return ((List<?>) row.get(column)).stream().map(ArtistCreditRow::artist).toList();
  }

  /** Converts a value of a row record to the type that Avro uses for its column. */
  static @Nullable Object toAvro(@Nullable Object value) {
    if (value instanceof LocalDate date) {
      return toEpochDays(date);
    }
    if (value instanceof List<?> credits && credits.stream().allMatch(Artist.class::isInstance)) {
      return ArtistCreditRow.from(credits.stream().map(Artist.class::cast).toList());
    }
    return value instanceof Instant instant ? toEpochMicros(instant) : value;
  }

  static @Nullable Integer toEpochDays(@Nullable LocalDate date) {
    return date == null ? null : Math.toIntExact(date.toEpochDay());
  }

  static @Nullable Long toEpochMicros(@Nullable Instant instant) {
    return instant == null ? null : ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }
}
