package pipeline.lake.s3;

/** What is asked of S3, and the right that it takes. */
enum S3Operation {
  LIST("list", "s3:ListBucket"),
  GET("read", "s3:GetObject"),
  PUT("write", "s3:PutObject"),
  DELETE("delete", "s3:DeleteObject"),
  LIST_UPLOADS("list unfinished uploads to", "s3:ListBucketMultipartUploads"),
  ABORT("end an unfinished upload to", "s3:AbortMultipartUpload");

  /** Whether the right is one on the bucket, and not on keys in it. */
  boolean isBucketLevel() {
    return this == LIST || this == LIST_UPLOADS;
  }

  final String verb;
  final String permission;

  S3Operation(String verb, String permission) {
    this.verb = verb;
    this.permission = permission;
  }
}
