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
 * Where a command's data goes: a file of this machine, an object in S3, or stdout. It is made whole
 * first, so that a command which fails leaves there what was there; and what would come out the
 * same is left alone.
 */
public interface OutputTarget {
  /** A larger object is put again, rather than fetched to look at it. */
  long MAX_COMPARED_SIZE = 16L << 20;

  /**
   * Makes the data as a file, then puts it in its place.
   *
   * @return whether anything changed
   * @throws CommandException where a file cannot be written
   */
  boolean write(AtomicFile.FileContentWriter filling);

  /** Whether {@code --output} leaves stdout to the data. */
  static boolean isStdout(@Nullable String output) {
    return output == null || output.equals("-");
  }

  /** What {@code --output} says, looked at before there is any data. */
  static OutputTarget create(@Nullable String output, CommandSession session, RunContext context) {
    if (output == null || isStdout(output)) {
      return filling -> writeOrFail("a temporary file", () -> copyToStdout(filling, session));
    }
    if (S3Location.isS3(output)) {
      String object = object(output).toString();
      int slash = object.lastIndexOf('/');
      String folder = object.substring(0, slash);
      String name = object.substring(slash + 1);
      return filling ->
          writeOrFail("a temporary file", () -> upload(filling, context, session, folder, name));
    }
    AtomicFile file = file(output, context.workingFolder());
    return filling -> writeOrFail(output, () -> file.write(filling));
  }

  private static S3Location object(String output) {
    String why = "";
    try {
      S3Location address = S3Location.parse(output);
      if (!address.prefix().isEmpty() && !output.endsWith("/")) {
        return address;
      }
    } catch (IllegalArgumentException odd) {
      why = ", for " + odd.getMessage();
    }
    throw new UsageException(
        "--output: '%s' names no object%s: write for example s3://bucket/albums.csv"
            .formatted(output, why));
  }

  private static AtomicFile file(String name, Path folder) {
    try {
      return AtomicFile.fromName(name, folder);
    } catch (IllegalArgumentException unusable) {
      throw new UsageException("--output: " + unusable.getMessage());
    }
  }

  /** Says whether anything changed. */
  @FunctionalInterface
  interface WriteAction {
    boolean write() throws IOException;
  }

  private static boolean writeOrFail(String location, WriteAction writing) {
    try {
      return writing.write();
    } catch (IOException | UncheckedIOException failed) {
      throw new CommandException(
          ExitCode.LAKE,
          "cannot write %s: %s; check the disk and its permissions, then run again"
              .formatted(location, failed),
          null);
    }
  }

  private static boolean copyToStdout(AtomicFile.FileContentWriter filling, CommandSession session)
      throws IOException {
    PrintStream out = session.processEnvironment().out();
    return withTemporaryFile(
        filling,
        file -> {
          Files.copy(file, out);
          out.flush();
          return false;
        });
  }

  private static boolean upload(
      AtomicFile.FileContentWriter filling,
      RunContext context,
      CommandSession session,
      String folder,
      String name)
      throws IOException {
    return withTemporaryFile(
        filling,
        file ->
            session.lakeProvider().use(context, folder, store -> putIfChanged(store, name, file)));
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

  /** What is done with a whole file. */
  @FunctionalInterface
  interface FileAction {
    boolean apply(Path file) throws IOException;
  }

  private static boolean withTemporaryFile(AtomicFile.FileContentWriter filling, FileAction use)
      throws IOException {
    Path folder = Files.createTempDirectory("pipeline-");
    Path file = folder.resolve("data");
    try {
      filling.fill(file);
      return use.apply(file);
    } finally {
      TemporaryFiles.discard(file, folder);
    }
  }
}
