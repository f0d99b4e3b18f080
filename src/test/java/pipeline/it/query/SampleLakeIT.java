package pipeline.it.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.avro.generic.IndexedRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.app.Application;
import pipeline.cli.console.StderrTerminal;
import pipeline.cli.console.StdoutTerminal;
import pipeline.cli.run.ProcessEnvironment;
import pipeline.lake.Lake;
import pipeline.lake.Partition;
import pipeline.lake.Table;
import pipeline.lake.file.FileObjectStore;
import pipeline.simulator.Simulator;
import pipeline.simulator.options.SimulatorConfig;
import pipeline.tables.row.PartitionEntry;
import pipeline.tables.row.Tables;
import pipeline.testing.SimulatorSettings;
import pipeline.testing.process.SupervisedProcess;

/**
 * Compares the sample lake of the documents with a new sample lake. With {@code -Dsample.folder},
 * only writes the new lake to this folder, as dev/sample does.
 */
class SampleLakeIT {
  private static final Path ARCHIVE = Path.of("docs", "sample-lake.tar.xz").toAbsolutePath();
  private static final int MAX_BYTES = 2_000_000;
  private static final LocalDate FIRST = LocalDate.of(2026, 10, 1);
  private static final int DATES = 30;
  private static final SimulatorConfig CONFIG = SimulatorConfig.DEFAULTS.withAlbums(30);
  private static final Pattern CODE_VERSION = Pattern.compile("codeVersion=[^,]*,");

  @TempDir Path folder;

  @Test
  void sampleEqualsANewLakeOfThirtyDates() throws IOException {
    String target = System.getProperty("sample.folder");
    Path lake = target == null ? folder.resolve("new") : Path.of(target);
    if (target == null) {
      unpack();
    }
    for (int day = 0; day < DATES; day++) {
      runShortlyAfter(FIRST.plusDays(day), lake);
    }
    if (target == null) {
      SortedMap<String, String> sample = contents(folder.resolve("sample-lake"));
      assertEquals(Tables.all().size() * DATES, sample.size());
      assertEquals(contents(lake), sample, "to rewrite the sample, run dev/sample");
    }
  }

  @Test
  void sampleLakeIsSmallerThanTheLimit() throws IOException {
    assertTrue(Files.size(ARCHIVE) <= MAX_BYTES, Files.size(ARCHIVE) + " bytes");
  }

  /** Runs the four stages shortly after the end of the date, as the DAG does. */
  private static void runShortlyAfter(LocalDate ds, Path lake) {
    Clock clock =
        Clock.fixed(ds.plusDays(1).atTime(0, 5).toInstant(ZoneOffset.UTC), ZoneOffset.UTC);
    try (Simulator simulator = Simulator.start(CONFIG, 0, clock)) {
      Map<String, String> environment = new HashMap<>(SimulatorSettings.of(simulator));
      environment.put("LAKE", "file:" + lake);
      PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
      int exitCode =
          Application.run(
              new String[] {"run", "--date", ds.toString()},
              new ProcessEnvironment(
                  environment,
                  nowhere,
                  nowhere,
                  StderrTerminal.NONE,
                  StdoutTerminal.NONE,
                  clock,
                  lake.getParent(),
                  Map.of()));
      assertEquals(0, exitCode, ds.toString());
    }
  }

  /** Unpacks the archive with Python, because Java cannot. */
  private void unpack() throws IOException {
    assumeFalse(Boolean.getBoolean("skipPython"), "without Python");
    ProcessBuilder unpacking =
        new ProcessBuilder("python3", "-m", "tarfile", "-e", ARCHIVE.toString(), "" + folder)
            .inheritIO();
    try (SupervisedProcess process = SupervisedProcess.start(unpacking)) {
      assertEquals(0, process.await(Duration.ofMinutes(2)));
    }
  }

  /** Returns the content of each partition, by key. */
  private static SortedMap<String, String> contents(Path folder) {
    SortedMap<String, String> contents = new TreeMap<>();
    try (Lake lake = new Lake(new FileObjectStore(folder))) {
      for (Table<?> table : Tables.all()) {
        for (LocalDate ds : lake.listDates(table)) {
          contents.put(table.key(ds), content(lake.find(table, ds).orElseThrow()));
        }
      }
    }
    return contents;
  }

  /**
   * Returns the content hash. One table contains the version of the jar; for this table, returns
   * its rows without the version.
   */
  private static String content(Partition<? extends IndexedRecord> partition) {
    if (!partition.table().equals(PartitionEntry.TABLE)) {
      return partition.footer().contentHash();
    }
    StringBuilder rows = new StringBuilder();
    partition.forEachRow(row -> rows.append(CODE_VERSION.matcher(row.toString()).replaceAll("")));
    return rows.toString();
  }
}
