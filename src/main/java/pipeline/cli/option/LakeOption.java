package pipeline.cli.option;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the tables are. */
public final class LakeOption {
  @Option(
      names = "--lake",
      order = 4,
      paramLabel = "<where>",
      description =
          "Location of the tables: s3://bucket/prefix or file:folder. Default: the setting LAKE, or"
              + " file:lake.")
  @Nullable
  public String lake;
}
