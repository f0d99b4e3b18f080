package pipeline.cli.option;

/** For people, or for programs. */
public enum OutputFormat {
  TEXT,
  JSON
}
