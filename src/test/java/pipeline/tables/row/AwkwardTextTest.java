package pipeline.tables.row;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pipeline.lake.Lake;
import pipeline.lake.Partition;
import pipeline.lake.PartitionWriter;
import pipeline.lake.file.FileObjectStore;
import pipeline.lake.parquet.RowIterator;

/** Writes names that break text formats to the lake and reads them back. */
class AwkwardTextTest {
  private static final LocalDate DS = LocalDate.of(2024, 1, 1);

  @TempDir Path folder;

  private static Reject row(String text) {
    return new Reject("clean/albums", "album", text, "{}");
  }

  private Partition<Reject> published(Lake lake, String text) {
    try (PartitionWriter<Reject> writer = lake.openWriter(Reject.TABLE, DS)) {
      writer.write(row(text));
      writer.publish();
    }
    return lake.find(Reject.TABLE, DS).orElseThrow();
  }

  private static List<String> read(Partition<Reject> partition) {
    List<String> texts = new ArrayList<>();
    try (RowIterator<Reject> rows = partition.openRows()) {
      for (Reject row = rows.next(); row != null; row = rows.next()) {
        texts.add(row.reason());
      }
    }
    return texts;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "a\u0000b", "\u0000", "夜のドライブ", "🎧👩‍👩‍👧", "\ufeffmark", "\uffff"})
  void unusualTextSurvivesTheLake(String text) {
    try (Lake lake = new Lake(new FileObjectStore(folder))) {
      assertEquals(List.of(text), read(published(lake, text)));
    }
  }

  @Test
  void textOfTenMillionCharactersIsNotCut() {
    String huge = "0123456789".repeat(1_000_000);
    try (Lake lake = new Lake(new FileObjectStore(folder))) {
      assertEquals(List.of(huge), read(published(lake, huge)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\ud83c", "\udfa7b", "a\ud83cb", "\udfa7\ud83c"})
  void unpairedSurrogateBecomesAQuestionMark(String text) {
    try (Lake lake = new Lake(new FileObjectStore(folder))) {
      Partition<Reject> published = published(lake, text);
      String read = read(published).get(0);
      assertEquals(text.replace('\ud83c', '?').replace('\udfa7', '?'), read);
      assertEquals(published.footer().contentHash(), published(lake, read).footer().contentHash());
    }
  }
}
