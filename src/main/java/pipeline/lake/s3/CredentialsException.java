package pipeline.lake.s3;

import pipeline.lake.s3.S3ErrorTranslator.S3ErrorExplanation;

/**
 * No credentials came from where the settings say that they are. It is the cause of an exception of
 * the SDK, which takes none but its own classes from a source of credentials.
 */
final class CredentialsException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient S3ErrorExplanation verdict;

  CredentialsException(S3ErrorExplanation verdict, Throwable cause) {
    super(verdict.problem(), cause);
    this.verdict = verdict;
  }

  S3ErrorExplanation verdict() {
    return verdict;
  }
}
