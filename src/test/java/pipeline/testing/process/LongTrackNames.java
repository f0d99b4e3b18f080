package pipeline.testing.process;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import pipeline.lake.Lake;
import pipeline.lake.Partition;
import pipeline.lake.PartitionWriter;
import pipeline.lake.parquet.PartitionMetadata;
import pipeline.lake.parquet.RowIterator;
import pipeline.tables.row.RawTrack;
import pipeline.testing.RawTrackCopy;

/** Long random track names, which make a table large enough for a multipart upload. */
public final class LongTrackNames {
  /** The total length of the names, in characters. Compression reduces it to three quarters. */
  private static final int TOTAL_LENGTH = 100_000_000;

  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private LongTrackNames() {}

  /** Publishes the tracks of a date with such names. */
  public static void publish(Lake lake, LocalDate ds) {
    Partition<RawTrack> tracks = lake.find(RawTrack.TABLE, ds).orElseThrow();
    PartitionMetadata footer = tracks.footer();
    List<RawTrack> all = new ArrayList<>();
    try (RowIterator<RawTrack> rows = tracks.openRows()) {
      for (RawTrack row = rows.next(); row != null; row = rows.next()) {
        all.add(row);
      }
    }
    SplittableRandom random = new SplittableRandom(1);
    int length = TOTAL_LENGTH / all.size();
    try (PartitionWriter<RawTrack> writer = lake.openWriter(RawTrack.TABLE, ds)) {
      footer.entries().forEach(writer::putMetadata);
      all.forEach(row -> writer.write(RawTrackCopy.withName(row, name(random, length))));
      writer.publish();
    }
  }

  private static String name(SplittableRandom random, int length) {
    StringBuilder name = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      name.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return name.toString();
  }
}
