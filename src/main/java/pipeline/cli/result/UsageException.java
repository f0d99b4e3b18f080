package pipeline.cli.result;

/** An error in the command line. The message names the option and gives an example. */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public UsageException(String message) {
    super(message);
  }
}
