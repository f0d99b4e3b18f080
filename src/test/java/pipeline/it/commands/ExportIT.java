package pipeline.it.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.lake.Lake;
import pipeline.lake.PartitionWriter;
import pipeline.lake.file.FileObjectStore;
import pipeline.tables.row.RawTrack;
import pipeline.testing.S3Server;
import pipeline.testing.golden.RowTemplate;
import pipeline.testing.process.DuckDb;
import pipeline.testing.process.ExampleDay;
import pipeline.testing.process.PipelineJar;
import pipeline.testing.process.ProcessResult;
import pipeline.testing.process.RunningProcess;
import software.amazon.awssdk.services.s3.S3Client;

/** Reads exported files with DuckDB and compares them with the tables. */
class ExportIT {
  private static final String SEVEN_COLUMNS =
      "album_id, album_name, release_date, album_spotify_url,"
          + " artist_id, artist_name, artist_spotify_url";

  @TempDir Path folder;

  /** Checks that both queries return the same rows, in any order. */
  private static void assertSame(String first, String second) {
    assertEquals(
        0, DuckDb.queryLong("SELECT count(*) FROM (%s EXCEPT ALL %s)".formatted(first, second)));
    assertEquals(
        0, DuckDb.queryLong("SELECT count(*) FROM (%s EXCEPT ALL %s)".formatted(second, first)));
  }

  private static String parquet(String columns, String table) {
    return "SELECT %s FROM %s"
        .formatted(columns, DuckDb.table(ExampleDay.get().lake.root(), table));
  }

  private static String csv(String columns, Path file) {
    return "SELECT %s FROM read_csv('%s', all_varchar = true, strict_mode = true)"
        .formatted(columns, file);
  }

  @Test
  void csvHasTheRowsOfTheTable() {
    ExampleDay day = ExampleDay.get();
    Path file = folder.resolve("tracks.csv");
    day.runner
        .run("export clean/tracks --date " + ExampleDay.DS + " --output " + file)
        .requireSuccess();
    List<String> columns =
        List.copyOf(DuckDb.columns(DuckDb.table(day.lake.root(), "clean/tracks")).keySet());
    String texts =
        "coalesce(" + String.join("::VARCHAR, ''), coalesce(", columns) + "::VARCHAR, '')";
    assertSame(parquet(texts, "clean/tracks"), csv(texts, file));
  }

  @Test
  void jsonLinesHaveTheRowsAndLists() {
    ExampleDay day = ExampleDay.get();
    Path file = folder.resolve("releases.jsonl");
    String columns = "album_id, position, album_name, release_date, artists, is_late_capture";
    day.runner
        .run(
            "export raw/releases --date %s --columns %s --output %s"
                .formatted(ExampleDay.DS, columns.replace(" ", ""), file))
        .requireSuccess();
    assertSame(
        parquet(columns, "raw/releases"),
        "SELECT %s FROM read_json('%s', columns = {album_id: 'VARCHAR', position: 'INTEGER', album_name: 'VARCHAR', release_date: 'VARCHAR', artists: 'STRUCT(id VARCHAR, name VARCHAR, url VARCHAR)[]', is_late_capture: 'BOOLEAN'})"
            .formatted(columns, file));
  }

  @Test
  void albumTableGoesToS3InOneCommand() {
    ExampleDay day = ExampleDay.get();
    try (S3Server server = S3Server.s3proxy(folder)) {
      server.createBucket("elsewhere");
      ProcessResult export =
          day.runner
              .with(server.environment())
              .with("AWS_REGION", "us-east-1")
              .run(
                  "export clean/album_artists --columns album_id..artist_spotify_url --date "
                      + ExampleDay.DS
                      + " --output s3://elsewhere/album_details.csv")
              .requireSuccess();
      assertTrue(export.changed());
      Path file = folder.resolve("album_details.csv");
      try (S3Client client = server.client()) {
        client.getObject(get -> get.bucket("elsewhere").key("album_details.csv"), file);
      }
      String texts = "coalesce(" + SEVEN_COLUMNS.replace(", ", ", ''), coalesce(") + ", '')";
      assertSame(parquet(texts, "clean/album_artists"), csv(texts, file));
      assertEquals(
          SEVEN_COLUMNS, String.join(", ", DuckDb.columns("read_csv('" + file + "')").keySet()));
    }
  }

  /** The 300,000 rows of 400 characters are larger than the heap. */
  @Test
  void largeTableIsExportedInASmallHeap() throws IOException {
    LocalDate ds = LocalDate.of(2024, 1, 1);
    String name = "n".repeat(300);
    RowTemplate<RawTrack> track =
        new RowTemplate<>(RawTrack.TABLE, "album_id", "position", "track_id", "track_name");
    try (Lake lake = new Lake(new FileObjectStore(folder.resolve("lake")));
        PartitionWriter<RawTrack> writer = lake.openWriter(RawTrack.TABLE, ds)) {
      for (int i = 0; i < 300_000; i++) {
        String album = "album%07d".formatted(i);
        writer.write(track.row(album, 0, album + i, name + i));
      }
      writer.publish();
    }
    Path out = folder.resolve("tracks.csv");
    List<String> command =
        PipelineJar.onThisJvm()
            .command("export", "raw/tracks", "--date", ds.toString(), "-o", "" + out)
            .stream()
            .map(word -> word.equals("-Xmx512m") ? "-Xmx64m" : word)
            .toList();
    ProcessResult result =
        RunningProcess.start(folder, Map.of("LAKE", "file:" + folder.resolve("lake")), command)
            .await()
            .requireSuccess();
    assertEquals(300_000, result.rows("raw/tracks"));
    assertTrue(Files.size(out) > 100_000_000, () -> result.out());
    try (Stream<String> lines = Files.lines(out, StandardCharsets.UTF_8)) {
      assertEquals(300_001, lines.count());
    }
  }
}
