package pipeline.lake.s3;

import pipeline.lake.store.LakeException.LakeErrorKind;

/**
 * The meaning of an error of S3.
 *
 * @param problem a clause, to follow the operation and the key
 * @param remedy an imperative
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
}
