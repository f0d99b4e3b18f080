package pipeline.cli.settings;

/** A missing or invalid setting. The message names the setting, its origin and the remedy. */
public final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ConfigurationException(String message) {
    super(message);
  }
}
