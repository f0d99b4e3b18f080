package pipeline.cli.settings;

/** A text that must not be printed. Only {@link #reveal} returns it. */
public record Secret(String reveal) {
  @Override
  public String toString() {
    return "(hidden)";
  }
}
