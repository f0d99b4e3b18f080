package pipeline.cli.result;

/** The command line makes no sense. The message names the option and gives an example. */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public UsageException(String message) {
    super(message);
  }
}
