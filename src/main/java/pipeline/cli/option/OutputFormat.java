package pipeline.cli.option;

/** The output format of a command: text for people, JSON for programs. */
public enum OutputFormat {
  TEXT,
  JSON
}
