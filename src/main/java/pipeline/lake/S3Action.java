package pipeline.lake;

/** What is asked of S3, and the right that it takes. */
enum S3Action {
  LIST("list", "s3:ListBucket"),
  GET("read", "s3:GetObject"),
  PUT("write", "s3:PutObject"),
  DELETE("delete", "s3:DeleteObject");

  final String verb;
  final String right;

  S3Action(String verb, String right) {
    this.verb = verb;
    this.right = right;
  }
}
