package pipeline.cli.option;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --lake}, the location of the tables. */
public final class LakeOption {
  @Option(
      names = "--lake",
      order = 4,
      paramLabel = "<location>",
      description =
          "Lake location: s3://bucket/prefix or file:folder. Default: the setting LAKE or"
              + " AWS_BUCKET_NAME, or file:lake.")
  @Nullable
  public String lake;
}
