package pipeline.lake.s3;

/** The form in which the bytes of an upload are sent. */
enum UploadEncoding {
  /** In chunks, each of them signed over plain http, as the SDK does by itself. */
  CHUNKED,
  /** In one piece, with its Content-MD5: servers of every age take that. */
  WHOLE
}
