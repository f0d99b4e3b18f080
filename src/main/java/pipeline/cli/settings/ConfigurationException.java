package pipeline.cli.settings;

/**
 * A setting is missing or makes no sense. The message says which, where it was looked for and what
 * to do.
 */
public final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ConfigurationException(String message) {
    super(message);
  }
}
