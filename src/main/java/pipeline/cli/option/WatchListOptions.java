package pipeline.cli.option;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import pipeline.cli.result.UsageException;
import pipeline.extract.WatchedName;

/** The options that restrict the listing to artists and labels. */
final class WatchListOptions {
  private static final String FILE = "file:";

  @Option(
      names = "--artist",
      paramLabel = "<name>",
      description =
          "Restrict the listing to releases of this artist. Each name needs one to five API"
              + " calls. Repeatable. file:<path> reads names from a file, one per line.")
  List<String> artists = new ArrayList<>();

  @Option(
      names = "--label",
      paramLabel = "<name>",
      description =
          "Restrict the listing to releases of this label. Each name needs one to five API"
              + " calls. Repeatable. file:<path> reads names from a file, one per line.")
  List<String> labels = new ArrayList<>();

  /** Returns the names without duplicates, artists first. */
  List<WatchedName> watched(Path workingFolder) {
    return Stream.concat(
            watched(WatchedName.WatchedKind.ARTIST, artists, workingFolder),
            watched(WatchedName.WatchedKind.LABEL, labels, workingFolder))
        .distinct()
        .toList();
  }

  private static Stream<WatchedName> watched(
      WatchedName.WatchedKind kind, List<String> values, Path workingFolder) {
    return values.stream()
        .flatMap(value -> names(kind.field(), value, workingFolder))
        .map(name -> new WatchedName(kind, name));
  }

  private static Stream<String> names(String kind, String value, Path workingFolder) {
    if (!value.startsWith(FILE)) {
      if (value.isBlank()) {
        throw new UsageException(
            "--%s is empty; write a name, for example --%s \"Björk\"".formatted(kind, kind));
      }
      return Stream.of(value.strip());
    }
    Path file = workingFolder.resolve(value.substring(FILE.length()));
    try {
      List<String> names =
          Files.readAllLines(file, StandardCharsets.UTF_8).stream()
              .map(String::strip)
              .filter(line -> !line.isEmpty() && !line.startsWith("#"))
              .toList();
      if (names.isEmpty()) {
        throw unusable("file without names", kind, file);
      }
      return names.stream();
    } catch (NoSuchFileException missing) {
      throw unusable("missing file", kind, file);
    } catch (IOException unreadable) {
      throw unusable("unreadable file", kind, file);
    }
  }

  private static UsageException unusable(String problem, String kind, Path file) {
    return new UsageException(
        "%s: --%s file:%s; provide a readable UTF-8 text file with one name per line"
            .formatted(problem, kind, file));
  }
}
