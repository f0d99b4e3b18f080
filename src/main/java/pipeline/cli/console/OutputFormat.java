package pipeline.cli.console;

/** The format of output or logs: text for people, JSON for programs. */
public enum OutputFormat {
  TEXT,
  JSON
}
