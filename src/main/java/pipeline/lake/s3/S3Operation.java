package pipeline.lake.s3;

/** An operation on a bucket, with the permission that it requires. */
enum S3Operation {
  LIST("list", "s3:ListBucket"),
  GET("read", "s3:GetObject"),
  PUT("write", "s3:PutObject"),
  DELETE("delete", "s3:DeleteObject"),
  LIST_UPLOADS("list incomplete uploads to", "s3:ListBucketMultipartUploads"),
  ABORT("abort an incomplete upload to", "s3:AbortMultipartUpload");

  /** Returns whether the permission applies to the bucket instead of its objects. */
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
