package pipeline.cli.settings;

/** Text that must not be shown: it can be read by name only, never by printing. */
public record Secret(String reveal) {
  @Override
  public String toString() {
    return "(hidden)";
  }
}
