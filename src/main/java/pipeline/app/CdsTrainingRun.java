package pipeline.app;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import pipeline.cli.console.StderrTerminal;
import pipeline.cli.console.StdoutTerminal;
import pipeline.cli.run.ProcessEnvironment;
import pipeline.lake.ObjectStoreFactory;
import pipeline.lake.store.LakeSettings;
import pipeline.lake.store.ObjectStore;
import pipeline.lake.store.S3RequestConfig;
import pipeline.startup.TrainingIcebergCatalog;
import pipeline.startup.TrainingS3Server;

/**
 * A program that loads the classes for the class-data archive. The program runs the stages for two
 * dates with a simulated Spotify, repeats each stage once, publishes Iceberg tables to a folder and
 * to {@link TrainingIcebergCatalog}, and sends S3 requests of each kind to {@link
 * TrainingS3Server}.
 */
final class CdsTrainingRun {
  private static final Clock CLOCK = Clock.systemUTC();
  private static final Pattern SPACE = Pattern.compile(" ");
  private static final String PUBLISH_ICEBERG = "publish-iceberg --date ";

  private CdsTrainingRun() {}

  /**
   * Runs the commands. Exits with the exit code of the first command that fails, or with 0 if all
   * commands succeed.
   *
   * @param arguments the path of a folder for the lake and other files
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    LocalDate today = LocalDate.ofInstant(CLOCK.instant(), ZoneOffset.UTC);
    for (String line : commandLines(today)) {
      run(line, processEnvironment(folder, Map.of()));
    }
    try (TrainingIcebergCatalog catalog =
        TrainingIcebergCatalog.open(folder.resolve("lake/iceberg"))) {
      run(
          PUBLISH_ICEBERG + today,
          processEnvironment(folder, Map.of("ICEBERG_CATALOG", "rest:" + catalog.uri())));
    }
    useS3(folder);
    System.exit(0);
  }

  private static void run(String line, ProcessEnvironment environment) {
    int code = Application.runWithSignalHandlers(SPACE.split(line), environment);
    if (code != 0) {
      System.exit(code);
    }
  }

  private static void useS3(Path folder) throws IOException {
    try (TrainingS3Server server = TrainingS3Server.open();
        ObjectStore store =
            ObjectStoreFactory.open(
                server.uri(),
                new LakeSettings(
                    folder,
                    folder,
                    server.environment(),
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    S3RequestConfig.DEFAULT))) {
      byte[] bytes = {1};
      store.put(TrainingS3Server.KEY, bytes);
      store.putIfAbsent(TrainingS3Server.KEY, bytes);
      store.put(TrainingS3Server.KEY, Files.write(store.tempDirectory().resolve("file"), bytes));
      store.listFolders("raw/");
      store
          .find(TrainingS3Server.KEY)
          .ifPresent(
              object -> {
                store.read(object, 0, 1);
                store.copyTo(store, object, TrainingS3Server.KEY);
              });
      store.findTail(TrainingS3Server.KEY, 1);
      store.findTail(TrainingS3Server.MISSING_KEY, 1);
      store.delete(TrainingS3Server.KEY);
    }
  }

  private static ProcessEnvironment processEnvironment(Path folder, Map<String, String> more) {
    Map<String, String> variables = new HashMap<>(more);
    variables.putAll(Map.of("LAKE", "file:lake", "SIMULATE", "true"));
    return new ProcessEnvironment(
        variables,
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
        System.err,
        StderrTerminal.detect(Map.of()),
        StdoutTerminal.detect(Map.of()),
        CLOCK,
        folder,
        Map.of());
  }

  private static List<String> commandLines(LocalDate today) {
    return List.of(
        "--help",
        "run --date " + today.minusDays(1),
        "run --date " + today,
        "extract-releases --date " + today.minusDays(1),
        "extract-tracks --date " + today,
        "transform --date " + today,
        "load --log-format json --date " + today,
        PUBLISH_ICEBERG + today,
        PUBLISH_ICEBERG + today);
  }
}
