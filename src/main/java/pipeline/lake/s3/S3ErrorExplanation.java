package pipeline.lake.s3;

import org.jspecify.annotations.Nullable;
import pipeline.lake.store.LakeException.LakeErrorKind;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * An explanation of an error of S3 for the user.
 *
 * @param problem the part of the message after the operation and the key
 * @param remedy the action that the message recommends, as an imperative
 */
record S3ErrorExplanation(LakeErrorKind kind, String problem, String remedy) {
  static S3ErrorExplanation configuration(String problem, String remedy) {
    return new S3ErrorExplanation(LakeErrorKind.CONFIGURATION, problem, remedy);
  }

  static S3ErrorExplanation denied(String problem, String remedy) {
    return new S3ErrorExplanation(LakeErrorKind.DENIED, problem, remedy);
  }

  static S3ErrorExplanation unreachable(String problem, String remedy) {
    return new S3ErrorExplanation(LakeErrorKind.UNREACHABLE, problem, remedy);
  }

  /**
   * Returns an exception whose cause has this explanation. The exception has a type of the SDK,
   * because the SDK accepts no other exceptions from the code that it calls.
   */
  SdkClientException exception(@Nullable Throwable cause) {
    return SdkClientException.create(problem, new ExplainedException(this, cause));
  }

  /** An exception that has the explanation of a failure. */
  static final class ExplainedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient S3ErrorExplanation explanation;

    private ExplainedException(S3ErrorExplanation explanation, @Nullable Throwable cause) {
      super(explanation.problem(), cause);
      this.explanation = explanation;
    }

    S3ErrorExplanation explanation() {
      return explanation;
    }
  }
}
