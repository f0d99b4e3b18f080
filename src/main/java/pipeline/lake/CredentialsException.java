package pipeline.lake;

import pipeline.lake.S3Failures.Verdict;
import software.amazon.awssdk.core.exception.SdkClientException;

/** No credentials came from where the settings say that they are. */
final class CredentialsException extends SdkClientException {
  private static final long serialVersionUID = 1;

  private final transient Verdict verdict;

  CredentialsException(Verdict verdict, Throwable cause) {
    super(SdkClientException.builder().message(verdict.why()).cause(cause));
    this.verdict = verdict;
  }

  Verdict verdict() {
    return verdict;
  }
}
