package pipeline.testing.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** A lake in a folder. It is read without the pipeline's code. */
public record LakeFolder(Path root) {
  static final List<String> LAYERS = List.of("raw", "clean", "analytics");

  /** Returns the SHA-256 of each file below these folders, by its path in the lake. */
  public SortedMap<String, String> digests(String... folders) {
    return byPath(LakeFolder::sha256, folders);
  }

  public SortedMap<String, String> digests() {
    return digests(LAYERS.toArray(String[]::new));
  }

  /** Returns the modification time of each table file, by its path in the lake. */
  public SortedMap<String, String> modificationTimes() {
    return byPath(
        file -> {
          try {
            return Files.getLastModifiedTime(file).toString();
          } catch (IOException failed) {
            throw new UncheckedIOException(failed);
          }
        },
        LAYERS.toArray(String[]::new));
  }

  /** Returns the content hash in the footer of each table file, by its path in the lake. */
  public SortedMap<String, String> contentHashes() {
    return byPath(
        file -> {
          Map<String, String> footer = DuckDb.footer(file);
          return footer.get("pipeline.content_hash");
        },
        LAYERS.toArray(String[]::new));
  }

  public Path file(String table, String ds) {
    String name = table.substring(table.indexOf('/') + 1);
    return root.resolve(table).resolve("ds=" + ds).resolve(name + ".parquet");
  }

  /** Copies some folders of this lake. */
  public LakeFolder copyTo(Path target, String... folders) {
    byPath(Path::toString, folders)
        .forEach(
            (name, file) -> {
              try {
                Path copy = target.resolve(name);
                Files.createDirectories(copy.getParent());
                Files.copy(Path.of(file), copy);
              } catch (IOException failed) {
                throw new UncheckedIOException(failed);
              }
            });
    return new LakeFolder(target);
  }

  public LakeFolder copyTo(Path target) {
    return copyTo(target, "");
  }

  private SortedMap<String, String> byPath(Function<Path, String> function, String... folders) {
    SortedMap<String, String> results = new TreeMap<>();
    for (String folder : folders) {
      Path from = root.resolve(folder);
      if (!Files.isDirectory(from)) {
        continue;
      }
      try (Stream<Path> files = Files.walk(from)) {
        files
            .filter(Files::isRegularFile)
            .forEach(file -> results.put(root.relativize(file).toString(), function.apply(file)));
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
    return results;
  }

  private static String sha256(Path file) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
