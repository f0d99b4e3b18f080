package pipeline.cli.option;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import pipeline.cli.result.CommandException;
import pipeline.cli.result.ExitCode;
import pipeline.cli.result.UsageException;
import pipeline.cli.run.CommandSession;
import pipeline.cli.run.RunContext;
import pipeline.lake.store.LakeLocation.S3Location;
import pipeline.lake.store.ObjectStore;
import pipeline.lake.store.RereadPolicy;
import pipeline.lake.store.TemporaryFiles;
import pipeline.output.AtomicFile;

/**
 * The destination of a command's data: a local file, an object in S3, or stdout. The data is
 * written to a temporary file first, so that a failed command leaves the destination unchanged.
 */
public interface OutputTarget {
  /**
   * The maximum size, in bytes, of new data that is compared with the existing object. Larger data
   * replaces the existing object without a comparison.
   */
  long MAX_COMPARED_SIZE = 16L << 20;

  /**
   * Writes data. Leaves a local file or an object unchanged if it already has the same content.
   * Data of more than {@link #MAX_COMPARED_SIZE} bytes always replaces an object.
   *
   * @return whether a file or object was replaced or created; false for stdout
   * @throws CommandException if a file cannot be written
   * @throws pipeline.lake.store.LakeException if an object cannot be written
   */
  boolean write(AtomicFile.FileContentWriter filling);

  /**
   * Returns whether the data goes to stdout: the option is not given, or its value is {@code -}.
   */
  static boolean isStdout(@Nullable String output) {
    return output == null || output.equals("-");
  }

  /**
   * Returns the destination that {@code --output} selects.
   *
   * @throws UsageException if no file or object can be written at this location
   */
  static OutputTarget create(@Nullable String output, CommandSession session, RunContext context) {
    if (output == null || isStdout(output)) {
      PrintStream out = session.process().out();
      return filling -> writeTemporary(filling, file -> copy(file, out));
    }
    if (S3Location.isS3(output)) {
      String object = object(output).toString();
      int slash = object.lastIndexOf('/');
      String folder = object.substring(0, slash);
      String name = object.substring(slash + 1);
      return filling ->
          writeTemporary(
              filling,
              file -> {
                try (ObjectStore store = context.openStore(folder)) {
                  return putIfChanged(store, name, file);
                }
              });
    }
    AtomicFile file = file(output, context.workingFolder());
    return filling -> writeOrFail(output, () -> file.write(filling));
  }

  private static S3Location object(String output) {
    String reason = "";
    try {
      S3Location address = S3Location.parse(output);
      if (!address.prefix().isEmpty() && !output.endsWith("/")) {
        return address;
      }
    } catch (IllegalArgumentException invalid) {
      reason = " (" + invalid.getMessage() + ")";
    }
    throw new UsageException(
        "--output is not the address of an S3 object: '%s'%s; write it like s3://bucket/albums.csv"
            .formatted(output, reason));
  }

  private static AtomicFile file(String name, Path folder) {
    try {
      return AtomicFile.fromName(name, folder);
    } catch (IllegalArgumentException invalid) {
      throw new UsageException("--output: " + invalid.getMessage());
    }
  }

  /** An action that writes data and returns whether the destination changed. */
  @FunctionalInterface
  interface WriteAction {
    boolean write() throws IOException;
  }

  /**
   * Runs an action that writes to a location. Returns whether the destination changed.
   *
   * @param location the location, for the error message
   * @throws CommandException if the action throws an I/O error
   */
  static boolean writeOrFail(String location, WriteAction action) {
    try {
      return action.write();
    } catch (IOException | UncheckedIOException failed) {
      throw new CommandException(
          ExitCode.LAKE,
          "cannot write %s: %s; check the disk and its permissions, then rerun"
              .formatted(location, failed));
    }
  }

  /**
   * An action that copies a finished file to the destination and returns whether the destination
   * changed.
   */
  @FunctionalInterface
  interface FileAction {
    boolean apply(Path file) throws IOException;
  }

  private static boolean writeTemporary(AtomicFile.FileContentWriter filling, FileAction action) {
    return writeOrFail(
        "a temporary file",
        () -> {
          Path folder = Files.createTempDirectory("pipeline-");
          Path file = folder.resolve("data");
          try {
            filling.fill(file);
            return action.apply(file);
          } finally {
            TemporaryFiles.discard(file, folder);
          }
        });
  }

  private static boolean copy(Path file, PrintStream out) throws IOException {
    Files.copy(file, out);
    out.flush();
    return false;
  }

  private static boolean putIfChanged(ObjectStore store, String name, Path file)
      throws IOException {
    if (isUnchanged(store, name, file)) {
      return false;
    }
    store.put(name, file);
    return true;
  }

  private static boolean isUnchanged(ObjectStore store, String name, Path file) throws IOException {
    long size = Files.size(file);
    if (size > MAX_COMPARED_SIZE) {
      return false;
    }
    byte[] bytes = Files.readAllBytes(file);
    return RereadPolicy.apply(
        () ->
            store.list(name).stream()
                .filter(object -> object.key().equals(name) && object.size() == size)
                .anyMatch(existing -> Arrays.equals(bytes, store.read(existing, 0, (int) size))));
  }
}
