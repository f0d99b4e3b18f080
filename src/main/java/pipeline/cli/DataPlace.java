package pipeline.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import pipeline.output.WholeFile;

/**
 * Where a command's data goes: a file of this machine, an object in S3, or stdout. It is made whole
 * first, so that a command which fails leaves there what was there.
 */
interface DataPlace {
  /** Makes the data as a file, then puts it in its place. */
  void write(WholeFile.Filling filling) throws IOException;

  /** Whether {@code --output} leaves stdout to the data. */
  static boolean isStdout(@Nullable String output) {
    return output == null || output.equals("-");
  }

  /** What {@code --output} says, looked at before there is any data. */
  static DataPlace of(@Nullable String output, Session session, Context context) {
    if (output == null || isStdout(output)) {
      return filling -> print(filling, session.surroundings().out());
    }
    if (output.startsWith("s3://")) {
      int slash = output.lastIndexOf('/');
      if (slash < "s3://x".length() || slash == output.length() - 1) {
        throw new UsageException(
            "--output: '%s' names no object: write for example s3://bucket/albums.csv"
                .formatted(output));
      }
      return filling ->
          upload(
              filling, context, session, output.substring(0, slash), output.substring(slash + 1));
    }
    return file(output, context.workingFolder());
  }

  private static DataPlace file(String name, Path folder) {
    try {
      return WholeFile.named(name, folder)::write;
    } catch (IllegalArgumentException unusable) {
      throw new UsageException("--output: " + unusable.getMessage());
    }
  }

  private static void print(WholeFile.Filling filling, PrintStream out) throws IOException {
    temporarily(
        filling,
        whole -> {
          Files.copy(whole, out);
          out.flush();
        });
  }

  private static void upload(
      WholeFile.Filling filling, Context context, Session session, String folder, String name)
      throws IOException {
    temporarily(
        filling,
        whole ->
            session
                .lakes()
                .visit(
                    context,
                    folder,
                    store -> {
                      store.put(name, whole);
                      return name;
                    }));
  }

  private static void temporarily(WholeFile.Filling filling, WholeFile.Filling then)
      throws IOException {
    Path folder = Files.createTempDirectory("pipeline-");
    Path whole = folder.resolve("data");
    try {
      filling.fill(whole);
      then.fill(whole);
    } finally {
      Files.deleteIfExists(whole);
      Files.deleteIfExists(folder);
    }
  }
}
