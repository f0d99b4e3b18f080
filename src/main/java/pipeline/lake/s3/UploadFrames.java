package pipeline.lake.s3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.regex.Pattern;

/** The frames of an upload in chunks, which some servers store as if they were content. */
final class UploadFrames {
  /** So many bytes show them. */
  static final int HEAD = 128;

  private static final Pattern FIRST =
      Pattern.compile("[0-9a-f]{1,8}(;chunk-signature=[0-9a-f]{64})?\r\n");

  private UploadFrames() {}

  /** Whether content begins with a frame, which nothing of ours does by itself. */
  static boolean isAtStartOf(byte[] content) {
    int length = Math.min(content.length, HEAD);
    return FIRST.matcher(new String(content, 0, length, ISO_8859_1)).lookingAt();
  }
}
